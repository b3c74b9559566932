import { type DayNumber, roundHalfAway } from '../../../kernel/index.ts';
import type { AggregateRule } from '../definition.ts';
import { FACT_TABLES } from '../fact-tables.ts';
import type { FactTag } from '../select-facts.ts';
import type { AccumulatorState } from './accumulator-state.ts';
import type { BinRange } from './accumulators.ts';
import type { PersonEntries } from './person-entries.ts';
import { BLOCK_PEOPLE } from './person-words.ts';
import { UNKNOWN_INTEGER } from './predicate-code.ts';
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

function emitAggregate(
  { definition: { rule, type } }: Aggregate,
  column: TagColumn,
  ranges: readonly BinRange[],
  { asOf, states }: EmitContext,
): EmitTag {
  const values = column.values as Int32Array | Float64Array;
  const bins = ranges.map(({ accumulator, from, to }) => ({ bins: states[accumulator]!.bins, from, to }));
  const [first, second] = bins;
  const isFraction = rule.field !== undefined && FACT_TABLES[rule.fact].columns[rule.field] === 'number';
  const unit = isFraction ? 1_000_000 : 1;
  // An Int32Array knows no NaN.
  const write = (at: number, value: number) => {
    values[at] = Number.isNaN(value) && column.kind === 'integer' ? UNKNOWN_INTEGER : value;
  };
  switch (rule.measure) {
    case 'count':
    case 'count_distinct':
    case 'active_days':
      return eachPerson((p, at) => {
        values[at] = total(first!, p);
      });
    case 'sum':
      return eachPerson((p, at) => {
        values[at] = total(first!, p) / unit;
      });
    case 'average':
      return eachPerson((p, at) => {
        const known = total(second!, p);
        const mean = total(first!, p) / unit / known;
        // Adding 0 makes no difference but to −0.
        values[at] = type === 'money' && known > 0 ? roundHalfAway(mean) + 0 : mean;
      });
    case 'min':
    case 'first_day':
      return eachPerson((p, at) => {
        write(at, extreme(first!, p, -1));
      });
    case 'max':
    case 'last_day':
      return eachPerson((p, at) => {
        write(at, extreme(first!, p, 1));
      });
    case 'days_since_first':
    case 'days_since_last': {
      const sign = rule.measure === 'days_since_first' ? -1 : 1;
      return eachPerson((p, at) => {
        const day = extreme(first!, p, sign);
        values[at] = day === UNKNOWN_INTEGER ? UNKNOWN_INTEGER : asOf - day;
      });
    }
  }
}

interface Bins {
  readonly bins: Int32Array | Float64Array;
  readonly from: number;
  readonly to: number;
}

function total({ bins, from, to }: Bins, person: number): number {
  let sum = 0;
  for (let bin = from; bin < to; bin++) sum += bins[bin * BLOCK_PEOPLE + person]!;
  return sum;
}

/** The greatest value of the bins for sign 1, the least for −1; as unknown as the bins are. */
function extreme({ bins, from, to }: Bins, person: number, sign: 1 | -1): number {
  let best: number = bins instanceof Float64Array ? Number.NaN : UNKNOWN_INTEGER;
  for (let bin = from; bin < to; bin++) {
    const value = bins[bin * BLOCK_PEOPLE + person]!;
    if (Number.isNaN(value) || value === UNKNOWN_INTEGER) continue;
    if (Number.isNaN(best) || best === UNKNOWN_INTEGER || sign * value > sign * best) best = value;
  }
  return best;
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
