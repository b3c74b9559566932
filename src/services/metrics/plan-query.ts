import type { Expression } from '../../expression/index.ts';
import { type DayNumber, TesseraError } from '../../kernel/index.ts';
import type { DimensionDefinition } from './dimension-definition.ts';
import type { Measure, MetricDefinition } from './metric-definition.ts';
import {
  dimensionsOf,
  getDimension,
  getMetric,
  hasDimension,
  isAdditive,
  measuresOf,
  partsOf,
} from './metric-index.ts';
import type { MetricsQuery } from './metrics-service.ts';
import { parseWhere, type Where } from './parse-where.ts';

/** Days asked for, both ends included; an end left out is open. */
export interface Period {
  readonly from?: DayNumber;
  readonly to?: DayNumber;
}

/** The earlier period of a comparison: `days` or `years` before. Its days are moved forward before they are cut into buckets. */
export interface Shift {
  readonly unit: 'DAY' | 'YEAR';
  readonly count: number;
}

/** A query whose names are resolved and whose measures are chosen. */
export interface QueryPlan {
  readonly metrics: readonly MetricDefinition[];
  /** By id, for every metric and every part of a ratio. */
  readonly measures: ReadonlyMap<string, Measure>;
  readonly by: readonly DimensionDefinition[];
  readonly where?: Expression;
  readonly period: Period;
  readonly shift?: Shift;
}

/** Chooses for each metric the first measure that has all dimensions of `by` and `where`. */
export function planQuery(query: MetricsQuery, moneyDecimals: number): Omit<QueryPlan, 'period' | 'shift'> {
  const metrics = query.metrics.map(getMetric);
  const by = (query.by ?? []).map(getDimension);
  const where = query.where?.trim() ? parseWhere(query.where, moneyDecimals) : undefined;
  const measures = chooseMeasures(metrics, by, where);
  return { metrics, measures, by, ...(where && { where: where.tree }) };
}

/** The same query as one total. */
export function planTotals(plan: QueryPlan, query: MetricsQuery, moneyDecimals: number): QueryPlan {
  return { ...plan, ...planQuery({ ...query, by: [] }, moneyDecimals) };
}

/** Whether the rows of a plan sum up to its total. */
export function isAdditiveIn(plan: QueryPlan, metric: MetricDefinition): boolean {
  const measure = plan.measures.get(metric.id);
  return measure !== undefined && isAdditive(measure);
}

function chooseMeasures(
  metrics: readonly MetricDefinition[],
  by: readonly DimensionDefinition[],
  where: Where | undefined,
): ReadonlyMap<string, Measure> {
  const wanted = [...by.map(({ id }) => id), ...(where?.dimensions ?? [])];
  const chosen = new Map<string, Measure>();
  for (const metric of metrics) {
    for (const part of partsOf(metric)) {
      const measure = measuresOf(part).find((one) => wanted.every((dimension) => hasDimension(one, dimension)));
      if (!measure) throw lacking(metric, wanted);
      chosen.set(part.id, measure);
    }
  }
  return chosen;
}

function lacking(metric: MetricDefinition, wanted: readonly string[]): TesseraError {
  const has = dimensionsOf(metric);
  const missing = wanted.filter((dimension) => !has.includes(dimension));
  const dimension = (missing.length > 0 ? missing : wanted).join(', ');
  return new TesseraError('metric.no-dimension', { metric: metric.id, dimension, has: has.join(', ') });
}
