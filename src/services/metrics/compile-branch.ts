import { canonicalJson } from '../../kernel/index.ts';
import { compileCondition, quoteName, type SqlParameters } from '../../warehouse/tags/index.ts';
import type { Measure } from './metric-definition.ts';
import { isAdditive } from './metric-index.ts';
import type { QueryPlan, Shift } from './plan-query.ts';
import type { SourceId } from './source.ts';
import { columnScope, dimensionScope, SourceScope } from './source-scope.ts';

/**
 * Measures of one source: its sums together, which may be taken in two steps; distinct counts apart by condition,
 * because DuckDB filters distinct values slowly within an aggregate and fast before it.
 */
export interface Branch {
  readonly source: SourceId;
  readonly measures: readonly (readonly [id: string, measure: Measure])[];
}

/** The period asked for, or the one that it is compared with. */
export type When = 'now' | 'before';

export function branchesOf(plan: QueryPlan): readonly Branch[] {
  const branches = new Map<string, [string, Measure][]>();
  for (const [id, measure] of plan.measures) {
    const name = isAdditive(measure) ? measure.on : `${measure.on} ${canonicalJson(measure.where)}`;
    branches.set(name, [...(branches.get(name) ?? []), [id, measure]]);
  }
  return [...branches.values()].map((measures) => ({ source: measures[0]![1].on, measures }));
}

export function compileBranch(plan: QueryPlan, branch: Branch, when: When, parameters: SqlParameters): string {
  const scope = new SourceScope(branch.source, parameters);
  const shift = when === 'before' ? plan.shift : undefined;
  const where = new SourceScope(branch.source, parameters);
  const filter = plan.where ? [compileCondition(plan.where, dimensionScope(where))] : [];
  const names = branch.measures.map(([id]) => partName(id, when));
  const measures = branch.measures.map(([, measure]) => measure);
  const conditions = measures.map(({ where }) => where && compileCondition(where, columnScope(scope)));
  const shape: BranchShape = {
    keys: plan.by.map((dimension, i) => `${scope.key(dimension.id, shift)} AS k${i}`),
    inner: [...periodConditions(plan, where, shift), ...(where.hasJoins ? [] : filter)],
    outer: [
      ...(where.hasJoins && plan.where ? [compileCondition(plan.where, dimensionScope(scope))] : []),
      ...commonCondition(conditions),
    ],
    filters: conditions.map((one) => (one && new Set(conditions).size > 1 ? ` FILTER (WHERE ${one})` : '')),
  };
  const steps = scope.isCoarse && measures.every(isAdditive) ? inTwoSteps : inOneStep;
  return steps(scope, shape, { measures, names });
}

interface BranchShape {
  readonly keys: readonly string[];
  /** Conditions on the source's own columns. */
  readonly inner: readonly string[];
  /** Conditions that may need joins. */
  readonly outer: readonly string[];
  readonly filters: readonly string[];
}

interface Named {
  readonly measures: readonly Measure[];
  readonly names: readonly string[];
}

function inOneStep(scope: SourceScope, shape: BranchShape, { measures, names }: Named): string {
  const sums = measures.map((measure, i) => `${aggregate(measure)}${shape.filters[i]} AS ${names[i]}`);
  return select([...shape.keys, ...sums], scope.from(), [...shape.inner, ...shape.outer], shape.keys.length);
}

/** Sums by the few values of plain columns first; buckets, joins and conditions then meet hundreds of rows, not millions. */
function inTwoSteps(scope: SourceScope, shape: BranchShape, { measures, names }: Named): string {
  const columns = scope.columns.map((column) => `f.${quoteName(column)}`);
  const partial = measures.map((measure, i) => `${aggregate(measure)} AS ${names[i]}`);
  const rows = select([...columns, ...partial], scope.rows, shape.inner, columns.length);
  const sums = names.map((name, i) => `sum(f.${name})${shape.filters[i]} AS ${name}`);
  return select([...shape.keys, ...sums], scope.from(`(${rows}) AS f`), shape.outer, shape.keys.length);
}

function select(outputs: readonly string[], from: string, where: readonly string[], keys: number): string {
  const condition = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  const grouping = keys > 0 ? ` GROUP BY ${Array.from({ length: keys }, (_, i) => i + 1).join(', ')}` : '';
  return `SELECT ${outputs.join(', ')} FROM ${from}${condition}${grouping}`;
}

function aggregate(measure: Measure): string {
  if (measure.kind === 'count') return 'count(*)';
  const column = `f.${quoteName(measure.column)}`;
  return measure.kind === 'sum' ? `sum(${column})` : `count(DISTINCT ${column})`;
}

/** Keeps rows that no measure wants from making keys of their own. */
function commonCondition(conditions: readonly (string | undefined)[]): readonly string[] {
  return conditions.includes(undefined) ? [] : [`(${[...new Set(conditions)].join(' OR ')})`];
}

function periodConditions(plan: QueryPlan, scope: SourceScope, shift: Shift | undefined): readonly string[] {
  const { from, to } = plan.period;
  const day = scope.column('day').sql;
  return [
    ...(from === undefined ? [] : [`${day} >= ${scope.earlier(from, shift)}`]),
    ...(to === undefined ? [] : [`${day} <= ${scope.earlier(to, shift)}`]),
  ];
}

/** Column of a measure in the branches. */
export function partName(id: string, when: When): string {
  return quoteName(`${when}_${id}`);
}
