import type { Expression } from '../../expression/index.ts';
import { type ConditionScope, compileCondition, type SqlColumn } from './compile-condition.ts';
import { type CompileScope, dayLiteral } from './compile-scope.ts';
import type { BucketRule, CasesRule, QuantileRule, RatioRule, ScoreRule, TagRule, TrendRule } from './definition.ts';
import type { PlannedTag } from './plan-tags.ts';
import { quoteName } from './sql-parameters.ts';

/** A tag of a lower layer: its column, and the rule that it comes from. */
export interface TagColumn extends SqlColumn {
  readonly rule: TagRule;
}

interface DeriveScope extends CompileScope, ConditionScope {
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly column: (tag: string) => TagColumn;
}

/** A tag computed from tags of lower layers, as SQL over their columns. */
export function deriveTag(
  { definition, inputs }: PlannedTag,
  columns: ReadonlyMap<string, TagColumn>,
  compile: CompileScope,
): string {
  const { rule, type } = definition;
  const scope: DeriveScope = {
    ...compile,
    column: (tag) => columns.get(tag)!,
    expressions: inputs.expressions,
  };
  const value = derive(rule, scope);
  return rule.kind === 'ratio' && type !== 'number' ? `round(${value})` : value;
}

function derive(rule: TagRule, scope: DeriveScope): string {
  switch (rule.kind) {
    case 'ratio':
      return ratio(rule);
    case 'trend':
      return trend(rule, scope);
    case 'elapsed':
      return `${dayLiteral(scope.asOf)} - ${quoteName(rule.tag)}`;
    case 'bucket':
      return bucket(rule, scope);
    case 'score':
      return score(rule, scope);
    case 'quantile':
      return quantile(rule, scope);
    case 'condition':
      return condition(rule.when, scope);
    case 'cases':
      return cases(rule, scope);
    default:
      throw new Error(`a tag of kind "${rule.kind}" is not derived from tags`);
  }
}

function ratio({ numerator, denominator }: RatioRule): string {
  return `${quoteName(numerator)}::DOUBLE / nullif(${quoteName(denominator)}, 0)`;
}

/** Paces first, then their ratio: the order of {@link TrendRule}. */
function trend({ recent, before }: TrendRule, { column }: DeriveScope): string {
  const pace = (tag: string) => {
    const { rule } = column(tag);
    if (rule.kind !== 'aggregate') throw new Error(`"${tag}" has no window`);
    return `${quoteName(tag)}::DOUBLE / ${rule.windowDays}::DOUBLE`;
  };
  return `(${pace(recent)}) / nullif(${pace(before)}, 0)`;
}

function bucket({ tag, cuts, labels }: BucketRule, scope: DeriveScope): string {
  const word = (i: number) => scope.parameters.bind(labels[i]!, 'category');
  const cases = cuts.map((cut, i) => `WHEN ${isBelow(tag, cut, scope)} THEN ${word(i)}`);
  return `CASE WHEN ${quoteName(tag)} IS NULL THEN NULL ${cases.join(' ')} ELSE ${word(cuts.length)} END`;
}

function score({ tag, cuts, isDescending }: ScoreRule, scope: DeriveScope): string {
  const best = cuts.length + 1;
  const cases = cuts.map((cut, i) => `WHEN ${isBelow(tag, cut, scope)} THEN ${isDescending ? best - i : i + 1}`);
  return `CASE WHEN ${quoteName(tag)} IS NULL THEN NULL ${cases.join(' ')} ELSE ${isDescending ? 1 : best} END`;
}

/** Money cuts are written as people read money. */
function isBelow(tag: string, cut: number, { column, parameters, moneyDecimals }: DeriveScope): string {
  const value = column(tag).type === 'money' ? Math.round(cut * 10 ** moneyDecimals) : cut;
  return `${quoteName(tag)} < ${parameters.bind(value, 'number')}`;
}

/** `rank` counts the people strictly below, so that equal values share the part of the first of them. */
function quantile({ tag, parts, isDescending, among }: QuantileRule, scope: DeriveScope): string {
  const value = quoteName(tag);
  const isRanked = `coalesce(${value} IS NOT NULL${among === undefined ? '' : ` AND ${condition(among, scope)}`}, FALSE)`;
  const order = `PARTITION BY ${isRanked} ORDER BY ${value} ${isDescending ? 'DESC' : 'ASC'}`;
  const below = `(rank() OVER (${order}) - 1)`;
  return `CASE WHEN ${isRanked} THEN (${parts} * ${below}) // count(*) OVER (PARTITION BY ${isRanked}) + 1 END`;
}

function condition(text: string, scope: DeriveScope): string {
  return compileCondition(scope.expressions.get(text)!, scope);
}

function cases({ cases, otherwise }: CasesRule, scope: DeriveScope): string {
  const branches = cases.map(
    ({ when, value }) => `WHEN ${condition(when, scope)} THEN ${scope.parameters.bind(value, 'category')}`,
  );
  const rest = otherwise === undefined ? '' : ` ELSE ${scope.parameters.bind(otherwise, 'category')}`;
  return `CASE ${branches.join(' ')}${rest} END`;
}
