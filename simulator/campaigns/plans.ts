import type { DayNumber } from '../../src/kernel/index.ts';
import { FIRST_DAY } from '../options.ts';

/** What a coupon takes off, in fen: an amount from a threshold on, or a share of the price up to a cap. */
export interface Offer {
  readonly threshold: number;
  readonly amount?: number;
  readonly rate?: number;
  readonly cap?: number;
  /** How strongly it pulls; a person's response strength is for depth 1 (about a quarter of a usual basket). */
  readonly depth: number;
}

/** Whom a campaign is meant for, as its planners then thought. */
export type Target =
  | 'everyone'
  | 'regulars'
  | 'lapsed'
  | 'newcomers'
  | 'students'
  | 'parents'
  | 'never-ordered'
  | 'city';

/** A campaign as it was planned. Coupons are issued on its first day at 6 o'clock and live to its last. */
export interface CampaignPlan {
  readonly id: string;
  /** Without commas, as every name here: rows are written without quotes. */
  readonly title: string;
  readonly type: 'acquisition' | 'retention' | 'win-back' | 'seasonal' | 'cross-sell';
  /** Days after the first day of history, and length in days. */
  readonly startsAfter: number;
  readonly days: number;
  /** Index of the category where the coupon may be used; undefined: everywhere. */
  readonly category?: number;
  readonly target: Target;
  /** Index of the city that target `city` means. */
  readonly city?: number;
  /** Part of the target that takes part, and of these the part that is held out at random. */
  readonly reach: number;
  readonly holdout: number;
  readonly templateId: string;
  readonly offer: Offer;
}

const FOOD = 0;
const DINING = 1;
const CINEMA = 2;
const HOTEL = 3;
const RETAIL = 4;

/** The programme repeats after this many days, with new ids. */
const PROGRAMME_DAYS = 120;

const off = (threshold: number, amount: number, depth: number): Offer => ({ threshold, amount, depth });
const share = (rate: number, cap: number, depth: number): Offer => ({ threshold: 0, rate, cap, depth });

