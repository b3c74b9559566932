export type BucketGrain = 'day' | 'week' | 'month';

const DAY_MS = 86_400_000;

export function isBucketGrain(dimension: string | undefined): dimension is BucketGrain {
  return dimension === 'day' || dimension === 'week' || dimension === 'month';
}

/** First and last day of a bucket as the metrics name it: `2017-01-30`, `2017-W05`, `2017-01`. */
export function bucketRange(
  grain: BucketGrain,
  key: string,
): { readonly from: string; readonly to: string } | undefined {
  if (grain === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(key) ? { from: key, to: key } : undefined;
  if (grain === 'month') return monthRange(key);
  return weekRange(key);
}

/** So many days later; negative for earlier. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

function monthRange(key: string) {
  const match = /^(\d{4})-(\d{2})$/.exec(key);
  if (!match) return undefined;
  const last = new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).toISOString().slice(0, 10);
  return { from: `${key}-01`, to: last };
}

/** ISO 8601: weeks begin on Monday, and 4 January is always in the first one. */
function weekRange(key: string) {
  const match = /^(\d{4})-W(\d{2})$/.exec(key);
  if (!match) return undefined;
  const fourth = `${match[1]}-01-04`;
  const weekday = (new Date(`${fourth}T00:00:00Z`).getUTCDay() + 6) % 7;
  const from = addDays(fourth, (Number(match[2]) - 1) * 7 - weekday);
  return { from, to: addDays(from, 6) };
}
