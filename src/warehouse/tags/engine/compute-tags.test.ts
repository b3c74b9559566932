import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import { parseDay, UNWATCHED } from '../../../kernel/index.ts';
import { createSchema } from '../../schema/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import { SHIPPED_TAGS } from '../catalogue/index.ts';
import { compileTags } from '../compile-tags.ts';
import { TAG_FACTS } from '../definition.ts';
import { EVERY_KIND } from '../every-kind.conformance.ts';
import { plainWorlds, writeWorld } from '../plain-facts.conformance.ts';
import { planTags } from '../plan-tags.ts';
import { computeTags } from './compute-tags.ts';
import { SegmentStore } from './segment-store.ts';
import { storedColumns } from './stored-columns.ts';
import { writeTagTable } from './write-table.ts';

let engine: SqlEngine;
let segments: string;
beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  segments = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterAll(async () => {
  await engine.close();
  rmSync(segments, { recursive: true });
});

const OWN = new Set(EVERY_KIND.map(({ id }) => id));
const PLAN = planTags([...SHIPPED_TAGS.filter(({ id }) => !OWN.has(id)), ...EVERY_KIND], 2);
const asOf = parseDay('2026-06-01');

/** Dictionaries with words that nobody has any more: beyond 31 words sets and counts are kept in another way. */
async function fillDictionaries(words: number): Promise<void> {
  await engine.run('DELETE FROM tag_word');
  for (const fact of TAG_FACTS)
    for (const { name, as } of storedColumns(fact))
      if (as === 'word')
        await engine.run("INSERT INTO tag_word SELECT $1, $2, i + 1, 'word ' || i FROM range($3::BIGINT) t(i)", [
          fact,
          name,
          words,
        ]);
}

describe.each([
  { zone: 'America/New_York', dayStartMinutes: 0, words: 0 },
  { zone: 'Asia/Shanghai', dayStartMinutes: 240, words: 300 },
])('the tag engine in $zone, with $words words more', ({ words, ...time }) => {
  it('gives what SQL gives, to the last bit', async () => {
    await fillDictionaries(words);
    const { sql, values } = compileTags(PLAN, { asOf, time, moneyDecimals: 2 });
    await fc.assert(
      fc.asyncProperty(plainWorlds(asOf, time), async (world) => {
        await writeWorld(engine, world, time);
        new SegmentStore(segments).clear();
        const options = { plan: PLAN, asOf, time, moneyDecimals: 2, segmentsDirectory: segments };
        const { keys, columns } = await computeTags(engine, options, UNWATCHED);
        const rows = await engine.rows<Record<string, unknown>>(sql, values);
        const definitions = PLAN.map(({ definition }) => definition);
        await engine.transaction((session) =>
          writeTagTable(session, { table: 'tags_of_engine', keys, definitions, columns }),
        );
        expect(await engine.rows('SELECT * FROM tags_of_engine ORDER BY user_key')).toEqual(rows);
        await engine.run('DROP TABLE tags_of_engine');
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 180_000);
});
