import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIRST_DAY } from '../../simulator/index.ts';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { type DocumentStore, manualClock, UNWATCHED } from '../../src/kernel/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createImportService, type ImportResult } from '../../src/warehouse/imports/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';
import { createTagService, type TagRelease } from '../../src/warehouse/tags/index.ts';
import { openWorkspace } from '../../src/warehouse/workspace/index.ts';
import { type City, runCity } from './run-city.ts';

const MAPPING = readFileSync(new URL('../../examples/demo/mapping.toml', import.meta.url), 'utf8');
const DAYS = 30;

/** Models are trained and scored by discovery, not by the import. */
const NO_MODEL_YET = ['alive_probability', 'churn_probability', 'coupon_uplift', 'expected_orders_90d'];
/** A month of history has nothing before the last 30 days. */
const NEEDS_A_LONGER_PAST = ['order_trend_30d', 'order_trend_90d', 'spend_trend_90d', 'session_trend_90d'];

let city: City;
let folder: string;
let engine: SqlEngine;
let documents: DocumentStore;
let result: ImportResult;
let release: TagRelease;

beforeAll(async () => {
  city = await runCity({ people: 500, days: DAYS, seed: 2 });
  folder = mkdtempSync(join(tmpdir(), 'tessera-demo-mapping-'));
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  documents = openLmdbDocumentStore(join(folder, 'documents'));
  const workspace = await openWorkspace(documents);
  const { time, currency } = workspace;
  const clock = manualClock(city.summary.endsAt);
  const tags = await createTagService({ engine, documents, clock, time, currency });
  const writer = createFactWriter({ time });
  const imports = createImportService({ engine, writer, workspace, tags, clock, workFolder: folder });
  result = await imports.run({ mapping: MAPPING, folder: city.folder }, UNWATCHED);
  release = await tags.build(FIRST_DAY + DAYS, UNWATCHED);
});
afterAll(async () => {
  await engine.close();
  await documents.close();
  city.remove();
  rmSync(folder, { recursive: true });
});

it('brings every row of every file in, rejects none, and never names the truth', () => {
  const expected = city.summary.files.filter(({ name }) => !name.startsWith('truth/'));
  const imported = result.files.map(({ file, rowsRead, rowsWritten }) => ({ file, rowsRead, rowsWritten }));
  expect(imported).toEqual(expected.map(({ name, rows }) => ({ file: name, rowsRead: rows, rowsWritten: rows })));
  expect(result.rejects).toEqual([]);
  expect(MAPPING).not.toContain('truth');
});

it('keeps every sum of money and every day', async () => {
  const lines = city.rows('order_lines');
  const sum = (column: string) => lines.reduce((total, row) => total + Number(row[column]), 0);
  const [totals] = await engine.rows(
    'SELECT sum(gross_amount) AS gross, sum(coupon_discount) AS discount, sum(net_amount) AS net FROM fact_order_line',
  );
  expect(totals).toEqual({ gross: sum('gross_amount'), discount: sum('coupon_discount'), net: sum('net_amount') });

  const byDay = await engine.rows<{ day: string; steps: number }>(
    'SELECT day::VARCHAR AS day, count(*) AS steps FROM fact_visit GROUP BY day ORDER BY day',
  );
  const expected = new Map<string, number>();
  for (const { occurred_at } of city.rows('visits')) {
    const day = occurred_at!.slice(0, 10);
    expected.set(day, (expected.get(day) ?? 0) + 1);
  }
  expect(byDay.map(({ day, steps }) => [day, steps])).toEqual([...expected]);
});

it('gives every shipped tag something to say', async () => {
  expect(release.people).toBe(city.rows('users').length);
  const silent = Object.entries(release.coverage).filter(([, share]) => share === 0);
  expect(silent.map(([id]) => id).sort()).toEqual([...NO_MODEL_YET, ...NEEDS_A_LONGER_PAST].sort());
  const [row] = await engine.rows<{ registered: number }>(
    `SELECT count(*) AS registered FROM ${release.table} WHERE registered_at IS NOT NULL AND days_since_registration >= 0`,
  );
  expect(row!.registered).toBe(release.people);
});