const PROGRAMME: readonly CampaignPlan[] = [
  {
    id: 'winter-lunch',
    title: 'Winter lunch',
    type: 'retention',
    startsAfter: 3,
    days: 7,
    category: FOOD,
    target: 'everyone',
    reach: 0.3,
    holdout: 0.3,
    templateId: 'food-30-8',
    offer: off(3000, 800, 1),
  },
  {
    id: 'spring-festival-cinema',
    title: 'Spring Festival at the cinema',
    type: 'seasonal',
    startsAfter: 13,
    days: 10,
    category: CINEMA,
    target: 'everyone',
    reach: 0.3,
    holdout: 0.1,
    templateId: 'cinema-80-20',
    offer: off(8000, 2000, 1),
  },
  {
    id: 'welcome-february',
    title: 'Welcome in February',
    type: 'acquisition',
    startsAfter: 16,
    days: 14,
    target: 'newcomers',
    reach: 0.9,
    holdout: 0.1,
    templateId: 'welcome-20-10',
    offer: off(2000, 1000, 1.2),
  },
  {
    id: 'back-to-work',
    title: 'Back to work and to lunch',
    type: 'retention',
    startsAfter: 24,
    days: 7,
    category: FOOD,
    target: 'regulars',
    reach: 0.6,
    holdout: 0,
    templateId: 'food-30-8',
    offer: off(3000, 800, 1),
  },
  {
    id: 'we-miss-you-march',
    title: 'We miss you in March',
    type: 'win-back',
    startsAfter: 32,
    days: 14,
    target: 'lapsed',
    reach: 0.7,
    holdout: 0.2,
    templateId: 'anywhere-30-12',
    offer: off(3000, 1200, 1.2),
  },
  {
    id: 'campus-week',
    title: 'Campus week',
    type: 'cross-sell',
    startsAfter: 36,
    days: 7,
    category: FOOD,
    target: 'students',
    reach: 0.8,
    holdout: 0.1,
    templateId: 'food-20-5',
    offer: off(2000, 500, 0.9),
  },
  {
    id: 'spring-dining',
    title: 'Spring at the table',
    type: 'cross-sell',
    startsAfter: 46,
    days: 14,
    category: DINING,
    target: 'everyone',
    reach: 0.35,
    holdout: 0.5,
    templateId: 'dining-15-percent',
    offer: share(0.15, 3000, 0.8),
  },
  {
    id: 'welcome-march',
    title: 'Welcome in March',
    type: 'acquisition',
    startsAfter: 50,
    days: 14,
    target: 'newcomers',
    reach: 0.9,
    holdout: 0.1,
    templateId: 'welcome-20-10',
    offer: off(2000, 1000, 1.2),
  },
  {
    id: 'first-order',
    title: 'The first one is easy',
    type: 'acquisition',
    startsAfter: 57,
    days: 10,
    target: 'never-ordered',
    reach: 0.9,
    holdout: 0.2,
    templateId: 'anywhere-30-12',
    offer: off(3000, 1200, 1.2),
  },
  {
    id: 'family-fresh',
    title: 'Fresh for the family',
    type: 'cross-sell',
    startsAfter: 63,
    days: 10,
    category: RETAIL,
    target: 'parents',
    reach: 0.9,
    holdout: 0.1,
    templateId: 'retail-39-9',
    offer: off(3900, 900, 0.9),
  },
  {
    id: 'chengdu-food-festival',
    title: 'Chengdu food festival',
    type: 'seasonal',
    startsAfter: 75,
    days: 10,
    category: DINING,
    target: 'city',
    city: 0,
    reach: 0.7,
    holdout: 0.1,
    templateId: 'dining-100-30',
    offer: off(10_000, 3000, 1.1),
  },
  {
    id: 'labour-day-travel',
    title: 'Labour Day away',
    type: 'seasonal',
    startsAfter: 83,
    days: 12,
    category: HOTEL,
    target: 'everyone',
    reach: 0.25,
    holdout: 0.1,
    templateId: 'hotel-300-60',
    offer: off(30_000, 6000, 0.9),
  },
  {
    id: 'we-miss-you-may',
    title: 'We miss you in May',
    type: 'win-back',
    startsAfter: 96,
    days: 14,
    target: 'lapsed',
    reach: 0.7,
    holdout: 0.2,
    templateId: 'anywhere-30-12',
    offer: off(3000, 1200, 1.2),
  },
  {
    id: 'welcome-may',
    title: 'Welcome in May',
    type: 'acquisition',
    startsAfter: 98,
    days: 14,
    target: 'newcomers',
    reach: 0.9,
    holdout: 0.1,
    templateId: 'welcome-20-10',
    offer: off(2000, 1000, 1.2),
  },
  {
    id: 'summer-test',
    title: 'Summer lunch: a randomised test',
    type: 'retention',
    startsAfter: 103,
    days: 7,
    category: FOOD,
    target: 'everyone',
    reach: 0.4,
    holdout: 0.5,
    templateId: 'food-30-8',
    offer: off(3000, 800, 1),
  },
  {
    id: 'childrens-day',
    title: "Children's Day",
    type: 'seasonal',
    startsAfter: 113,
    days: 10,
    target: 'parents',
    reach: 0.9,
    holdout: 0.1,
    templateId: 'anywhere-15-percent',
    offer: share(0.15, 2500, 0.9),
  },
];

/** A campaign on its dates. `number` is over 0 and never used twice. */
export interface Campaign extends CampaignPlan {
  readonly number: number;
  readonly startsOn: DayNumber;
  /** Last day on which its coupons may be used. */
  readonly endsOn: DayNumber;
}

export function campaign(number: number): Campaign {
  const round = Math.floor((number - 1) / PROGRAMME.length);
  const plan = PROGRAMME[(number - 1) % PROGRAMME.length]!;
  const startsOn = FIRST_DAY + round * PROGRAMME_DAYS + plan.startsAfter;
  const id = round === 0 ? plan.id : `${plan.id}-${round + 1}`;
  return { ...plan, id, number, startsOn, endsOn: startsOn + plan.days - 1 };
}

/** Campaigns that begin on a day, or whose last day it was. */
export function campaignsWhere(matches: (one: Campaign) => boolean, day: DayNumber): readonly Campaign[] {
  const rounds = Math.floor((day - FIRST_DAY) / PROGRAMME_DAYS) + 1;
  return Array.from({ length: rounds * PROGRAMME.length }, (_, i) => campaign(i + 1)).filter(matches);
}
