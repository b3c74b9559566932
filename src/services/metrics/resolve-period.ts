import { isoDay, TesseraError } from '../../kernel/index.ts';
import type { Coverage } from './coverage.ts';
import type { Comparison, MetricsQuery } from './metrics-service.ts';
import type { Period, Shift } from './plan-query.ts';

/**
 * The days asked for and how far before them a comparison looks. A comparison without an end ends with the last
 * whole day, so that half a day is never held against a whole one.
 */
export function resolvePeriod(
  query: MetricsQuery,
  coverage: Coverage,
): { readonly period: Period; readonly shift?: Shift } {
  const { from, compare } = query;
  const to = query.to ?? (compare ? coverage.lastWholeDay : undefined);
  if (from !== undefined && to !== undefined && from > to)
    throw new TesseraError('metric.empty-period', { from: isoDay(from), to: isoDay(to) });
  const period: Period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  if (!compare) return { period };
  if (from === undefined || to === undefined) throw new TesseraError('metric.no-period');
  return { period, shift: shiftOf(compare, to - from + 1) };
}

function shiftOf(compare: Comparison, days: number): Shift {
  if (compare === 'year') return { unit: 'YEAR', count: 1 };
  return { unit: 'DAY', count: compare === 'week' ? 7 : days };
}
