/** What is sold in one category and how people look for it. */
export interface Category {
  readonly id: 'food-delivery' | 'dining' | 'cinema' | 'hotel' | 'retail';
  /** Cuisines, genres or kinds of shop: what a taste is for. */
  readonly styles: readonly string[];
  /** Merchants per city, before the city's share is applied. */
  readonly merchants: number;
  /** Typical price of one item in fen, and how much merchants differ (standard deviation of its logarithm). */
  readonly itemPrice: number;
  readonly priceSpread: number;
  /** Logit of an order from a session of an average person at an average distance. */
  readonly appeal: number;
  /** Loss of utility per kilometre. */
  readonly distanceCost: number;
  /** Part of the sessions: [weekday day, weekday evening, weekend day, weekend evening]. */
  readonly demand: readonly [number, number, number, number];
  /** Weight of each hour from 9 to 22. */
  readonly hours: readonly number[];
  /** Chance of one more line, and of one more piece on a line. */
  readonly moreLines: number;
  readonly morePieces: number;
  /** Share of orders that are cancelled within the hour. */
  readonly cancelled: number;
  /** Words that products are named with. */
  readonly items: readonly string[];
}

export const CATEGORIES: readonly Category[] = [
  {
    id: 'food-delivery',
    styles: ['sichuan', 'noodles', 'fast-food', 'barbecue', 'cantonese', 'bubble-tea', 'healthy', 'hotpot'],
    merchants: 420,
    itemPrice: 2100,
    priceSpread: 0.35,
    appeal: 0.5,
    distanceCost: 0.3,
    demand: [0.58, 0.46, 0.4, 0.36],
    //       9    10   11 12 13   14   15   16   17   18 19   20   21   22
    hours: [0.5, 0.8, 3, 4, 2, 0.8, 0.7, 0.7, 2, 4, 3, 1.5, 1.2, 1],
    moreLines: 0.38,
    morePieces: 0.12,
    cancelled: 0.025,
    items: ['set', 'bowl', 'plate', 'snack', 'soup', 'drink'],
  },
  {
    id: 'dining',
    styles: ['hotpot', 'sichuan', 'barbecue', 'japanese', 'cantonese', 'western', 'noodles', 'seafood'],
    merchants: 360,
    itemPrice: 5800,
    priceSpread: 0.45,
    appeal: -0.4,
    distanceCost: 0.16,
    demand: [0.12, 0.22, 0.22, 0.28],
    hours: [0.2, 0.5, 2.5, 3, 1.2, 0.5, 0.5, 0.8, 2, 4, 3.5, 2, 1, 0.4],
    moreLines: 0.45,
    morePieces: 0.3,
    cancelled: 0.02,
    items: ['meal for one', 'meal for two', 'tasting menu', 'lunch deal', 'side dish', 'dessert'],
  },
  {
    id: 'cinema',
    styles: ['action', 'comedy', 'romance', 'animation', 'drama', 'science-fiction'],
    merchants: 60,
    itemPrice: 3900,
    priceSpread: 0.18,
    appeal: -0.2,
    distanceCost: 0.14,
    demand: [0.05, 0.11, 0.13, 0.16],
    hours: [0.2, 0.5, 0.8, 1, 1.5, 1.6, 1.5, 1.6, 1.8, 3, 4, 3.5, 2, 0.8],
    moreLines: 0.25,
    morePieces: 0.6,
    cancelled: 0.015,
    items: ['ticket', 'ticket 3D', 'IMAX ticket', 'popcorn combo', 'couple seat', 'drink'],
  },
  {
    id: 'hotel',
    styles: ['budget', 'business', 'boutique', 'resort', 'homestay'],
    merchants: 80,
    itemPrice: 26_800,
    priceSpread: 0.5,
    appeal: -1.0,
    distanceCost: 0.02,
    demand: [0.05, 0.07, 0.06, 0.07],
    hours: [1, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 2, 2, 3, 3.5, 4, 3],
    moreLines: 0.04,
    morePieces: 0.35,
    cancelled: 0.08,
    items: ['standard room', 'queen room', 'family room', 'suite', 'breakfast', 'late check-out'],
  },
  {
    id: 'retail',
    styles: ['grocery', 'convenience', 'pharmacy', 'flowers', 'beauty', 'electronics'],
    merchants: 240,
    itemPrice: 1900,
    priceSpread: 0.55,
    appeal: 0.1,
    distanceCost: 0.24,
    demand: [0.2, 0.14, 0.19, 0.13],
    hours: [2, 2.5, 2, 1.2, 1, 1, 1.2, 1.5, 2, 2, 2, 2, 1.5, 1],
    moreLines: 0.62,
    morePieces: 0.25,
    cancelled: 0.03,
    items: ['basics', 'fresh', 'household', 'gift', 'care', 'snack'],
  },
];

export const FIRST_HOUR = 9;
export const EVENING_HOUR = 16;
export const LAST_HOUR = 22;
export const MOST_STYLES = Math.max(...CATEGORIES.map((category) => category.styles.length));
