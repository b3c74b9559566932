import type { DayNumber } from '../../kernel/index.ts';
import type { QueryPlan } from './plan-query.ts';

/** A row as the engine gives it: keys of time are the first day of their bucket. */
export interface ResultRow {
  readonly key: readonly (string | DayNumber | null)[];
  readonly values: readonly (number | null)[];
  readonly before?: readonly (number | null)[];
}

export type SqlRow = Readonly<Record<string, string | number | null>>;

export function readRow(row: SqlRow, plan: QueryPlan): ResultRow {
  const numbers = (prefix: string) => plan.metrics.map((_, i) => row[`${prefix}${i}`] as number | null);
  return {
    key: plan.by.map((_, i) => row[`k${i}`] ?? null),
    values: numbers('v'),
    ...(plan.shift && { before: numbers('b') }),
  };
}
