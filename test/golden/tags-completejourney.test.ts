import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { manualClock, parseDay, UNWATCHED } from '../../src/kernel/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';
import {
  createTagService,
  parseTagDefinition,
  type TagRelease,
  type TagService,
} from '../../src/warehouse/tags/index.ts';
import { realData } from './metrics-workspace.ts';

const source = realData('completejourney');
const attribute = (id: string) =>
  parseTagDefinition(`id = "${id}"
    title = { en = "${id}", zh = "属性" }
    category = "demographic"
    type = "category"
    rule = { kind = "attribute", attribute = "${id}" }`);

/** Every figure is from the NOTES.md of the data set. Facts are written straight from the files; the import has its own test. */
describe.skipIf(!source)('tags of completejourney as of 2018-01-01', () => {
  let engine: SqlEngine;
  let tags: TagService;
  let release: TagRelease;

  beforeAll(async () => {
    engine = await openDuckDb({ path: ':memory:' });
    await createSchema(engine);
    await writeFacts(engine, source!);
    tags = await createTagService({
      engine,
      documents: openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-tags-'))),
      clock: manualClock(Date.parse('2026-01-01T00:00:00Z')),
      time: { zone: 'America/New_York', dayStartMinutes: 0 },
      currency: { code: 'USD', decimals: 2 },
    });
    await tags.define([attribute('income'), attribute('age')], 'mapping');
    await askByHand(engine, source!);
    release = await tags.build(parseDay('2018-01-01'), UNWATCHED);
  });
  afterAll(() => engine.close());

  it('have a row for every household, and coverage as the source has it', () => {
    expect(release.people).toBe(2469);
    expect(release.coverage).toMatchObject({ orders_30d: 1, spend_365d: 1, days_since_order: 1, gender: 0 });
    expect(release.coverage['income']).toBeCloseTo(801 / 2469, 12);
  });

  it('know household 900', async () => {
    const [row] = await engine.rows(
      `SELECT t.* FROM ${release.table} t JOIN dim_user USING (user_key) WHERE user_id = '900'`,
    );
    expect(row).toMatchObject({
      orders_30d: 48,
      spend_30d: 58_667,
      orders_90d: 157,
      spend_365d: 954_960,
      days_since_order: 1,
      coupons_redeemed_90d: 0,
      income: '35-49K',
      age: '35-44',
      average_basket_90d: Math.round(215_738 / 157),
    });
  });

  it.each([
    [668, 'orders_30d >= 4 AND spend_30d >= 20000'],
    [300, "orders_30d >= 4 AND income IN ('35-49K', '50-74K')"],
    [231, 'coupons_redeemed_90d >= 1 AND spend_365d > 121002'],
  ])('count %i households for %s', async (count, condition) => {
    expect(await engine.rows(`SELECT count(*) AS n FROM ${release.table} WHERE ${condition}`)).toEqual([{ n: count }]);
  });

  it('spread spend as the reference does', async () => {
    expect(await tags.distribution('spend_365d')).toMatchObject({
      known: 2469,
      unknown: 0,
      median: 121_002,
      max: 2_487_975,
    });
  });

  it.each(Object.entries(BY_HAND))('%s equals %s over the files themselves, for every household', async (tag) => {
    const differing = await engine.rows(
      `SELECT user_id, t.${tag} AS got, h.${tag} AS wanted FROM ${release.table} t JOIN dim_user USING (user_key)
       FULL JOIN by_hand h USING (user_id) WHERE t.${tag} IS DISTINCT FROM h.${tag} LIMIT 5`,
    );
    expect(differing).toEqual([]);
  });
});

/** The files asked once more, by hand and without the facts. */
const BY_HAND = {
  orders_7d: "count(DISTINCT basket_id) FILTER (day >= DATE '2017-12-25')",
  orders_total: 'count(DISTINCT basket_id)',
  merchants_90d: "count(DISTINCT store_id) FILTER (day >= DATE '2017-10-03')",
  order_days_90d: "count(DISTINCT day) FILTER (day >= DATE '2017-10-03')",
  days_since_first_order: "DATE '2018-01-01' - min(day)",
  coupon_discount_90d: "coalesce(sum(round(coupon_disc * 100)) FILTER (day >= DATE '2017-10-03'), 0)::BIGINT",
  weekend_orders_365d: 'count(DISTINCT basket_id) FILTER (dayofweek(day) IN (0, 6))',
  orders_previous_30d: "count(DISTINCT basket_id) FILTER (day >= DATE '2017-11-02' AND day < DATE '2017-12-02')",
};

/** The parquet holds UTC without saying so; a basket's day is that of its lines. */
const NEW_YORK_DAY = "((transaction_timestamp AT TIME ZONE 'UTC') AT TIME ZONE 'America/New_York')::DATE";

async function askByHand(engine: SqlEngine, folder: string): Promise<void> {
  const columns = Object.entries(BY_HAND).map(([tag, sql]) => `${sql} AS ${tag}`);
  await engine.run(`CREATE TABLE by_hand AS SELECT household_id::VARCHAR AS user_id, ${columns.join(', ')}
    FROM (SELECT *, ${NEW_YORK_DAY} AS day FROM '${folder}/transactions.parquet') GROUP BY household_id`);
}

async function writeFacts(engine: SqlEngine, folder: string): Promise<void> {
  const lines = `'${folder}/transactions.parquet' t JOIN dim_user u ON u.user_id = t.household_id::VARCHAR`;
  await engine.run(`INSERT INTO dim_user (user_key, user_id)
    SELECT row_number() OVER (ORDER BY id) - 1, id FROM (SELECT DISTINCT household_id::VARCHAR AS id FROM '${folder}/transactions.parquet')`);
  await engine.run(`INSERT INTO model_order
      (order_id, user_key, occurred_at, day, merchant_id, lines, gross_amount, coupon_discount, net_amount)
    SELECT basket_id::VARCHAR, any_value(user_key), min(transaction_timestamp AT TIME ZONE 'UTC'), min(${NEW_YORK_DAY}),
      any_value(store_id::VARCHAR), count(*), sum(round(sales_value * 100) + round(coupon_disc * 100)),
      sum(round(coupon_disc * 100)), sum(round(sales_value * 100))
    FROM ${lines} GROUP BY basket_id`);
  await engine.run(`INSERT INTO fact_coupon_event
      (fact_key, user_key, occurred_at, day, received_at, source, batch_id, kind, coupon_id, campaign_id)
    SELECT row_number() OVER ()::VARCHAR, user_key, redemption_date::TIMESTAMP AT TIME ZONE 'America/New_York',
      redemption_date, now(), 'cj', 'b', 'redeemed', coupon_upc::VARCHAR, campaign_id::VARCHAR
    FROM read_csv('${folder}/coupon_redemptions.csv.gz') t JOIN dim_user u ON u.user_id = t.household_id::VARCHAR`);
  await engine.run(`INSERT INTO user_attribute (user_key, attribute, value, received_at, source, batch_id)
    SELECT user_key, attribute, value, received_at, source, batch_id FROM (UNPIVOT (
      SELECT user_key, age, income, now() AS received_at, 'cj' AS source, 'b' AS batch_id
      FROM read_csv('${folder}/demographics.csv.gz', all_varchar = true) t JOIN dim_user u ON u.user_id = t.household_id)
    ON age, income INTO NAME attribute VALUE value)`);
}
