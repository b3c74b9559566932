/** What a person does all day; it shapes when they come and what they want. */
export interface Occupation {
  readonly id: string;
  /** Weight at ages 18-24, 25-34, 35-44, 45-54, 55 and older. */
  readonly weights: readonly [number, number, number, number, number];
  /** Factor on visits: [weekday day, weekday evening, weekend day, weekend evening]. */
  readonly rhythm: readonly [number, number, number, number];
  /** Added to the logarithm of the wish for food-delivery, dining, cinema, hotel, retail. */
  readonly wishes: readonly [number, number, number, number, number];
  readonly priceSensitivity: number;
}

export const OCCUPATIONS: readonly Occupation[] = [
  {
    id: 'student',
    weights: [7, 0.6, 0, 0, 0],
    rhythm: [0.75, 1.2, 1.0, 1.35],
    wishes: [0.25, 0, 0.4, -0.5, -0.2],
    priceSensitivity: 0.6,
  },
  {
    id: 'office-worker',
    weights: [3, 6, 5, 3.5, 0.8],
    rhythm: [1.1, 1.15, 0.9, 1.05],
    wishes: [0.25, 0.1, 0, 0.2, -0.1],
    priceSensitivity: -0.1,
  },
  {
    id: 'parent',
    weights: [0.3, 1.6, 2, 0.6, 0.2],
    rhythm: [1.1, 0.7, 1.35, 0.9],
    wishes: [-0.2, 0, 0.1, 0.1, 0.5],
    priceSensitivity: 0.3,
  },
  {
    id: 'self-employed',
    weights: [0.6, 1.4, 2, 2, 1],
    rhythm: [0.95, 1, 1, 1],
    wishes: [0, 0.3, -0.1, 0.4, 0],
    priceSensitivity: -0.4,
  },
  {
    id: 'service-worker',
    weights: [1.6, 1.6, 1.6, 1.8, 1],
    rhythm: [0.8, 1.1, 0.8, 1],
    wishes: [0.1, -0.1, 0, -0.4, 0.2],
    priceSensitivity: 0.4,
  },
  {
    id: 'retired',
    weights: [0, 0, 0, 0.4, 4],
    rhythm: [1.3, 0.5, 1.1, 0.6],
    wishes: [-0.4, 0.1, -0.5, 0, 0.5],
    priceSensitivity: 0.1,
  },
];

export interface AgeBand {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Ages in 2026. */
export const AGE_BANDS: readonly AgeBand[] = [
  { id: '18-24', from: 18, to: 24, share: 0.24 },
  { id: '25-34', from: 25, to: 34, share: 0.36 },
  { id: '35-44', from: 35, to: 44, share: 0.22 },
  { id: '45-54', from: 45, to: 54, share: 0.12 },
  { id: '55+', from: 55, to: 74, share: 0.06 },
];

export const AGE_YEAR = 2026;

export const SYSTEMS = [
  { os: 'Android', share: 0.52, models: ['Redmi Note 13', 'vivo X100', 'OPPO Reno 11', 'Xiaomi 14', 'Honor 100'] },
  { os: 'iOS', share: 0.31, models: ['iPhone 13', 'iPhone 14', 'iPhone 15', 'iPhone 15 Pro', 'iPhone 16'] },
  { os: 'HarmonyOS', share: 0.17, models: ['HUAWEI nova 12', 'HUAWEI Mate 60', 'HUAWEI Pura 70'] },
] as const;

export const MEMBERSHIPS = ['none', 'silver', 'gold', 'platinum'] as const;

export const REGISTRATION_CHANNELS = ['app-store', 'mini-program', 'referral', 'offline', 'advertising'] as const;
export const REGISTRATION_WEIGHTS = [0.36, 0.26, 0.16, 0.09, 0.13];
