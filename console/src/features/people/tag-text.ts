import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import type { Format } from '../../i18n/index.ts';

type Value = CallOutput<typeof routes.getProfile>['tags'][number]['value'];

/** A tag's value as people read it; empty where it is unknown. Dates come as ISO days or day numbers. */
export function tagText(
  value: Value,
  tag: { readonly type: string; readonly unit?: string | undefined },
  words: { readonly format: Format; readonly yes: string; readonly no: string },
): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'string') return tag.type === 'date' ? words.format.day(value) : value;
  return numberText(value as number, tag, words.format);
}

const DAY_MS = 86_400_000;

function numberText(
  value: number,
  { type, unit }: { readonly type: string; readonly unit?: string | undefined },
  format: Format,
): string {
  if (type === 'money') return format.money(value);
  if (type === 'date') return format.day(new Date(value * DAY_MS).toISOString().slice(0, 10));
  if (unit === 'share' || unit === '%') return format.percent(value);
  return type === 'integer' ? format.count(value) : format.decimal(value);
}
