import type { Format } from '../../i18n/index.ts';
import { isBucketGrain } from './bucket.ts';

/** A key of the metrics as people read it: `2018-01-05` → `5 Jan`; words stay words, null is "unknown". */
export function keyTitle(dimension: string | undefined, key: string | null, format: Format, unknown: string): string {
  if (key === null) return unknown;
  if (!isBucketGrain(dimension) || dimension === 'week') return key;
  return dimension === 'day' ? format.shortDay(key) : format.month(key);
}
