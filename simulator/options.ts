import { type BusinessTime, type Currency, type DayNumber, parseDay, TesseraError } from '../src/kernel/index.ts';

/** What a run is made of; the same options give the same bytes on every machine and every day. */
export interface SimulateOptions {
  /** Size of the city after 120 days; four in five are there from the start. 1 to 2,000,000. */
  readonly people: number;
  /** Days of history from `FIRST_DAY`. 1 to 730. A longer run begins with the same rows as a shorter one. */
  readonly days: number;
  /** Any 32-bit integer. */
  readonly seed: number;
}

/** The demo city. Its history ends with 2026-05-31. */
export const DEFAULT_OPTIONS: SimulateOptions = { people: 20_000, days: 120, seed: 1 };

/** History begins on this day, however long it is. */
export const FIRST_DAY: DayNumber = parseDay('2026-02-01');
export const CITY_TIME: BusinessTime = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
export const CITY_CURRENCY: Currency = { code: 'CNY', decimals: 2 };

/** Throws `request.invalid` for what is not a whole number in range. */
export function checkOptions(options: SimulateOptions): SimulateOptions {
  whole('people', options.people, 1, 2_000_000);
  whole('days', options.days, 1, 730);
  whole('seed', options.seed, -(2 ** 31), 2 ** 32 - 1);
  return options;
}

function whole(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new TesseraError('request.invalid', { problem: `${name} must be a whole number from ${low} to ${high}` });
}
