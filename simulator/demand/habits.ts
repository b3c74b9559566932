import type { CityDay } from '../city/calendar.ts';
import { CATEGORIES } from '../city/categories.ts';
import { OCCUPATIONS } from '../people/demographics.ts';

/** A day has two halves in which a person may come: 0 from 9 to 16 o'clock, 1 from 16 to 23. */
export const HALVES = [0, 1] as const;
export type Half = (typeof HALVES)[number];

const SHARE_OF_HALF = [0.42, 0.58];
/** By half of the week, then category. */
const DEMAND = [0, 1, 2, 3].map((column) => CATEGORIES.map((category) => category.demand[column]!));
const MOST_LIKELY = 0.9;
const AFTER_LOSS = 0.03;
/** Newcomers look around: on the day they join, and in the two weeks after it. */
const FIRST_DAY_FACTOR = 4;
const FIRST_WEEKS_FACTOR = 1.5;
const FIRST_WEEKS_DAYS = 14;

export interface Habit {
  readonly activity: number;
  readonly occupation: number;
  /** Days since the person joined, and since the person was lost (negative: not yet). */
  readonly daysSinceJoined: number;
  readonly daysSinceLost: number;
}

/** Chance that a person opens a session in one half of a day. */
export function visitChance(habit: Habit, today: CityDay, half: Half): number {
  const rhythm = OCCUPATIONS[habit.occupation]!.rhythm[halfOfWeek(today, half)]!;
  return Math.min(MOST_LIKELY, habit.activity * SHARE_OF_HALF[half]! * rhythm * today.visits * lifeCycle(habit));
}

/** What a session in one half of a day is about, as weights of the categories. */
export function wishWeights(wishes: readonly number[], today: CityDay, half: Half): readonly number[] {
  const column = halfOfWeek(today, half);
  const demand = DEMAND[column]!;
  return wishes.map((wish, k) => wish * demand[k]!);
}

function halfOfWeek(today: CityDay, half: Half): 0 | 1 | 2 | 3 {
  return (today.isWeekend ? 2 + half : half) as 0 | 1 | 2 | 3;
}

function lifeCycle(habit: Habit): number {
  if (habit.daysSinceLost >= 0) return AFTER_LOSS;
  if (habit.daysSinceJoined === 0) return FIRST_DAY_FACTOR;
  return habit.daysSinceJoined < FIRST_WEEKS_DAYS ? FIRST_WEEKS_FACTOR : 1;
}
