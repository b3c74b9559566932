import type { Expression } from '../../expression/index.ts';
import { type ConditionScope, compileCondition, type SqlColumn } from './compile-condition.ts';
import { type CompileScope, dayLiteral } from './compile-scope.ts';
import type { BucketRule, CasesRule, QuantileRule, RatioRule, TagRule } from './definition.ts';
import type { PlannedTag } from './plan-tags.ts';
import { quoteName } from './sql-parameters.ts';

interface DeriveScope extends CompileScope, ConditionScope {
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly isMoney: (tag: string) => boolean;
}

/** A tag computed from tags of lower layers, as SQL over their columns. */
export function deriveTag(
  { definition, inputs }: PlannedTag,
  columns: ReadonlyMap<string, SqlColumn>,
  compile: CompileScope,
): string {
  const { rule, type } = definition;
  const scope: DeriveScope = {
    ...compile,
    column: (tag) => columns.get(tag)!,
    expressions: inputs.expressions,
    isMoney: (tag) => columns.get(tag)!.type === 'money',
  };
  const value = derive(rule, scope);
  return rule.kind === 'ratio' && type !== 'number' ? `round(${value})` : value;
}

function derive(rule: TagRule, scope: DeriveScope): string {
  switch (rule.kind) {
    case 'ratio':
      return ratio(rule);
    case 'elapsed':
      return `${dayLiteral(scope.asOf)} - ${quoteName(rule.tag)}`;
    case 'bucket':
      return bucket(rule, scope);
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

function bucket({ tag, cuts, labels }: BucketRule, { parameters, isMoney, moneyDecimals }: DeriveScope): string {
  const factor = isMoney(tag) ? 10 ** moneyDecimals : 1;
  const word = (i: number) => parameters.bind(labels[i]!, 'category');
  const cases = cuts.map((cut, i) => {
    const value = isMoney(tag) ? Math.round(cut * factor) : cut;
    return `WHEN ${quoteName(tag)} < ${parameters.bind(value, 'number')} THEN ${word(i)}`;
  });
  return `CASE WHEN ${quoteName(tag)} IS NULL THEN NULL ${cases.join(' ')} ELSE ${word(cuts.length)} END`;
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
