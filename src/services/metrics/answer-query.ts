import type { BusinessTime, Clock, Currency } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { type CompiledQuery, compileQuery } from './compile-query.ts';
import { type Coverage, findCoverage } from './coverage.ts';
import { fillGaps } from './fill-gaps.ts';
import type { MetricsAnswer, MetricsQuery, MetricsRow } from './metrics-service.ts';
import { orderRows } from './order-rows.ts';
import { isAdditiveIn, planQuery, planTotals, type QueryPlan } from './plan-query.ts';
import { resolvePeriod } from './resolve-period.ts';
import { type ResultRow, readRow, type SqlRow } from './result-row.ts';
import { sortRows } from './sort-rows.ts';
import { bucketLabel, isTimeGrain, nextBucket } from './time-bucket.ts';

export interface MetricsDeps {
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly time: BusinessTime;
  readonly currency: Currency;
}

const DEFAULT_LIMIT = 1000;

export async function answerQuery(query: MetricsQuery, deps: MetricsDeps): Promise<MetricsAnswer> {
  const startedAt = performance.now();
  const named = planQuery(query, deps.currency.decimals);
  const coverage = await findCoverage(new Set([...named.measures.values()].map(({ on }) => on)), deps);
  const plan: QueryPlan = { ...named, ...resolvePeriod(query, coverage) };
  const [result, [total]] = await Promise.all([
    findRows(plan, query, { coverage, deps }),
    plan.by.length === 0 ? [] : run(compileQuery(planTotals(plan, query, deps.currency.decimals), [], 1), plan, deps),
  ]);
  const totals = total ?? result.rows[0]!;
  return {
    metrics: query.metrics,
    by: query.by ?? [],
    rows: result.rows.map((row) => present(row, plan, coverage)),
    totals: totals.values,
    ...(totals.before && { totalsBefore: totals.before }),
    additive: plan.metrics.map((metric) => isAdditiveIn(plan, metric)),
    ...plan.period,
    truncated: result.isTruncated,
    at: deps.clock.now(),
    ...(coverage.factsUntil !== undefined && { factsUntil: coverage.factsUntil }),
    tookMs: performance.now() - startedAt,
  };
}

async function findRows(
  plan: QueryPlan,
  query: MetricsQuery,
  from: { readonly coverage: Coverage; readonly deps: MetricsDeps },
): Promise<{ readonly rows: readonly ResultRow[]; readonly isTruncated: boolean }> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const order = orderRows(plan, query.orderBy);
  const found = await run(compileQuery(plan, order, limit + 1), plan, from.deps);
  if (found.length > limit) return { rows: found.slice(0, limit), isTruncated: true };
  const filled = fillGaps(found, plan, daysToFill(plan, from.coverage));
  if (filled === found) return { rows: found, isTruncated: false };
  return { rows: sortRows(filled, order).slice(0, limit), isTruncated: filled.length > limit };
}

async function run(compiled: CompiledQuery, plan: QueryPlan, deps: MetricsDeps): Promise<readonly ResultRow[]> {
  const rows = await deps.engine.rows<SqlRow>(compiled.sql, compiled.values);
  return rows.map((row) => readRow(row, plan));
}

/** Zeros are said only of days that facts cover; an open end is where the rows end. */
function daysToFill(plan: QueryPlan, { firstDay, lastDay }: Coverage) {
  const { from, to } = plan.period;
  return {
    from: from !== undefined && firstDay !== undefined ? Math.max(from, firstDay) : undefined,
    to: to !== undefined && lastDay !== undefined ? Math.min(to, lastDay) : undefined,
  };
}

function present(row: ResultRow, plan: QueryPlan, coverage: Coverage): MetricsRow {
  const key = row.key.map((value, i) => label(plan, i, value));
  return { ...row, key, ...(isIncomplete(row, plan, coverage) && { incomplete: true }) };
}

function label(plan: QueryPlan, position: number, value: string | number | null): string | null {
  const grain = plan.by[position]!.id;
  return typeof value === 'number' && isTimeGrain(grain) ? bucketLabel(grain, value) : (value as string | null);
}

function isIncomplete(row: ResultRow, plan: QueryPlan, { lastWholeDay }: Coverage): boolean {
  const from = plan.period.from ?? Number.NEGATIVE_INFINITY;
  const to = Math.min(plan.period.to ?? Number.POSITIVE_INFINITY, lastWholeDay ?? Number.POSITIVE_INFINITY);
  return row.key.some((start, i) => {
    const grain = plan.by[i]!.id;
    if (typeof start !== 'number' || !isTimeGrain(grain)) return false;
    return start < from || nextBucket(grain, start) - 1 > to;
  });
}
