import { type DayNumber, isoDay, parseDay } from '../../kernel/index.ts';

export type TimeGrain = 'day' | 'week' | 'month';

export function isTimeGrain(id: string): id is TimeGrain {
  return id === 'day' || id === 'week' || id === 'month';
}

/** First day of the bucket that a day falls into. Weeks begin on Monday (ISO 8601). */
export function startOfBucket(grain: TimeGrain, day: DayNumber): DayNumber {
  if (grain === 'day') return day;
  if (grain === 'month') return parseDay(`${isoDay(day).slice(0, 7)}-01`);
  return day - isoWeekday(day) + 1;
}

/** First day of the bucket after the one that starts at `start`. */
export function nextBucket(grain: TimeGrain, start: DayNumber): DayNumber {
  if (grain === 'day') return start + 1;
  return grain === 'week' ? start + 7 : startOfBucket('month', start + 31);
}

/** `2017-01-30` → `2017-01-30`, `2017-W05` or `2017-01`. A week belongs to the year of its Thursday. */
export function bucketLabel(grain: TimeGrain, start: DayNumber): string {
  if (grain === 'day') return isoDay(start);
  if (grain === 'month') return isoDay(start).slice(0, 7);
  const thursday = start + 3;
  const year = isoDay(thursday).slice(0, 4);
  const week = Math.floor((thursday - parseDay(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Monday 1 to Sunday 7; 1970-01-01 was a Thursday. */
function isoWeekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
