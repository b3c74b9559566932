import type { Literal } from '../../expression/index.ts';
import type { SqlValue } from '../../warehouse/sql-engine.port.ts';
import { compileCondition, quoteName, SqlParameters } from '../../warehouse/tags/index.ts';
import type { Measure, MetricDefinition } from './metric-definition.ts';
import type { QueryPlan } from './plan-query.ts';
import type { SourceId } from './source.ts';
import { columnScope, dimensionScope, SourceScope } from './source-scope.ts';

/** A statement whose columns are `k0…` (keys of `by`), `v0…` (metrics) and, with a comparison, `b0…` (metrics before). */
export interface CompiledQuery {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export interface Ordering {
  /** Position in `by` or in `metrics`. */
  readonly column: `k${number}` | `v${number}`;
  readonly descending: boolean;
}

/**
 * One branch for each source and period, each grouped by the keys; their union is merged on the keys, where
 * unknown equals unknown. A key that a branch lacks counts 0 there.
 */
export function compileQuery(plan: QueryPlan, order: readonly Ordering[], limit: number): CompiledQuery {
  const parameters = new SqlParameters();
  const branches = sourcesOf(plan).flatMap((source) => [
    branch(plan, source, 'now', parameters),
    ...(plan.shift ? [branch(plan, source, 'before', parameters)] : []),
  ]);
  const keys = plan.by.map((_, i) => `k${i}`);
  const outputs = [
    ...keys,
    ...plan.metrics.map((metric, i) => `${outputOf(metric, 'now')} AS v${i}`),
    ...(plan.shift ? plan.metrics.map((metric, i) => `${outputOf(metric, 'before')} AS b${i}`) : []),
  ];
  const sql = [
    `SELECT ${outputs.join(', ')} FROM (\n${branches.join('\nUNION ALL BY NAME\n')})`,
    keys.length > 0 ? `GROUP BY ${keys.join(', ')}` : '',
    order.length > 0 ? `ORDER BY ${order.map(orderTerm).join(', ')}` : '',
    `LIMIT ${parameters.bind(limit, 'integer')}`,
  ];
  return { sql: sql.filter(Boolean).join('\n'), values: parameters.values };
}

type When = 'now' | 'before';

function sourcesOf(plan: QueryPlan): readonly SourceId[] {
  return [...new Set([...plan.measures.values()].map((measure) => measure.on))];
}

/** The metrics of one source over one period, by key. */
function branch(plan: QueryPlan, source: SourceId, when: When, parameters: SqlParameters): string {
  const scope = new SourceScope(source, parameters);
  const measures = [...plan.measures].filter(([, measure]) => measure.on === source);
  const shift = when === 'before' ? plan.shift : undefined;
  const keys = plan.by.map((dimension, i) => `${scope.key(dimension.id, shift)} AS k${i}`);
  const sums = measures.map(([id, measure]) => `${aggregate(measure, scope)} AS ${partName(id, when)}`);
  const conditions = [
    ...periodConditions(plan, scope, shift !== undefined),
    ...(plan.where ? [compileCondition(plan.where, dimensionScope(scope))] : []),
    ...commonCondition(
      measures.map(([, measure]) => measure),
      scope,
    ),
  ];
  return [
    `SELECT ${[...keys, ...sums].join(', ')} FROM ${scope.from()}`,
    conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    keys.length > 0 ? `GROUP BY ${keys.map((_, i) => i + 1).join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function aggregate(measure: Measure, scope: SourceScope): string {
  const filter = measure.where ? ` FILTER (WHERE ${compileCondition(measure.where, columnScope(scope))})` : '';
  if (measure.kind === 'count') return `count(*)${filter}`;
  const column = scope.column(measure.column).sql;
  return measure.kind === 'sum' ? `sum(${column})${filter}` : `count(DISTINCT ${column})${filter}`;
}

/** Keeps rows that no measure wants from making keys of their own. */
function commonCondition(measures: readonly Measure[], scope: SourceScope): readonly string[] {
  const wheres = measures.map((measure) => measure.where);
  if (wheres.some((where) => where === undefined)) return [];
  const conditions = wheres.map((where) => compileCondition(where!, columnScope(scope)));
  return [`(${[...new Set(conditions)].join(' OR ')})`];
}

function periodConditions(plan: QueryPlan, scope: SourceScope, isBefore: boolean): readonly string[] {
  const { from, to } = plan.period;
  const day = scope.column('day').sql;
  const bound = (value: Literal) => scope.earlier(value, isBefore ? plan.shift : undefined);
  return [
    ...(from === undefined ? [] : [`${day} >= ${bound(from)}`]),
    ...(to === undefined ? [] : [`${day} <= ${bound(to)}`]),
  ];
}

/** Counts and sums of nothing are 0; a ratio by 0 is unknown. */
function outputOf(metric: MetricDefinition, when: When): string {
  if (!('kind' in metric.measure)) return `coalesce(max(${partName(metric.id, when)}), 0)`;
  const [of, by] = [metric.measure.of, metric.measure.by].map((id) => `coalesce(max(${partName(id, when)}), 0)`);
  const ratio = `(${of} / nullif(${by}, 0)::DOUBLE)`;
  return metric.unit === 'money' ? `round(${ratio})` : ratio;
}

function partName(id: string, when: When): string {
  return quoteName(`${when}_${id}`);
}

function orderTerm(order: Ordering): string {
  return `${order.column} ${order.descending ? 'DESC' : 'ASC'} NULLS LAST`;
}
