import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import { parseDay, UNWATCHED } from '../../../kernel/index.ts';
import { noteChanges } from '../../changes/index.ts';
import { createFactWriter } from '../../facts/index.ts';
import { createSchema } from '../../schema/index.ts';
import type { SqlEngine, SqlValue } from '../../sql-engine.port.ts';
import { SHIPPED_TAGS } from '../catalogue/index.ts';
import { isOverFacts } from '../fact-rule.ts';
import { planTags } from '../plan-tags.ts';
import { computeTags } from './compute-tags.ts';
import { valueAt } from './tag-columns.ts';

const time = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
const writer = createFactWriter({ time });
const FIRST = parseDay('2026-03-01');
const PLAN = planTags(
  SHIPPED_TAGS.filter(({ rule }) => rule.kind === 'attribute' || (isOverFacts(rule) && rule.fact !== 'exposure')),
  2,
);

let engine: SqlEngine;
let kept: string;
beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  kept = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterAll(async () => {
  await engine.close();
  rmSync(kept, { recursive: true });
});

type Step =
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'visits'; readonly visits: readonly Line[] }
  | { readonly kind: 'attribute'; readonly user: string; readonly value: string }
  | { readonly kind: 'brand'; readonly brand: string }
  | { readonly kind: 'erase'; readonly user: string }
  | { readonly kind: 'build'; readonly asOf: number };
type Line = readonly [user: string, day: number, order: string, category: string, amount: number];

const user = fc.constantFrom('a', 'b', 'c', 'd');
const line: fc.Arbitrary<Line> = fc.tuple(
  user,
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom('o1', 'o2', 'o3', 'o4'),
  fc.constantFrom('food-delivery', 'cinema', 'hotel'),
  fc.integer({ min: 1, max: 9999 }),
);
/** New days, late events, corrections of orders and dimensions, erasures: in any order, with builds in between. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('lines' as const), lines: fc.array(line, { minLength: 1, maxLength: 6 }) }),
    fc.record({ kind: fc.constant('visits' as const), visits: fc.array(line, { minLength: 1, maxLength: 6 }) }),
    fc.record({ kind: fc.constant('attribute' as const), user, value: fc.constantFrom('female', 'male') }),
    fc.record({ kind: fc.constant('brand' as const), brand: fc.constantFrom('North', 'South') }),
    fc.record({ kind: fc.constant('erase' as const), user }),
    fc.record({ kind: fc.constant('build' as const), asOf: fc.integer({ min: FIRST, max: FIRST + 42 }) }),
  ),
  { minLength: 3, maxLength: 9 },
);

it('gives after any sequence of changes what a build from nothing gives', async () => {
  let facts = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      for (const step of steps) facts = await take(step, facts);
      const asOf = FIRST + 30;
      expect(await tagsOf(asOf, kept)).toEqual(await tagsOf(asOf, undefined));
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 300_000);

async function tagsOf(asOf: number, segmentsDirectory: string | undefined): Promise<unknown> {
  const options = { plan: PLAN, asOf, time, moneyDecimals: 2, segmentsDirectory };
  const { keys, columns } = await computeTags(engine, options, UNWATCHED);
  const valuesOf = (key: number) => PLAN.map(({ definition: { id } }) => [id, valueAt(columns.get(id)!, key)]);
  return Array.from(keys, (key) => Object.fromEntries(valuesOf(key)));
}

/** Returns how many facts there have been. */
async function take(step: Step, facts: number): Promise<number> {
  switch (step.kind) {
    case 'lines':
      await write('fact_order_line', step.lines, facts);
      return facts + step.lines.length;
    case 'visits':
      await write('fact_visit', step.visits, facts);
      return facts + step.visits.length;
    case 'attribute':
      await engine.transaction((session) =>
        writer.writeAttributes(session, {
          batchId: 'b',
          source: 'test',
          from: `(SELECT '${step.user}' AS user_id, 'gender' AS attribute, '${step.value}' AS value, now() AS received_at, ${facts} AS position)`,
        }),
      );
      return facts;
    case 'brand':
      await engine.transaction((session) =>
        writer.writeDimension(session, {
          batchId: 'b',
          source: 'test',
          table: 'dim_product',
          from: `(SELECT 'p' AS product_id, '${step.brand}' AS brand, 1 AS position)`,
          columns: ['product_id', 'brand'],
        }),
      );
      return facts;
    case 'erase':
      await erase(step.user);
      return facts;
    case 'build':
      await tagsOf(step.asOf, kept);
      return facts;
  }
}

function write(table: 'fact_order_line' | 'fact_visit', lines: readonly Line[], facts: number): Promise<unknown> {
  const column = (pick: (line: Line, i: number) => SqlValue) => lines.map(pick);
  const columns = {
    fact_key: column((_, i) => `${table} ${facts + i}`),
    user_id: column(([user]) => user),
    occurred_at: column(([, day], i) => (FIRST + day) * 86_400_000 + i * 3_600_000),
    received_at: column(() => 0),
    category: column(([, , , category]) => category),
    ...(table === 'fact_visit'
      ? { session_id: column(([, , order]) => order), step: column(() => 'view') }
      : {
          order_id: column(([user, , order]) => `${user} ${order}`),
          kind: column(([, , order], i) => (order === 'o4' && i > 0 ? 'cancellation' : 'sale')),
          product_id: column(() => 'p'),
          gross_amount: column(([, , , , amount]) => amount),
          coupon_discount: column(() => 0),
          net_amount: column(([, , , , amount]) => amount),
        }),
  };
  return engine.transaction((session) => writer.write(session, { table, batchId: 'b', source: 'test', columns }));
}

/** What whoever removes facts does: says which days they stood on. */
function erase(userId: string): Promise<void> {
  return engine.transaction(async (session) => {
    const who = `user_key IN (SELECT user_key FROM dim_user WHERE user_id = '${userId}')`;
    for (const table of ['fact_order_line', 'fact_visit', 'model_order']) {
      await noteChanges(session, table, `SELECT day AS "day" FROM ${table} WHERE ${who}`);
      await session.run(`DELETE FROM ${table} WHERE ${who}`);
    }
  });
}
