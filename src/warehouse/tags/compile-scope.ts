import type { FieldType } from '../../expression/index.ts';
import { type BusinessTime, type DayNumber, isoDay } from '../../kernel/index.ts';
import type { FactSelection, TagRule } from './definition.ts';
import type { PlannedTag } from './plan-tags.ts';
import type { SqlParameters } from './sql-parameters.ts';

/** What every part of the compiler needs to know. */
export interface CompileScope {
  readonly asOf: DayNumber;
  readonly time: BusinessTime;
  readonly moneyDecimals: number;
  readonly parameters: SqlParameters;
}

/** One scan of the warehouse that gives several tags: a sub-select with `user_key`, and a column per tag. */
export interface Pass {
  readonly sql: string;
  readonly tags: readonly PassColumn[];
}

export interface PassColumn {
  readonly id: string;
  readonly type: FieldType;
  /** What a person has whom the pass does not meet; without it unknown. */
  readonly otherwise?: string;
}

/** A planned tag whose rule is known to be of one kind. */
export type PlannedAs<Kind extends TagRule['kind']> = PlannedTag & {
  readonly definition: { readonly rule: Extract<TagRule, { kind: Kind }> };
};

export function plannedAs<Kind extends TagRule['kind']>(
  plan: readonly PlannedTag[],
  kind: Kind,
): readonly PlannedAs<Kind>[] {
  return plan.filter((planned): planned is PlannedAs<Kind> => planned.definition.rule.kind === kind);
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** A day in SQL text: made here from a number, never from a caller's text. */
export function dayLiteral(day: DayNumber): string {
  return `DATE '${isoDay(day)}'`;
}

/** First day of the widest window, or undefined when one looks back for ever. */
export function earliestDay(selections: readonly FactSelection[], asOf: DayNumber): DayNumber | undefined {
  if (selections.some(({ windowDays }) => windowDays === undefined)) return undefined;
  return asOf - Math.max(...selections.map(({ windowDays, endDaysAgo }) => windowDays! + (endDaysAgo ?? 0)));
}
