import { TesseraError } from '../../kernel/index.ts';
import type { Ordering } from './compile-query.ts';
import type { QueryPlan } from './plan-query.ts';

/** Rows in a fixed order: as asked; by default time first, then the largest first metric. Keys break ties. */
export function orderRows(plan: QueryPlan, orderBy: string | undefined): readonly Ordering[] {
  const keys = plan.by.map((_, i): Ordering => ({ column: `k${i}`, descending: false }));
  if (orderBy) return [chosen(plan, orderBy), ...keys];
  const times = keys.filter((_, i) => plan.by[i]?.kind === 'time');
  return [...times, { column: 'v0', descending: true }, ...keys];
}

function chosen(plan: QueryPlan, orderBy: string): Ordering {
  const isTurned = orderBy.startsWith('-');
  const id = isTurned ? orderBy.slice(1) : orderBy;
  const metric = plan.metrics.findIndex((one) => one.id === id);
  if (metric >= 0) return { column: `v${metric}`, descending: !isTurned };
  const dimension = plan.by.findIndex((one) => one.id === id);
  if (dimension >= 0) return { column: `k${dimension}`, descending: isTurned };
  throw new TesseraError('metric.order-unknown', { id });
}
