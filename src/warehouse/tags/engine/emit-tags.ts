import type { FieldType } from '../../../expression/index.ts';
import type { DayNumber } from '../../../kernel/index.ts';
import type { AggregateRule } from '../definition.ts';
import { FACT_TABLES } from '../fact-tables.ts';
import type { FactTag } from '../select-facts.ts';
import type { AccumulatorState } from './accumulator-state.ts';
import type { BinRange } from './accumulators.ts';
import type { PersonEntries } from './person-entries.ts';
import { BLOCK_PEOPLE } from './person-words.ts';
import { numberCode, UNKNOWN_INTEGER } from './predicate-code.ts';
import { type TagColumn, wordOrder } from './tag-columns.ts';

/** Writes the values of `count` people from `first` on, once all rows of their block have been added. */
export type EmitTag = (first: number, count: number) => void;

export interface EmitContext {
  readonly asOf: DayNumber;
  readonly states: readonly AccumulatorState[];
  /** Entries of a block, sorted once for all tags that read them. */
  readonly entriesOf: (accumulator: number) => PersonEntries;
}

/** How the bins of a tag become its values. */
export function emitTag(tag: FactTag, column: TagColumn, ranges: readonly BinRange[], context: EmitContext): EmitTag {
  const { rule } = tag.definition;
  const [range] = ranges;
  const state = context.states[range!.accumulator]!;
  switch (rule.kind) {
    case 'aggregate':
      return emitAggregate(tag as Aggregate, column, ranges, context);
    case 'top': {
      const { values, words } = column as Extract<TagColumn, { kind: 'word' }>;
      const order = wordOrder(words);
      const rank = rule.rank ?? 1;
      return eachPerson((p, at) => {
        values[at] = context.entriesOf(range!.accumulator).top(p, rank, order);
      });
    }
    case 'share': {
      const { values } = column as Extract<TagColumn, { kind: 'number' }>;
      return eachPerson((p, at) => {
        values[at] = context.entriesOf(range!.accumulator).share(p);
      });
    }
    case 'collect':
      return emitWords(column, state, () => context.entriesOf(range!.accumulator));
  }
}

type Aggregate = FactTag & { readonly definition: { readonly rule: AggregateRule } };

/** A loop over the people of a block as generated code, so that each tag's bins are added in straight lines. */
function emitAggregate(
  { definition: { rule, type } }: Aggregate,
  column: TagColumn,
  ranges: readonly BinRange[],
  { asOf, states }: EmitContext,
): EmitTag {
  const bins = ranges.map(({ accumulator }) => states[accumulator]!.bins);
  const isFraction = rule.field !== undefined && FACT_TABLES[rule.fact].columns[rule.field] === 'number';
  const value = aggregateCode(rule, ranges, { type, asOf, isFraction, isWhole: bins[0] instanceof Int32Array });
  // An Int32Array knows no NaN.
  const last = column.kind === 'integer' ? `value === value ? value : ${UNKNOWN_INTEGER}` : 'value';
  const text = `'use strict';
return function emit(first, count) {
  for (let p = 0; p < count; p++) {
    ${value}
    target[first + p] = ${last};
  }
};`;
  return new Function('target', 'a', 'b', text)(column.values, bins[0], bins[1]) as EmitTag;
}

interface AggregateContext {
  readonly type: FieldType;
  readonly asOf: DayNumber;
  readonly isFraction: boolean;
  readonly isWhole: boolean;
}

/** Lines that end with a `value`. */
function aggregateCode(rule: AggregateRule, [first, second]: readonly BinRange[], context: AggregateContext): string {
  const sum = context.isFraction ? `(${total('a', first!)}) / 1000000` : total('a', first!);
  switch (rule.measure) {
    case 'count':
    case 'count_distinct':
    case 'active_days':
    case 'sum':
      return `const value = ${sum};`;
    case 'average': {
      const mean = `const mean = (${sum}) / (${total('b', second!)});`;
      if (context.type !== 'money') return `${mean} const value = mean;`;
      // Half away from zero; adding 0 makes no difference but to −0.
      return `${mean} const value = Math.sign(mean) * Math.round(Math.abs(mean)) + 0;`;
    }
    case 'min':
    case 'first_day':
      return extreme(first!, '<', context);
    case 'max':
    case 'last_day':
      return extreme(first!, '>', context);
    case 'days_since_first':
    case 'days_since_last': {
      const day = extreme(first!, rule.measure === 'days_since_first' ? '<' : '>', context);
      return `${day} if (value !== ${UNKNOWN_INTEGER}) value = ${numberCode(context.asOf)} - value;`;
    }
  }
}

function total(bins: string, range: BinRange): string {
  return places(range)
    .map((place) => `${bins}[${place}]`)
    .join(' + ');
}

/** The least or greatest of the bins that are known. */
function extreme(range: BinRange, better: '<' | '>', { isWhole }: AggregateContext): string {
  const [first, ...others] = places(range).map((place) => `a[${place}]`);
  const isKnown = isWhole ? `next !== ${UNKNOWN_INTEGER}` : 'next === next';
  const isUnknown = isWhole ? `value === ${UNKNOWN_INTEGER}` : 'value !== value';
  const steps = others.map(
    (next) => `{ const next = ${next}; if (${isKnown} && (${isUnknown} || next ${better} value)) value = next; }`,
  );
  return `let value = ${first}; ${steps.join(' ')}`;
}

function places({ from, to }: BinRange): readonly string[] {
  return Array.from({ length: to - from }, (_, i) => `p + ${(from + i) * BLOCK_PEOPLE}`);
}

function emitWords(column: TagColumn, state: AccumulatorState, entries: () => PersonEntries): EmitTag {
  if (column.kind === 'mask')
    return eachPerson((p, at) => {
      column.values[at] = state.marks![p]! | 1;
    });
  const { values, words } = column as Extract<TagColumn, { kind: 'list' }>;
  const order = wordOrder(words);
  return eachPerson((p, at) => {
    const { starts, words: codes } = entries();
    const own = codes.slice(starts[p]!, starts[p + 1]!).sort((a, b) => order[a]! - order[b]!);
    (values as (Uint32Array | null)[])[at] = own;
  });
}

function eachPerson(write: (person: number, at: number) => void): EmitTag {
  return (first, count) => {
    for (let person = 0; person < count; person++) write(person, first + person);
  };
}
