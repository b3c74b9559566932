import type { DayNumber } from '../../src/kernel/index.ts';
import { type CityDay, ordinaryDay } from '../city/calendar.ts';
import type { Markets } from '../city/merchants.ts';
import type { Person } from '../people/person.ts';
import { type Choice, orderChance } from './choice.ts';
import { HALVES, type Habit, visitChance, wishWeights } from './habits.ts';

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

export interface OutcomeWorld {
  readonly dayOf: (day: DayNumber, city: number) => CityDay;
  readonly markets: Markets;
  readonly choice: Choice;
}

const ORDINARY_WEEK = [0, 1, 2, 3, 4, 5, 6].map(ordinaryDay);

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
  world: OutcomeWorld,
  person: Person,
  about: { readonly from: DayNumber; readonly to: DayNumber; readonly scope: CouponScope },
): Outcome {
  const { activity, occupation } = person;
  const days = Array.from({ length: about.to - about.from + 1 }, (_, i) => ({
    today: world.dayOf(about.from + i, person.city),
    habit: {
      activity,
      occupation,
      daysSinceJoined: about.from + i - person.joinedOn,
      daysSinceLost: about.from + i - person.lostOn,
    },
  }));
  return outcomeOver(world, person, { days, scope: about.scope });
}

/** Hidden truth of one person in an ordinary week from Monday with a coupon of depth 1 for everywhere. */
export function referenceOutcome(world: OutcomeWorld, person: Person): Outcome {
  const { activity, occupation } = person;
  const habit = { activity, occupation, daysSinceJoined: 1000, daysSinceLost: -1 };
  const days = ORDINARY_WEEK.map((today) => ({ today, habit }));
  return outcomeOver(world, person, { days, scope: { category: undefined, depth: 1 } });
}

/** What the session after a message is about, as weights of the categories: the coupon's, or the morning's wishes. */
export function messageWishes(person: Person, today: CityDay, category: number | undefined): readonly number[] {
  const wishes = wishWeights(person.wishes, today, 0);
  return category === undefined ? wishes : wishes.map((_, k) => Number(k === category));
}

/** One day of the period as the person lives it. */
interface LivedDay {
  readonly today: CityDay;
  readonly habit: Habit;
}

function outcomeOver(
  world: OutcomeWorld,
  person: Person,
  about: { readonly days: readonly LivedDay[]; readonly scope: CouponScope },
): Outcome {
  const { days, scope } = about;
  const logits = world.markets[person.city]!.map((market) => world.choice.weigh(person, market));
  const chancesWithout = chancesByDay(person, logits, undefined);
  const chancesWith = chancesByDay(person, logits, scope);
  const first = days[0]!.today;
  let noneWithout = 1;
  let noneWith = 1 - person.response.opens * mean(messageWishes(person, first, scope.category), chancesWith(first));
  for (const day of days) {
    for (const half of HALVES) {
      const comes = visitChance(day.habit, day.today, half);
      const wishes = wishWeights(person.wishes, day.today, half);
      noneWithout *= 1 - comes * mean(wishes, chancesWithout(day.today));
      noneWith *= 1 - comes * mean(wishes, chancesWith(day.today));
    }
  }
  return { withoutCoupon: 1 - noneWithout, withCoupon: 1 - noneWith };
}

/** Chances of an order by category; only an event makes one day differ from another. */
function chancesByDay(
  person: Person,
  logits: readonly number[],
  scope: CouponScope | undefined,
): (today: CityDay) => readonly number[] {
  const known = new Map<CityDay['event'], readonly number[]>();
  return (today) => {
    const before = known.get(today.event);
    if (before) return before;
    const chances = logits.map((logit, category) =>
      orderChance(logit, today, { category, push: pushOf(person, scope, category) }),
    );
    known.set(today.event, chances);
    return chances;
  };
}

function mean(weights: readonly number[], values: readonly number[]): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    sum += weights[i]! * values[i]!;
  }
  return sum / total;
}
