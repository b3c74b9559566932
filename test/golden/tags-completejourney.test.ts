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
  }, 300_000);
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

  it.each(Object.entries(BY_WORD))('%s equals %s over the files themselves, for every household', async (tag, sql) => {
    const differing = await engine.rows(
      `SELECT user_id, t.${tag} AS got, h.value AS wanted FROM ${release.table} t JOIN dim_user USING (user_key)
       FULL JOIN (${sql}) h USING (user_id) WHERE t.${tag} IS DISTINCT FROM h.value LIMIT 5`,
    );
    expect(differing).toEqual([]);
  });

  it.each(Object.entries({ ...BY_HAND, ...BY_BASKET }))(
    '%s equals %s over the files themselves, for every household',
    async (tag) => {
      const differing = await engine.rows(
        `SELECT user_id, t.${tag} AS got, h.${tag} AS wanted FROM ${release.table} t JOIN dim_user USING (user_key)
       FULL JOIN by_hand h USING (user_id) WHERE t.${tag} IS DISTINCT FROM h.${tag} LIMIT 5`,
      );
      expect(differing).toEqual([]);
    },
  );
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

/** Asked of `baskets`: one row for each basket of the files, with its day, first hour and what was paid. */
const BY_BASKET = {
  orders_prior_90d: "count(*) FILTER (day >= DATE '2017-09-03' AND day < DATE '2017-12-02')",
  spend_prior_90d: "coalesce(sum(paid) FILTER (day >= DATE '2017-09-03' AND day < DATE '2017-12-02'), 0)::BIGINT",
  order_trend_90d: `(count(*) FILTER (day >= DATE '2017-12-02')::DOUBLE / 30)
    / nullif(count(*) FILTER (day >= DATE '2017-09-03' AND day < DATE '2017-12-02')::DOUBLE / 90, 0)`,
  spend_trend_90d: `(coalesce(sum(paid) FILTER (day >= DATE '2017-12-02'), 0)::DOUBLE / 30)
    / nullif(sum(paid) FILTER (day >= DATE '2017-09-03' AND day < DATE '2017-12-02')::DOUBLE / 90, 0)`,
  largest_order_365d: 'max(paid)',
  merchants_365d: 'count(DISTINCT store)',
  orders_per_merchant_365d: 'count(*)::DOUBLE / count(DISTINCT store)',
  lunch_orders_365d: 'count(*) FILTER (hour BETWEEN 11 AND 13)',
  dinner_share_365d: 'count(*) FILTER (hour BETWEEN 17 AND 20)::DOUBLE / count(*)',
  night_orders_365d: 'count(*) FILTER (hour NOT BETWEEN 5 AND 20)',
  weekday_lunch_orders_90d: "count(*) FILTER (day >= DATE '2017-10-03' AND isodow(day) < 6 AND hour BETWEEN 11 AND 13)",
  days_per_order: "(DATE '2018-01-01' - min(day))::DOUBLE / count(*)",
  order_delay_factor: "(DATE '2018-01-01' - max(day))::DOUBLE / ((DATE '2018-01-01' - min(day))::DOUBLE / count(*))",
  average_basket_365d: 'round(sum(paid)::DOUBLE / count(*))::BIGINT',
  coupon_orders_365d: 'count(*) FILTER (coupon > 0)',
  coupon_order_share_365d: 'count(*) FILTER (coupon > 0)::DOUBLE / count(*)',
  rfm_recency_score: `CASE WHEN max(day) >= DATE '2017-12-25' THEN 5 WHEN max(day) >= DATE '2017-12-02' THEN 4
    WHEN max(day) >= DATE '2017-11-02' THEN 3 WHEN max(day) >= DATE '2017-10-03' THEN 2 ELSE 1 END`,
  rfm_frequency_score:
    '1 + (count(*) >= 2)::INTEGER + (count(*) >= 4)::INTEGER + (count(*) >= 8)::INTEGER + (count(*) >= 16)::INTEGER',
  rfm_monetary_score: `1 + (sum(paid) >= 10000)::INTEGER + (sum(paid) >= 30000)::INTEGER + (sum(paid) >= 80000)::INTEGER
    + (sum(paid) >= 200000)::INTEGER`,
};

const ranked = (field: string, weight: string, from: string) =>
  `SELECT user_id, ${field} AS word, ${weight} AS weight,
     row_number() OVER (PARTITION BY user_id ORDER BY ${weight} DESC, ${field}) AS place
   FROM ${from} WHERE ${field} IS NOT NULL GROUP BY user_id, ${field}`;
