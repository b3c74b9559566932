import type { Expression } from '../../../expression/index.ts';
import type { DayNumber } from '../../../kernel/index.ts';
import type { TagDefinition, TagRule } from '../definition.ts';
import type { PlannedTag } from '../plan-tags.ts';
import {
  type FieldCode,
  knownCode,
  numberCode,
  type PredicateScope,
  predicateCode,
  UNKNOWN_BOOLEAN,
  UNKNOWN_INTEGER,
} from './predicate-code.ts';
import { columnCode, type TagColumn } from './tag-columns.ts';

/** Computes tags for the people `from` to below `to` from tags that are there. */
export type DeriveTags = (from: number, to: number) => void;

export interface DeriveContext {
  readonly asOf: DayNumber;
  readonly moneyDecimals: number;
  readonly columns: ReadonlyMap<string, TagColumn>;
  readonly definitions: ReadonlyMap<string, TagDefinition>;
}

/** One loop over people for one tag that is made of others, as generated code. */
export function compileDerived(tag: PlannedTag, context: DeriveContext): DeriveTags {
  const scope = new ColumnScope(context.columns);
  const target = context.columns.get(tag.definition.id)!;
  const value = valueCode(tag, { ...context, scope, target });
  const text = `'use strict';
const ${['target = given.target', ...scope.declarations()].join(', ')};
return function derive(from, to) {
  for (let i = from; i < to; i++) target[i] = ${value};
};`;
  return new Function('given', 'tables', text)(
    { target: target.values, inputs: scope.inputs() },
    scope.tables,
  ) as DeriveTags;
}

/** Reads columns under made-up names: no text of a definition goes into the program. */
export class ColumnScope implements PredicateScope {
  readonly tables: Uint8Array[] = [];
  readonly #columns: ReadonlyMap<string, TagColumn>;
  readonly #names = new Map<string, string>();

  constructor(columns: ReadonlyMap<string, TagColumn>) {
    this.#columns = columns;
  }

  field(tag: string): FieldCode {
    const name = this.#names.get(tag) ?? `c${this.#names.size}`;
    this.#names.set(tag, name);
    return columnCode(this.#columns.get(tag)!, name);
  }

  table(lookup: Uint8Array): string {
    return `t${this.tables.push(lookup) - 1}`;
  }

  declarations(): readonly string[] {
    const columns = [...this.#names.values()].map((name, i) => `${name} = given.inputs[${i}]`);
    return [...columns, ...this.tables.map((_, i) => `t${i} = tables[${i}]`)];
  }

  inputs(): readonly TagColumn['values'][] {
    return [...this.#names.keys()].map((tag) => this.#columns.get(tag)!.values);
  }
}

interface ValueContext extends DeriveContext {
  readonly scope: ColumnScope;
  readonly target: TagColumn;
}

function valueCode({ definition, inputs }: PlannedTag, context: ValueContext): string {
  const { rule } = definition;
  switch (rule.kind) {
    case 'ratio': {
      const isWhole = definition.type !== 'number';
      const ratio = dividedBy(double(rule.numerator, context), double(rule.denominator, context));
      return isWhole ? rounded(ratio, context.target) : ratio;
    }
    case 'trend': {
      const pace = (tag: string) => `${double(tag, context)} / ${numberCode(windowDaysOf(tag, context))}`;
      return dividedBy(`(${pace(rule.recent)})`, `(${pace(rule.before)})`);
    }
    case 'elapsed': {
      const day = known(rule.tag, context);
      return `${knownCode(day)} ? ${numberCode(context.asOf)} - ${day.js} : ${UNKNOWN_INTEGER}`;
    }
    case 'bucket': {
      const { words } = context.target as Extract<TagColumn, { kind: 'word' }>;
      return cut(rule, context, (i) => words.indexOf(rule.labels[i]!));
    }
    case 'score':
      return cut(rule, context, (i) => (rule.isDescending ? rule.cuts.length + 1 - i : i + 1));
    case 'condition': {
      const { isTrue, isFalse } = predicateCode(inputs.expressions.get(rule.when)!, context.scope);
      return `${isTrue} ? 1 : ${isFalse} ? 0 : ${UNKNOWN_BOOLEAN}`;
    }
    case 'cases':
      return casesCode(rule, inputs.expressions, context);
    default:
      throw new Error(`a tag of kind "${rule.kind}" is not derived person by person`);
  }
}

/** Words that a derived tag can have, behind the place of "unknown". */
export function derivedWords(rule: TagRule): readonly string[] {
  if (rule.kind === 'bucket') return ['', ...new Set(rule.labels)];
  if (rule.kind !== 'cases') return [''];
  const values = [...rule.cases.map(({ value }) => value), ...(rule.otherwise === undefined ? [] : [rule.otherwise])];
  return ['', ...new Set(values)];
}

function casesCode(
  rule: Extract<TagRule, { kind: 'cases' }>,
  expressions: ReadonlyMap<string, Expression>,
  { scope, target }: ValueContext,
): string {
  const { words } = target as Extract<TagColumn, { kind: 'word' }>;
  const branches = rule.cases.map(
    ({ when, value }) => `${predicateCode(expressions.get(when)!, scope).isTrue} ? ${words.indexOf(value)} : `,
  );
  return `${branches.join('')}${rule.otherwise === undefined ? 0 : words.indexOf(rule.otherwise)}`;
}

type Known = FieldCode & { readonly js: string };

function known(tag: string, { scope }: ValueContext): Known {
  const field = scope.field(tag);
  if (!('js' in field)) throw new Error(`"${tag}" is no number`);
  return field;
}

/** A tag as a float64, NaN where unknown. */
function double(tag: string, context: ValueContext): string {
  const field = known(tag, context);
  return field.kind === 'integer' ? `(${knownCode(field)} ? ${field.js} : NaN)` : field.js;
}

/** NaN where the divisor is 0: a number divided by nothing is unknown. */
function dividedBy(above: string, below: string): string {
  return `(${below} === 0 ? NaN : ${above} / ${below})`;
}

/** Half away from zero; adding 0 makes no difference but to −0. */
function rounded(ratio: string, target: TagColumn): string {
  const round = `Math.sign(${ratio}) * Math.round(Math.abs(${ratio})) + 0`;
  return target.kind === 'integer' ? `${ratio} === ${ratio} ? ${round} : ${UNKNOWN_INTEGER}` : round;
}

function cut(
  { tag, cuts }: { readonly tag: string; readonly cuts: readonly number[] },
  context: ValueContext,
  valueAt: (i: number) => number,
): string {
  const field = known(tag, context);
  const isMoney = context.definitions.get(tag)!.type === 'money';
  const branches = cuts.map((at, i) => {
    const bound = isMoney ? Math.round(at * 10 ** context.moneyDecimals) : at;
    return `${field.js} < ${numberCode(bound)} ? ${valueAt(i)} : `;
  });
  const unknown = context.target.kind === 'integer' ? UNKNOWN_INTEGER : 0;
  return `!(${knownCode(field)}) ? ${unknown} : ${branches.join('')}${valueAt(cuts.length)}`;
}

function windowDaysOf(tag: string, { definitions }: ValueContext): number {
  const { rule } = definitions.get(tag)!;
  if (rule.kind !== 'aggregate' || rule.windowDays === undefined) throw new Error(`"${tag}" has no window`);
  return rule.windowDays;
}
