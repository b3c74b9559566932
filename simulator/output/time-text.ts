import { type DayNumber, isoDay } from '../../src/kernel/index.ts';

const TWO_DIGITS = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

/** Local time of the city with its offset, which has been +08:00 all year since 1991. */
export function timeText(day: DayNumber, secondOfDay: number): string {
  return clockText(isoDay(day), secondOfDay);
}

/** The same for callers that write a whole day and know its date. */
export function clockText(date: string, secondOfDay: number): string {
  const hour = TWO_DIGITS[Math.floor(secondOfDay / 3600)]!;
  const minute = TWO_DIGITS[Math.floor(secondOfDay / 60) % 60]!;
  return `${date}T${hour}:${minute}:${TWO_DIGITS[secondOfDay % 60]!}+08:00`;
}
