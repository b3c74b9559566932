import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_DAY } from '../../simulator/index.ts';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { type DocumentStore, isoDay, manualClock, UNWATCHED } from '../../src/kernel/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createImportService } from '../../src/warehouse/imports/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';
import { compileTags } from '../../src/warehouse/tags/compile-tags.ts';
import { SHIPPED_TAGS } from '../../src/warehouse/tags/index.ts';
import { planTags } from '../../src/warehouse/tags/plan-tags.ts';
import { openWorkspace } from '../../src/warehouse/workspace/index.ts';
import { type City, runCity } from '../simulator/run-city.ts';
import { BASIC } from './tags-by-hand/basic.ts';
import { BROWSING } from './tags-by-hand/browsing.ts';
import { CONSUMPTION } from './tags-by-hand/consumption.ts';
import { DEMOGRAPHIC } from './tags-by-hand/demographic.ts';
import { DEVICE } from './tags-by-hand/device.ts';
import { type Hands, VIEWS } from './tags-by-hand/hand.ts';

const MAPPING = readFileSync(new URL('../../examples/demo/mapping.toml', import.meta.url), 'utf8');
/** The day after a campaign began, and two before the history ends: there are facts of this day and later to be left out. */
const AS_OF = FIRST_DAY + 124;
const BY_HAND: Hands = { ...BASIC, ...DEVICE, ...CONSUMPTION, ...BROWSING, ...DEMOGRAPHIC };

let city: City;
let folder: string;
let engine: SqlEngine;
let documents: DocumentStore;

beforeAll(async () => {
  city = await runCity({ people: 700, days: 126, seed: 4 });
  folder = mkdtempSync(join(tmpdir(), 'tessera-tags-city-'));
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  documents = openLmdbDocumentStore(join(folder, 'documents'));
  const workspace = await openWorkspace(documents);
  const { time, currency } = workspace;
  const writer = createFactWriter({ time });
  const clock = manualClock(city.summary.endsAt);
  const tags = { define: async () => {} };
  const imports = createImportService({ engine, writer, workspace, tags, clock, workFolder: folder });
  await imports.run({ mapping: MAPPING, folder: city.folder }, UNWATCHED);
  await uploadListsAndScores();
  const { sql, values } = compileTags(planTags(SHIPPED_TAGS, currency.decimals), {
    asOf: AS_OF,
    time,
    moneyDecimals: currency.decimals,
  });
  await engine.run(`CREATE TABLE t AS ${sql}`, values);
  for (const view of spell(VIEWS, time.zone).replaceAll('TEMP ', '').split(';').slice(0, -1)) await engine.run(view);
}, 300_000);
afterAll(async () => {
  await engine.close();
  await documents.close();
  city.remove();
  rmSync(folder, { recursive: true });
});

/** What the simulated city has no file for: three lists, and four models that scored some people. */
async function uploadListsAndScores(): Promise<void> {
  await engine.run(`INSERT INTO audience_list_member SELECT list, user_id FROM dim_user,
    (VALUES ('vip', 17), ('staff', 101), ('do-not-contact', 29), ('another', 2)) AS lists(list, step) WHERE user_key % step = 3`);
  await engine.run(`INSERT INTO model_score SELECT model, user_key, (user_key * 7919 % 1000) / 1000.0 FROM dim_user,
    (VALUES ('churn'), ('alive'), ('expected-orders'), ('coupon-uplift'), ('another')) AS models(model) WHERE user_key % 5 <> 0`);
}

const spell = (sql: string, zone = ''): string =>
  sql.replaceAll('@ZONE', zone).replaceAll('@D', `DATE '${isoDay(AS_OF)}'`);

it('has a statement for every shipped tag, and for nothing else', () => {
  expect(Object.keys(BY_HAND).sort()).toEqual(SHIPPED_TAGS.map(({ id }) => id).sort());
});

describe('in a simulated city', () => {
  it.each(Object.entries(BY_HAND))('%s equals its statement, for every person', async (id, { sql, none }) => {
    const differing = await engine.rows(
      `SELECT t.user_key, t.${id} AS got, coalesce(h.value, ${none}) AS wanted
       FROM t LEFT JOIN (${spell(sql)}) h USING (user_key)
       WHERE t.${id} IS DISTINCT FROM coalesce(h.value, ${none}) LIMIT 5`,
    );
    expect(differing).toEqual([]);
  });

  it('every tag says something, and not the same of everybody', async () => {
    const spreads = SHIPPED_TAGS.map(({ id }) => `count(DISTINCT ${id}) AS ${id}`);
    const [row] = await engine.rows<Record<string, number>>(`SELECT ${spreads.join(', ')} FROM t`);
    expect(Object.entries(row!).filter(([, different]) => different < 2)).toEqual([]);
  });
});
