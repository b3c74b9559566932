import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlValue } from '../sql-engine.port.ts';
import { createFactWriter } from './create-fact-writer.ts';

interface Line {
  readonly key: string;
  readonly user: string | null;
  readonly at: number;
  readonly order: string;
  readonly kind: string;
  readonly amount: number;
  readonly shop: string | null;
}

const time = { zone: 'America/New_York', dayStartMinutes: 240 };
const writer = createFactWriter({ time });

/** Lines of few orders and people, sales, cancellations and corrections among them, around a change of the clock. */
const lines: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.record({
      user: fc.constantFrom('ann', 'bob', 'eve', null),
      at: fc.integer({ min: 0, max: 72 }).map((hours) => Date.UTC(2026, 2, 7) + hours * 3_600_000 + 1),
      order: fc.constantFrom('o1', 'o2', 'o3'),
      kind: fc.constantFrom('sale', 'sale', 'sale', 'cancellation', 'adjustment'),
      amount: fc.integer({ min: 0, max: 900 }),
      shop: fc.constantFrom('s1', 's2', null),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) => all.map((line, i) => ({ ...line, key: `k${i}` })));

/** The lines in some order, cut into batches; some come again with a later one. */
const arrivals = lines.chain((given) =>
  fc
    .tuple(
      fc.shuffledSubarray([...given], { minLength: given.length }),
      fc.array(fc.nat({ max: given.length }), { maxLength: 4 }),
      fc.subarray([...given]),
    )
    .map(([shuffled, cuts, again]) => {
      const ends = [...new Set([...cuts, given.length])].sort((a, b) => a - b);
      const batches = ends.map((end, i) => shuffled.slice(ends[i - 1] ?? 0, end)).filter((batch) => batch.length > 0);
      return { given, batches: [...batches, again] };
    }),
);

it('gives the same tables whatever the order of arrival, the split over batches and what comes again', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ given, batches }) => {
      expect(await tablesAfter(batches)).toEqual(await tablesAfter([given]));
    }),
    { numRuns: 15 },
  );
}, 300_000);

async function tablesAfter(batches: readonly (readonly Line[])[]) {
  const engine = await openDuckDb({ path: ':memory:', threads: 1 });
  await createSchema(engine);
  for (const batch of batches) {
    if (batch.length === 0) continue;
    await engine.transaction((session) =>
      writer.write(session, { table: 'fact_order_line', batchId: 'b', source: 's', columns: columnsOf(batch) }),
    );
  }
  const by = (table: string) =>
    `SELECT t.* EXCLUDE (user_key${table === 'fact_order_line' ? ', account_key' : ''}), user_id FROM ${table} t LEFT JOIN dim_user USING (user_key) ORDER BY ALL`;
  const tables = {
    facts: await engine.rows(by('fact_order_line')),
    orders: await engine.rows(by('model_order')),
    people: await engine.rows('SELECT user_id, first_seen_at FROM dim_user ORDER BY 1'),
    days: await engine.rows('SELECT DISTINCT fact, day FROM fact_change WHERE fact = $1 ORDER BY 2', [
      'fact_order_line',
    ]),
  };
  await engine.close();
  return tables;
}

function columnsOf(batch: readonly Line[]): Record<string, SqlValue[]> {
  return {
    fact_key: batch.map(({ key }) => key),
    user_id: batch.map(({ user }) => user),
    occurred_at: batch.map(({ at }) => at),
    received_at: batch.map(() => 0),
    order_id: batch.map(({ order }) => order),
    kind: batch.map(({ kind }) => kind),
    merchant_id: batch.map(({ shop }) => shop),
    gross_amount: batch.map(({ amount }) => amount),
    coupon_discount: batch.map(() => 0),
    net_amount: batch.map(({ amount }) => amount),
  };
}
