import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import type { SqlEngine, SqlValue } from '../../sql-engine.port.ts';
import { SHIPPED_TAGS } from '../catalogue/index.ts';
import type { TagDefinition } from '../definition.ts';
import { countSpreads } from './count-spreads.ts';
import { findCuts } from './find-cuts.ts';
import type { Spread } from './spread.ts';

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:', threads: 1 });
});
afterAll(() => engine.close());

const AS_OF = 20_000;
const tag = (id: string, type: TagDefinition['type']): TagDefinition => ({ ...SHIPPED_TAGS[0]!, id, type });
const TAGS = [
  tag('whole', 'integer'),
  tag('part', 'number'),
  tag('day', 'date'),
  tag('word', 'category'),
  tag('words', 'categories'),
  tag('is_so', 'boolean'),
];
const word = fc.constantFrom('', '食', 'a', 'b', ...Array.from({ length: 30 }, (_, i) => `w${i}`));
const known = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
const people = fc.array(
  fc.record({
    whole: known(fc.integer({ min: -5, max: 40 })),
    part: known(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }))),
    day: known(fc.integer({ min: AS_OF - 900, max: AS_OF })),
    word: known(word),
    words: known(fc.array(word, { maxLength: 4 })),
    is_so: known(fc.boolean()),
  }),
  { minLength: 1, maxLength: 120 },
);
type Person = Record<string, number | string | boolean | readonly string[] | null>;

async function write(rows: readonly Person[]): Promise<void> {
  await engine.run('DROP TABLE IF EXISTS tags_v1');
  await engine.run(
    'CREATE TABLE tags_v1 (user_key UINTEGER, whole INTEGER, part DOUBLE, day DATE, word VARCHAR, words VARCHAR[], is_so BOOLEAN)',
  );
  const column = (name: string) => rows.map((row) => row[name]! as SqlValue);
  await engine.append('tags_v1', {
    user_key: rows.map((_, i) => i),
    ...Object.fromEntries(TAGS.map(({ id }) => [id, column(id)])),
  });
}

/** Counts each value of each person over the cuts, one by one. */
function reference({ id, type }: TagDefinition, { ends, words }: Spread, rows: readonly Person[]): readonly number[] {
  const bins = new Array<number>((ends?.length ?? words!.length) + 2).fill(0);
  for (const row of rows) {
    const value = row[id]!;
    if (value === null) bins[bins.length - 1]!++;
    else if (ends) {
      const number = type === 'date' ? AS_OF - (value as number) : (value as number);
      const bin = ends.findIndex((end) => number <= end);
      bins[bin < 0 ? ends.length : bin]!++;
    } else {
      const said = Array.isArray(value) ? (value.length === 0 ? [''] : value) : [String(value)];
      for (const each of said) {
        const bin = words!.indexOf(each as string);
        bins[bin < 0 ? words!.length : bin]!++;
      }
    }
  }
  return bins;
}

describe('spreads', () => {
  it('lose nobody, and hold in each bin what a count one by one does, also over the cuts of others', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, async (before, now) => {
        const measured = (rows: readonly Person[]) => ({
          table: 'tags_v1',
          people: rows.length,
          asOf: AS_OF,
          definitions: TAGS,
        });
        await write(before);
        const cuts = await findCuts(engine, measured(before));
        const old = await countSpreads(engine, measured(before), cuts);
        await write(now);
        const recount = await countSpreads(engine, measured(now), cuts);
        for (const definition of TAGS) {
          const { id } = definition;
          expect(old.get(id)!.counts, id).toEqual(reference(definition, old.get(id)!, before));
          expect(recount.get(id)!.counts, id).toEqual(reference(definition, recount.get(id)!, now));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('cut numbers into tenths and words into the twenty most frequent', async () => {
    const words = Array.from({ length: 25 }, (_, i) =>
      Array.from({ length: 25 - i }, () => `w${String(i).padStart(2, '0')}`),
    ).flat();
    await write(words.map((each, i) => ({ whole: i, part: null, day: null, word: each, words: null, is_so: null })));
    const cuts = await findCuts(engine, { table: 'tags_v1', people: words.length, asOf: AS_OF, definitions: TAGS });
    const { counts } = (
      await countSpreads(engine, { table: 'tags_v1', people: words.length, asOf: AS_OF, definitions: TAGS }, cuts)
    ).get('whole')!;
    // 325 people: each tenth has 32 or 33, nobody is unknown.
    expect(counts.slice(0, 10).every((count) => count === 32 || count === 33)).toBe(true);
    expect(cuts.get('word')!.words).toEqual(Array.from({ length: 20 }, (_, i) => `w${String(i).padStart(2, '0')}`));
    expect(cuts.get('part')).toEqual({ ends: [] });
  });
});
