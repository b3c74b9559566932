import { type Format, NO_VALUE } from '../../i18n/index.ts';
import type { CellValue, ColumnKind } from './column.ts';

export function formatCell(value: CellValue, kind: ColumnKind | undefined, format: Format): string {
  if (value === null || value === undefined || value === '') return NO_VALUE;
  if (kind === 'day') return format.day(String(value));
  if (typeof value !== 'number') return String(value);
  switch (kind) {
    case 'count':
      return format.count(value);
    case 'money':
      return format.money(value);
    case 'percent':
      return format.percent(value);
    case 'decimal':
      return format.decimal(value);
    case 'instant':
      return format.dateTime(value);
    default:
      return String(value);
  }
}
