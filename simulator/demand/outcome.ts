import type { DayNumber } from '../../src/kernel/index.ts';
import type { Offer } from '../campaigns/plans.ts';
import { type CityDay, cityDay, ordinaryDay } from '../city/calendar.ts';
import type { Markets } from '../city/merchants.ts';
import type { Person } from '../people/person.ts';
import { type Choice, orderChance } from './choice.ts';
import { HALVES, visitChance, wishWeights } from './habits.ts';

/** Chance that a person orders at least once in a period, without and with a coupon. */
export interface Outcome {
  readonly withoutCoupon: number;
  readonly withCoupon: number;
}

/** Where a coupon may be used, and how strongly it pulls. */
export interface CouponScope {
  /** Undefined: everywhere. */
  readonly category: number | undefined;
  readonly depth: number;
}

/** One day of the period as the person lives it. */
interface LivedDay {
  readonly today: CityDay;
  readonly daysSinceJoined: number;
  readonly daysSinceLost: number;
}

/**
 * Logit added by a coupon in one category. Sleeping dogs are put off everywhere; all others are drawn only to where the
 * coupon may be used.
 */
export function pushOf(person: Person, scope: CouponScope | undefined, category: number): number {
  if (!scope) return 0;
  const { type, strength } = person.response;
  const applies = type === 'sleeping-dog' || (scope.category ?? category) === category;
  return applies ? strength * scope.depth : 0;
}

/** Hidden truth of one person in one campaign, exactly: sessions are independent until the first order. */
export function campaignOutcome(
  world: { readonly seed: number; readonly markets: Markets; readonly choice: Choice },
  person: Person,
  about: {
    readonly from: DayNumber;
    readonly to: DayNumber;
    readonly category: number | undefined;
    readonly offer: Offer;
  },
): Outcome {
  const days = Array.from({ length: about.to - about.from + 1 }, (_, i) => ({
    today: cityDay(world.seed, about.from + i, person.city),
    daysSinceJoined: about.from + i - person.joinedOn,
    daysSinceLost: about.from + i - person.lostOn,
  }));
  const scope = { category: about.category, depth: about.offer.depth };
  return outcomeOver(days, person, { logits: logitsOf(world, person), scope });
}

/** Hidden truth of one person in an ordinary week from Monday with a coupon of depth 1 for everywhere. */
export function referenceOutcome(
  world: { readonly markets: Markets; readonly choice: Choice },
  person: Person,
): Outcome {
  const days = Array.from({ length: 7 }, (_, weekday) => ({
    today: ordinaryDay(weekday),
    daysSinceJoined: 1000,
    daysSinceLost: -1,
  }));
  return outcomeOver(days, person, { logits: logitsOf(world, person), scope: { category: undefined, depth: 1 } });
}

function logitsOf(world: { readonly markets: Markets; readonly choice: Choice }, person: Person): readonly number[] {
  return world.markets[person.city]!.map((market) => world.choice.weigh(person, market));
}

interface Terms {
  readonly logits: readonly number[];
  readonly scope: CouponScope;
}

function outcomeOver(days: readonly LivedDay[], person: Person, terms: Terms): Outcome {
  let noneWithout = 1;
  let noneWith = 1 - person.response.opens * messageChance(days[0]!.today, person, terms);
  for (const day of days) {
    for (const half of HALVES) {
      const comes = visitChance({ ...day, activity: person.activity, occupation: person.occupation }, day.today, half);
      const wishes = wishWeights(person.wishes, day.today, half);
      noneWithout *= 1 - comes * meanChance(wishes, day.today, { person, logits: terms.logits, scope: undefined });
      noneWith *= 1 - comes * meanChance(wishes, day.today, { person, ...terms });
    }
  }
  return { withoutCoupon: 1 - noneWithout, withCoupon: 1 - noneWith };
}

/** Chance of an order in the session that a message brings about: of the coupon's category, or of the morning's wishes. */
function messageChance(today: CityDay, person: Person, terms: Terms): number {
  const wishes = messageWishes(person, today, terms.scope.category);
  return meanChance(wishes, today, { person, ...terms });
}

/** What the session after a message is about, as weights of the categories. */
export function messageWishes(person: Person, today: CityDay, category: number | undefined): Float64Array {
  const wishes = wishWeights(person.wishes, today, 0);
  return category === undefined ? wishes : wishes.map((_, k) => Number(k === category));
}

function meanChance(
  wishes: Float64Array,
  today: CityDay,
  about: { readonly person: Person; readonly logits: readonly number[]; readonly scope: CouponScope | undefined },
): number {
  let total = 0;
  let chance = 0;
  for (let category = 0; category < wishes.length; category++) {
    const push = pushOf(about.person, about.scope, category);
    total += wishes[category]!;
    chance += wishes[category]! * orderChance(about.logits[category]!, today, { category, push });
  }
  return chance / total;
}
