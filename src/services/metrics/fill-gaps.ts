import type { DayNumber } from '../../kernel/index.ts';
import type { QueryPlan } from './plan-query.ts';
import type { ResultRow } from './result-row.ts';
import { isTimeGrain, nextBucket, startOfBucket } from './time-bucket.ts';

/**
 * Adds the buckets of time in which nothing happened, for every combination of the other keys. Nothing is added
 * for queries without time or with two grains of it.
 */
export function fillGaps(rows: readonly ResultRow[], plan: QueryPlan, covered: Span): readonly ResultRow[] {
  const times = plan.by.flatMap(({ kind }, i) => (kind === 'time' ? [i] : []));
  const [position] = times;
  if (position === undefined || times.length > 1 || rows.length === 0) return rows;
  const starts = bucketStarts(plan, position, spanOf(rows, position, covered));
  const groups = groupBy(rows, (row) => JSON.stringify(row.key.toSpliced(position, 1)));
  const filled: ResultRow[] = [];
  for (const group of groups.values()) {
    const known = new Map(group.map((row) => [row.key[position], row]));
    for (const start of starts) filled.push(known.get(start) ?? emptyRow(plan, group[0]!.key.with(position, start)));
  }
  return filled;
}

function groupBy(rows: readonly ResultRow[], nameOf: (row: ResultRow) => string): ReadonlyMap<string, ResultRow[]> {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return groups;
}

/** First and last day to fill. */
export interface Span {
  readonly from?: DayNumber | undefined;
  readonly to?: DayNumber | undefined;
}

interface Days {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

function spanOf(rows: readonly ResultRow[], position: number, covered: Span): Days {
  const days = rows.map((row) => row.key[position] as number);
  const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
  return { from: Math.min(first, covered.from ?? first), to: Math.max(last, covered.to ?? last) };
}

function bucketStarts(plan: QueryPlan, position: number, span: Days): readonly DayNumber[] {
  const grain = plan.by[position]!.id;
  if (!isTimeGrain(grain)) return [];
  const starts: DayNumber[] = [];
  for (let start = startOfBucket(grain, span.from); start <= span.to; start = nextBucket(grain, start))
    starts.push(start);
  return starts;
}

/** Counts and sums of nothing are 0, ratios unknown. */
function emptyRow(plan: QueryPlan, key: ResultRow['key']): ResultRow {
  const values = plan.metrics.map((metric) => ('kind' in metric.measure ? null : 0));
  return { key, values, ...(plan.shift && { before: values }) };
}
