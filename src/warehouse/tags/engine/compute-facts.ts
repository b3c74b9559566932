import type { Expression } from '../../../expression/index.ts';
import type { DayNumber } from '../../../kernel/index.ts';
import { TAG_FACTS, type TagFact } from '../definition.ts';
import { columnsOf } from '../fact-rule.ts';
import type { FactTag } from '../select-facts.ts';
import { type AccumulatorState, createState } from './accumulator-state.ts';
import { type Accumulator, planAccumulators } from './accumulators.ts';
import { Arena } from './arena.ts';
import { type EmitTag, emitTag } from './emit-tags.ts';
import { type AccumulateRows, compileFact, type SegmentRows } from './fact-code.ts';
import { PersonEntries } from './person-entries.ts';
import { BLOCK_PEOPLE } from './person-words.ts';
import { type BlockRange, type LoadedRows, readSegment } from './segment-file.ts';
import { type SegmentStore, SHARD_PEOPLE } from './segment-store.ts';
import { type ArrayKind, arraysOf, SEGMENT_COLUMNS, storedAs, storedColumns } from './stored-columns.ts';
import type { TagColumn } from './tag-columns.ts';
import type { Words } from './words.ts';

/** People of one shard that are computed together: their facts are in memory at once. */
export interface Unit {
  readonly shard: number;
  readonly blocks: BlockRange;
}

export interface FactComputation {
  readonly tags: readonly FactTag[];
  readonly asOf: DayNumber;
  readonly people: number;
  readonly columns: ReadonlyMap<string, TagColumn>;
  readonly words: Words;
  readonly store: SegmentStore;
}

/**
 * Computes all tags over facts for a unit of people. Their facts are read once, a block of people at a time, so that
 * what is kept of them stays in the processor's cache; within a block days come newest first.
 */
export function createFactComputation(given: FactComputation): (unit: Unit) => void {
  const { accumulators, ranges } = planAccumulators(given.tags);
  const states = accumulators.map((accumulator) =>
    createState(accumulator, { words: wordsOf(accumulator, given.words) }),
  );
  const entries = new BlockEntries(states);
  const context = { asOf: given.asOf, states, entriesOf: (i: number) => entries.of(i) };
  const emits: readonly EmitTag[] = given.tags.map((tag) => {
    const { id } = tag.definition;
    return emitTag(tag, given.columns.get(id)!, ranges.get(id)!, context);
  });
  const arena = new Arena();
  const facts = TAG_FACTS.map((fact) => createFactReader(fact, { ...given, accumulators, states, arena }));
  return ({ shard, blocks }) => {
    arena.reset();
    const days = facts.flatMap((read) => read(shard, blocks));
    for (let block = 0; block < blocks.count; block++) {
      const first = shard * SHARD_PEOPLE + (blocks.first + block) * BLOCK_PEOPLE;
      const count = Math.min(BLOCK_PEOPLE, given.people - first);
      if (count <= 0) return;
      for (const state of states) state.reset();
      for (const { rows, loaded, offsets, accumulate } of days) {
        rows.from = loaded.starts[block]!;
        rows.to = loaded.starts[block + 1]!;
        if (rows.from < rows.to) accumulate(rows, offsets);
      }
      entries.begin();
      for (const emit of emits) emit(first, count);
    }
  };
}

function wordsOf({ fact, field, kind }: Accumulator, words: Words): number | undefined {
  if (field === undefined || kind === 'sum' || SEGMENT_COLUMNS.has(field)) return undefined;
  return storedAs(fact, field) === 'word' ? words.of(fact, field).length : undefined;
}

/** Entries of weighed words, sorted at the first question of each block. */
class BlockEntries {
  readonly #states: readonly AccumulatorState[];
  readonly #sorted = new Map<number, PersonEntries>();
  readonly #fresh = new Set<number>();

  constructor(states: readonly AccumulatorState[]) {
    this.#states = states;
  }

  begin(): void {
    this.#fresh.clear();
  }

  of(accumulator: number): PersonEntries {
    const known = this.#sorted.get(accumulator) ?? new PersonEntries();
    if (this.#fresh.has(accumulator)) return known;
    this.#sorted.set(accumulator, known);
    this.#fresh.add(accumulator);
    const { weights, bins, marks } = this.#states[accumulator]!;
    if (weights) known.fill(weights);
    else known.fillDense(bins as Float64Array, marks!);
    return known;
  }
}

interface DayOfFact {
  readonly rows: { -readonly [Key in keyof SegmentRows]: SegmentRows[Key] };
  readonly loaded: LoadedRows;
  readonly offsets: Int32Array;
  readonly accumulate: AccumulateRows;
}

interface ReaderContext extends FactComputation {
  readonly accumulators: readonly Accumulator[];
  readonly states: readonly AccumulatorState[];
  readonly arena: Arena;
}

/** Loads the days of one fact that any tag looks at, each with the code for the accumulators that it concerns. */
function createFactReader(
  fact: TagFact,
  context: ReaderContext,
): (shard: number, blocks: BlockRange) => readonly DayOfFact[] {
  const own = context.accumulators.flatMap((accumulator, i) =>
    accumulator.fact === fact ? [{ accumulator, state: context.states[i]! }] : [],
  );
  const arrays = neededArrays(fact, context);
  const expressions = new Map<string, Expression>(
    context.tags.flatMap(({ definition, inputs }) => (definition.rule.fact === fact ? [...inputs.expressions] : [])),
  );
  const code = {
    fact,
    arrays: arrays.map(({ key }) => key),
    words: (field: string) => context.words.of(fact, field),
    expressions,
  };
  const programs = new Map<string, AccumulateRows>();
  return (shard, blocks) =>
    context.store.list(fact, shard).flatMap(({ day, path }) => {
      const age = context.asOf - day;
      const active = own.flatMap((item) => {
        const bin = binOf(item.accumulator, age);
        return bin < 0 ? [] : [{ ...item, bin }];
      });
      if (active.length === 0) return [];
      const loaded = readSegment(path, arrays, { blocks, arena: context.arena });
      if (!loaded) return [];
      const key = active.map(({ accumulator }) => own.findIndex((item) => item.accumulator === accumulator)).join();
      const program = programs.get(key) ?? compileFact(code, active);
      programs.set(key, program);
      const offsets = Int32Array.from(active, ({ bin }) => bin * BLOCK_PEOPLE);
      return [{ rows: { arrays: loaded.arrays, from: 0, to: 0, day }, loaded, offsets, accumulate: program }];
    });
}

/** The bin of an age, or −1 where the accumulator does not look at it. */
function binOf({ edges }: Accumulator, age: number): number {
  if (age <= edges[0]! || age > edges.at(-1)!) return -1;
  return edges.findIndex((edge) => age <= edge) - 1;
}

function neededArrays(
  fact: TagFact,
  { tags, words }: FactComputation,
): readonly { readonly key: string; readonly kind: ArrayKind }[] {
  const named = new Set(
    tags.flatMap(({ definition: { rule }, inputs }) => (rule.fact === fact ? columnsOf(rule, inputs.expressions) : [])),
  );
  const columns = storedColumns(fact).filter(({ name }) => named.has(name));
  const arrays = columns.flatMap((column) =>
    arraysOf(column, column.as === 'word' ? words.of(fact, column.name).length : 0),
  );
  return [{ key: 'people', kind: 'u16' }, ...arrays];
}
