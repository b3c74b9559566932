import type { SqlValue } from '../../warehouse/sql-engine.port.ts';
import { SqlParameters } from '../../warehouse/tags/index.ts';
import { branchesOf, compileBranch, partName, type When } from './compile-branch.ts';
import type { MetricDefinition } from './metric-definition.ts';
import type { QueryPlan } from './plan-query.ts';

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
 * One branch for each source, kind of measure and period, each grouped by the keys; their union is merged on the keys, where
 * unknown equals unknown. A key that a branch lacks counts 0 there.
 */
export function compileQuery(plan: QueryPlan, order: readonly Ordering[], limit: number): CompiledQuery {
  const parameters = new SqlParameters();
  const branches = branchesOf(plan).flatMap((branch) => [
    compileBranch(plan, branch, 'now', parameters),
    ...(plan.shift ? [compileBranch(plan, branch, 'before', parameters)] : []),
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

/** Counts and sums of nothing are 0; a ratio by 0 is unknown. */
function outputOf(metric: MetricDefinition, when: When): string {
  if (!('kind' in metric.measure)) return `coalesce(max(${partName(metric.id, when)}), 0)`;
  const [of, by] = [metric.measure.of, metric.measure.by].map((id) => `coalesce(max(${partName(id, when)}), 0)`);
  const ratio = `(${of} / nullif(${by}, 0)::DOUBLE)`;
  return metric.unit === 'money' ? `round(${ratio})` : ratio;
}

function orderTerm(order: Ordering): string {
  return `${order.column} ${order.descending ? 'DESC' : 'ASC'} NULLS LAST`;
}
