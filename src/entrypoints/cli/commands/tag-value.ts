import type { CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, isoDay, money } from '../../../kernel/index.ts';

type FieldType = CallOutput<typeof routes.listTags>['tags'][number]['type'];
type TagValue = CallOutput<typeof routes.getProfile>['tags'][number]['value'];

/** A tag's value as people read it: money with its decimals, dates as days, sets with commas. */
export function formatTagValue(value: TagValue, type: FieldType, currency: Currency): string {
  if (value === null) return 'unknown';
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.join(', ');
  if (typeof value !== 'number') return String(value);
  if (type === 'money') return formatMoney(money(Math.round(value)), currency);
  if (type === 'date') return isoDay(Math.round(value));
  return value.toLocaleString('en-US', { maximumFractionDigits: 4, useGrouping: false });
}
