import { PROFILE_COLUMNS } from '../people/profile.ts';

/** Files of facts with their columns, in the order in which they are written. Every import reads them by these names. */
export const FACT_FILES = {
  users: [
    'user_id',
    'registered_at',
    'registered_on',
    'registration_channel',
    'phone_verified',
    'gender',
    'birth_year',
    'age_band',
    'occupation',
    'has_children',
    'home_city',
    'home_district',
    'membership_level',
    ...PROFILE_COLUMNS,
  ],
  devices: ['device_id', 'user_id', 'os', 'model', 'first_seen_at'],
  merchants: ['merchant_id', 'name', 'category', 'style', 'city', 'district', 'latitude', 'longitude', 'price_level'],
  products: ['product_id', 'name', 'category', 'style', 'merchant_id', 'merchant_name', 'department', 'brand'],
  campaigns: ['campaign_id', 'title', 'type', 'starts_on', 'ends_on'],
  order_lines: [
    'line_id',
    'order_id',
    'kind',
    'user_id',
    'occurred_at',
    'product_id',
    'category',
    'merchant_id',
    'channel',
    'city',
    'quantity',
    'gross_amount',
    'coupon_discount',
    'net_amount',
    'coupon_id',
    'campaign_id',
  ],
  visits: [
    'event_id',
    'user_id',
    'occurred_at',
    'session_id',
    'step',
    'activity_page',
    'merchant_id',
    'category',
    'device_id',
    'device_os',
    'channel',
    'city',
    'duration_seconds',
  ],
  exposures: ['event_id', 'user_id', 'occurred_at', 'campaign_id', 'template_id', 'placement', 'channel', 'city'],
  coupon_events: [
    'event_id',
    'user_id',
    'occurred_at',
    'kind',
    'coupon_id',
    'template_id',
    'campaign_id',
    'order_id',
    'merchant_id',
    'category',
    'channel',
    'city',
    'cost',
    'discount_threshold',
    'discount_amount',
    'discount_rate',
  ],
} as const;

/** Hidden truth: for tests and benchmarks alone, in a folder that no mapping names. */
export const TRUTH_FILES = {
  people: [
    'user_id',
    'response_type',
    'readiness',
    'response_strength',
    'opens',
    'price_sensitivity',
    'activity',
    'lost_on',
    'p_order_without_coupon',
    'p_order_with_coupon',
    'uplift',
  ],
  campaign_members: ['campaign_id', 'user_id', 'group', 'p_order_without_coupon', 'p_order_with_coupon'],
} as const;

export type FactFile = keyof typeof FACT_FILES;
export type TruthFile = keyof typeof TRUTH_FILES;
export type FileName = FactFile | `truth/${TruthFile}`;

export const FILE_NAMES: readonly FileName[] = [
  ...(Object.keys(FACT_FILES) as FactFile[]),
  ...(Object.keys(TRUTH_FILES) as TruthFile[]).map((name) => `truth/${name}` as const),
];

export function columnsOf(file: FileName): readonly string[] {
  return file.startsWith('truth/')
    ? TRUTH_FILES[file.slice('truth/'.length) as TruthFile]
    : FACT_FILES[file as FactFile];
}

/** Takes rows as they come; a row is a line of CSV without its end, in which no value needs quotes. */
export interface RowSink {
  row(file: FileName, line: string): void;
}
