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
import { EVERY_KIND } from '../every-kind.conformance.ts';
import { plainWorlds, writeWorld } from '../plain-facts.conformance.ts';
import { planTags } from '../plan-tags.ts';
import { computeTags } from './compute-tags.ts';
import { SegmentStore } from './segment-store.ts';
import { valueAt } from './tag-columns.ts';

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

const PLAN = planTags([...SHIPPED_TAGS, ...EVERY_KIND], 2);
const asOf = parseDay('2026-06-01');

describe.each([
  { zone: 'America/New_York', dayStartMinutes: 0 },
  { zone: 'Asia/Shanghai', dayStartMinutes: 240 },
])('the tag engine in $zone', (time) => {
  it('gives what SQL gives, to the last bit', async () => {
    const { sql, values } = compileTags(PLAN, { asOf, time, moneyDecimals: 2 });
    await fc.assert(
      fc.asyncProperty(plainWorlds(asOf, time), async (world) => {
        await writeWorld(engine, world, time);
        new SegmentStore(segments).clear();
        const options = { plan: PLAN, asOf, time, moneyDecimals: 2, segments, threads: 1 };
        const columns = await computeTags(engine, options, UNWATCHED);
        const rows = await engine.rows<Record<string, unknown>>(sql, values);
        const got = rows.map((_, i) =>
          Object.fromEntries(PLAN.map(({ definition: { id } }) => [id, valueAt(columns.get(id)!, i)])),
        );
        expect(got).toEqual(rows.map(({ user_key, ...row }) => row));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 180_000);
});