const first = (field: string, weight: string, from: string) =>
  `SELECT user_id, word AS value FROM (${ranked(field, weight, from)}) WHERE place = 1`;
const shareOf = (field: string, weight: string, from: string) =>
  `SELECT user_id, max(weight)::DOUBLE / sum(weight)::DOUBLE AS value FROM (${ranked(field, weight, from)}) GROUP BY user_id`;

/** Whole statements: words and their parts, and ranks among all households. */
const BY_WORD = {
  favourite_merchant: first('store', 'count(*)', 'baskets'),
  favourite_merchant_share: shareOf('store', 'count(*)', 'baskets'),
  favourite_brand: first('brand', 'sum(cents)', 'lines'),
  brand_loyalty_365d: shareOf('brand', 'sum(cents)', 'lines'),
  favourite_department: first('department', 'count(*)', 'lines'),
  favourite_department_share: shareOf('department', 'count(*)', 'lines'),
  second_category: `SELECT u.user_id, r.word AS value FROM dim_user u
    LEFT JOIN (${ranked('product_category', 'count(*)', 'lines')}) r ON r.user_id = u.user_id AND r.place = 2`,
  favourite_product: first('product_id', 'sum(quantity)', 'lines'),
  value_decile: `SELECT user_id, 1 + 10 * (rank() OVER (ORDER BY sum(paid)) - 1) // count(*) OVER () AS value
    FROM baskets GROUP BY user_id`,
  rfm_frequency: `SELECT user_id, 1 + 5 * (rank() OVER (ORDER BY count(*)) - 1) // count(*) OVER () AS value
    FROM baskets GROUP BY user_id`,
};

/** The parquet holds UTC without saying so; a basket's day is that of its lines. */
const NEW_YORK_DAY = "((transaction_timestamp AT TIME ZONE 'UTC') AT TIME ZONE 'America/New_York')::DATE";

async function askByHand(engine: SqlEngine, folder: string): Promise<void> {
  const columns = Object.entries(BY_HAND).map(([tag, sql]) => `${sql} AS ${tag}`);
  await engine.run(`CREATE TABLE by_file AS SELECT household_id::VARCHAR AS user_id, ${columns.join(', ')}
    FROM (SELECT *, ${NEW_YORK_DAY} AS day FROM '${folder}/transactions.parquet') GROUP BY household_id`);
  await engine.run(`CREATE TABLE lines AS SELECT t.household_id::VARCHAR AS user_id, t.product_id::VARCHAR AS product_id,
      round(sales_value * 100)::BIGINT AS cents, quantity, p.brand, p.department, p.product_category
    FROM '${folder}/transactions.parquet' t LEFT JOIN read_csv('${folder}/products.csv.gz', all_varchar = true) p
      ON p.product_id = t.product_id::VARCHAR`);
  await engine.run(`CREATE TABLE baskets AS SELECT household_id::VARCHAR AS user_id, any_value(store_id::VARCHAR) AS store,
      min(${NEW_YORK_DAY}) AS day, hour(min(transaction_timestamp AT TIME ZONE 'UTC') AT TIME ZONE 'America/New_York') AS hour,
      sum(round(sales_value * 100))::BIGINT AS paid, sum(coupon_disc) AS coupon
    FROM '${folder}/transactions.parquet' GROUP BY basket_id, household_id`);
  const more = Object.entries(BY_BASKET).map(([tag, sql]) => `${sql} AS ${tag}`);
  await engine.run(`CREATE TABLE by_hand AS SELECT * FROM by_file
    JOIN (SELECT user_id, ${more.join(', ')} FROM baskets GROUP BY user_id) USING (user_id)`);
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
  await engine.run(`INSERT INTO dim_product SELECT product_id, product_type, product_category, department, brand
    FROM read_csv('${folder}/products.csv.gz', all_varchar = true)`);
  await engine.run(`INSERT INTO fact_order_line
      (fact_key, user_key, occurred_at, day, received_at, source, batch_id, order_id, kind, product_id, category, quantity,
       gross_amount, coupon_discount, net_amount)
    SELECT row_number() OVER ()::VARCHAR, user_key, transaction_timestamp AT TIME ZONE 'UTC', ${NEW_YORK_DAY}, now(), 'cj',
      'b', basket_id::VARCHAR, 'sale', t.product_id::VARCHAR, p.product_category, quantity,
      round(sales_value * 100), round(coupon_disc * 100), round(sales_value * 100)
    FROM ${lines} LEFT JOIN read_csv('${folder}/products.csv.gz', all_varchar = true) p ON p.product_id = t.product_id::VARCHAR`);
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
