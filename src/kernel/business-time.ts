import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';
import { TesseraError } from './errors.ts';

/** Days since 1970-01-01 in the business zone. */
export type DayNumber = number;

/** How a workspace cuts time into days. `dayStartMinutes` after local midnight a new business day begins. */
export interface BusinessTime {
  readonly zone: string;
  readonly dayStartMinutes: number;
}

const DAY_MS = 86_400_000;

/** The business day in which an instant falls. Follows daylight-saving changes. */
export function dayOf(instant: Instant, time: BusinessTime): DayNumber {
  const local = Temporal.Instant.fromEpochMilliseconds(instant - time.dayStartMinutes * 60_000).toZonedDateTimeISO(
    time.zone,
  );
  return Date.UTC(local.year, local.month - 1, local.day) / DAY_MS;
}

/** The instant at which a business day begins. */
export function startOfDay(day: DayNumber, time: BusinessTime): Instant {
  const date = Temporal.PlainDate.from(isoDay(day));
  return date.toZonedDateTime(time.zone).epochMilliseconds + time.dayStartMinutes * 60_000;
}

/** `17532` → `2018-01-01`. */
export function isoDay(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2018-01-01` → `17532`. Throws `date.invalid` for anything else, 30 February included. */
export function parseDay(text: string): DayNumber {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(instant) || isoDay(instant / DAY_MS) !== text)
    throw new TesseraError('date.invalid', { value: text });
  return instant / DAY_MS;
}

export function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
