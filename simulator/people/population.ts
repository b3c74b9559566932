import type { DayNumber } from '../../src/kernel/index.ts';
import { FIRST_DAY } from '../options.ts';

/** The days by whose end the city has its full size. */
const GROWTH_DAYS = 120;
const THERE_AT_START = 0.8;

/**
 * How many people have joined by the end of a day. People are numbered in the order in which they join, so whoever is
 * there on a day is the range below this number, and a longer run only adds to its end.
 */
export function joinedBy(people: number, day: DayNumber): number {
  const x = Math.max(0, (day - FIRST_DAY + 1) / GROWTH_DAYS);
  return Math.round(people * (THERE_AT_START + (1 - THERE_AT_START) * (0.8 * x + 0.2 * x * x)));
}

/** The day on which a person joined, or undefined for whoever was there before history began. */
export function joinDay(people: number, index: number): DayNumber | undefined {
  if (index < joinedBy(people, FIRST_DAY - 1)) return undefined;
  let low = FIRST_DAY;
  let high = FIRST_DAY + 3650;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (joinedBy(people, middle) > index) high = middle;
    else low = middle + 1;
  }
  return low;
}
