import { type Expression, partsOf } from '../../expression/index.ts';
import type { AggregateRule, CollectRule, ShareRule, TagRule, TopRule } from './definition.ts';

/** A rule that looks at facts of a person. */
export type FactRule = AggregateRule | TopRule | ShareRule | CollectRule;

export function isOverFacts(rule: TagRule): rule is FactRule {
  return rule.kind === 'aggregate' || rule.kind === 'top' || rule.kind === 'share' || rule.kind === 'collect';
}

/** Columns of its fact that a rule names: measured, weighed by, or in its condition. `count` may be among them. */
export function columnsOf(rule: FactRule, expressions: ReadonlyMap<string, Expression>): readonly string[] {
  const condition = rule.where === undefined ? [] : partsOf(expressions.get(rule.where)!);
  const named = condition.flatMap(({ tree }) => ('field' in tree ? [tree.field] : []));
  if (rule.field !== undefined) named.push(rule.field);
  if (rule.kind === 'top' || rule.kind === 'share') named.push(rule.by);
  return named;
}
