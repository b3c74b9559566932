import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock, parseDay, UNWATCHED } from '../../src/kernel/index.ts';
import { createModelService, createSubjectTagService } from '../../src/warehouse/models/index.ts';
import { type ImportedExample, importExample } from './import-example.ts';
import { realData } from './metrics-workspace.ts';

const completejourney = realData('completejourney');
const onlineRetail = realData('online_retail');

/** Imports by the example's mapping and builds every model. */
async function open(name: string, folder: string, zone: string, asOf: string): Promise<ImportedExample> {
  const example = await importExample(name, folder);
  const models = await createModelService({ engine: example.engine, clock: manualClock(0) });
  await models.refresh(UNWATCHED);
  const time = { zone, dayStartMinutes: 0 };
  const subjects = createSubjectTagService({ engine: example.engine, clock: manualClock(0), time });
  await subjects.build({ version: 1, asOf: parseDay(asOf) }, UNWATCHED);
  return example;
}

/** Every figure is from the NOTES.md of the data set, or from SQL over the files that shares nothing with the models. */
describe.skipIf(!completejourney)('models of completejourney', () => {
  let example: ImportedExample;
  beforeAll(async () => {
    example = await open('completejourney', completejourney!, 'America/New_York', '2018-01-01');
  }, 1_200_000);
  afterAll(() => example.close());

  it('know whom each campaign reached, who redeemed and how often', async () => {
    const rows = await example.rows(
      `SELECT campaign_id, recipients, redeemers, coupons_redeemed FROM published.marketing_campaign_v1
       WHERE campaign_id IN ('18', '13', '22') ORDER BY campaign_id`,
    );
    expect(rows).toEqual([
      ['13', 1077, 196, 629],
      ['18', 1133, 214, 653],
      ['22', 276, 15, 43],
    ]);
    expect(
      await example.row(
        `SELECT count(*), sum(recipients), sum(redeemers), sum(coupons_redeemed) FROM published.marketing_campaign_v1`,
      ),
    ).toEqual([27, 6589, await pairsThatRedeemed(example), 2102]);
  });

  it('add recipients up over the days of a campaign', async () => {
    const [days, total] = await example.row(
      `SELECT sum(new_recipients), sum(coupons_redeemed) FROM published.marketing_campaign_day_v1 WHERE campaign_id = '18'`,
    );
    expect([days, total]).toEqual([1133, 653]);
  });

  it('win buyers in the months of their first basket', async () => {
    const rows = await example.rows(
      `SELECT strftime(first_order_day, '%m') AS month, count(*) FROM published.marketing_acquisition_v1
       GROUP BY month ORDER BY month`,
    );
    expect([rows[0], rows[1], rows[2], rows[11]]).toEqual([
      ['01', 1983],
      ['02', 185],
      ['03', 112],
      ['12', 6],
    ]);
  });

  it('retain those whose second day with a basket comes within 7 and 30 days', async () => {
    const [r7, r30] = await example.row(
      `SELECT count(*) FILTER (WHERE retained_7d), count(*) FILTER (WHERE retained_30d) FROM published.marketing_acquisition_v1`,
    );
    const expected = await example.row(`
      WITH days AS (
        SELECT DISTINCT household_id, timezone('America/New_York', timezone('UTC', transaction_timestamp::TIMESTAMP))::DATE AS day
        FROM read_parquet('${completejourney}/transactions.parquet')
      ), ranked AS (SELECT *, lag(day) OVER w AS before, row_number() OVER w AS n FROM days WINDOW w AS (PARTITION BY household_id ORDER BY day))
      SELECT count(*) FILTER (WHERE day - before <= 7), count(*) FILTER (WHERE day - before <= 30) FROM ranked WHERE n = 2`);
    expect([r7, r30]).toEqual(expected);
  });

  it('sum sales up by month, store, product and person alike', async () => {
    expect(
      await example.row(
        `SELECT sum(orders), sum(gross_amount) FROM published.profile_person_day_v1 WHERE day < DATE '2017-02-01'`,
      ),
    ).toEqual([12_807, 37_330_023]);
    const total = 459_603_958;
    expect(
      await example.row(`SELECT (SELECT sum(gross_amount) FROM published.merchant_day_v1),
        (SELECT sum(gross_amount) FROM published.offer_product_day_v1), (SELECT sum(gross_amount) FROM published.profile_person_v1),
        (SELECT sum(orders) FROM published.merchant_day_v1), (SELECT count(DISTINCT merchant_id) FROM published.merchant_day_v1)`),
    ).toEqual([total, total, total, 155_848, 457]);
  });

  it('tag every store as SQL over the file does', async () => {
    const found = await example.rows(`
      SELECT merchant_id, orders_30d, orders_90d, orders_before_30d, gmv_90d, buyers_90d, repeat_buyers_90d,
        new_buyers_30d, coupon_orders_90d, peak_hour_90d, active_days_30d, last_sold_on::VARCHAR
      FROM published.merchant_tags_v1 WHERE orders_90d > 0 ORDER BY merchant_id`);
    expect(found.length).toBeGreaterThan(150);
    expect(found).toEqual(await example.rows(storesByHand));
  });

  it('know household 900', async () => {
    const [orders, net, redeemed, last] = await example.row(
      `SELECT orders, net_amount, coupons_redeemed, last_order_day::VARCHAR FROM published.profile_person_v1 WHERE user_id = '900'`,
    );
    expect([net, last]).toEqual([954_960, '2017-12-31']);
    const expected = await example.row(`
      SELECT count(DISTINCT basket_id), (SELECT count(*) FROM read_csv('${completejourney}/coupon_redemptions.csv.gz') WHERE household_id = 900)
      FROM read_parquet('${completejourney}/transactions.parquet') WHERE household_id = 900`);
    expect([orders, redeemed]).toEqual(expected);
  });
});

/** Per store, as of 2018-01-01: one sub-select a tag, over the file alone. */
const storesByHand = `
  WITH local AS (
    SELECT *, timezone('America/New_York', timezone('UTC', transaction_timestamp::TIMESTAMP)) AS sold_at
    FROM read_parquet('${completejourney}/transactions.parquet')
  ), line AS (
    SELECT store_id::VARCHAR AS store, household_id AS who, basket_id AS basket, sold_at::DATE AS day,
      hour(sold_at) AS hour, coupon_disc > 0 AS coupon, round(sales_value * 100)::BIGINT AS cents,
      DATE '2018-01-01' - sold_at::DATE AS ago
    FROM local
  ), recent AS (SELECT * FROM line WHERE ago <= 90)
  SELECT store, count(DISTINCT basket) FILTER (ago <= 30) AS a, count(DISTINCT basket) AS b,
    (SELECT count(DISTINCT basket) FROM line l WHERE l.store = r.store AND ago > 30 AND ago <= 120) AS c,
    sum(cents) AS d, count(DISTINCT who) AS e,
    (SELECT count(*) FROM (SELECT store, who FROM recent GROUP BY ALL HAVING count(DISTINCT basket) > 1) l WHERE l.store = r.store) AS f,
    (SELECT count(*) FROM (SELECT store, who FROM line GROUP BY ALL HAVING max(ago) <= 30) l WHERE l.store = r.store) AS g,
    count(DISTINCT basket) FILTER (coupon) AS h,
    (SELECT hour FROM (SELECT store, hour, count(DISTINCT basket) AS n FROM recent GROUP BY ALL) l
      WHERE l.store = r.store ORDER BY n DESC, hour LIMIT 1) AS i,
    count(DISTINCT day) FILTER (ago <= 30) AS j, max(day)::VARCHAR AS k
  FROM recent r GROUP BY store ORDER BY store`;

/** Households by campaign with a redemption, counted in the file. */
async function pairsThatRedeemed(example: ImportedExample): Promise<unknown> {
  const file = `read_csv('${completejourney}/coupon_redemptions.csv.gz')`;
  return (await example.row(`SELECT count(DISTINCT (household_id, campaign_id)) FROM ${file}`))[0];
}

describe.skipIf(!onlineRetail)('models of online_retail', () => {
  let example: ImportedExample;
  beforeAll(async () => {
    example = await open('online_retail', onlineRetail!, 'Europe/London', '2011-12-10');
  }, 1_200_000);
  afterAll(() => example.close());

  it('count buyers, orders and sales of a month as the reference does', async () => {
    expect(
      await example.row(
        `SELECT count(DISTINCT user_id), sum(orders), sum(gross_amount) FROM published.profile_person_day_v1
         WHERE day BETWEEN DATE '2011-11-01' AND DATE '2011-11-30' AND orders > 0`,
      ),
    ).toEqual([1664, 2657, 116_181_738]);
  });

  it('tag every product that sold as SQL over the facts does', async () => {
    const [rows, gmv, cancelled] = await example.row(
      `SELECT count(*) FILTER (orders_30d > 0), sum(gmv_30d), sum(cancelled_orders_90d) FROM published.offer_product_tags_v1`,
    );
    const expected = await example.row(`
      SELECT count(DISTINCT product_id) FILTER (kind = 'sale' AND day >= DATE '2011-11-10'),
        sum(gross_amount) FILTER (kind = 'sale' AND day >= DATE '2011-11-10'),
        count(DISTINCT (product_id, order_id)) FILTER (kind = 'cancellation' AND day >= DATE '2011-09-11')
      FROM fact_order_line WHERE day < DATE '2011-12-10' AND product_id IS NOT NULL`);
    expect([rows, gmv, cancelled]).toEqual(expected);
  });

  it('win the 885 customers of December 2010 first', async () => {
    expect(
      await example.row(
        `SELECT count(*) FROM published.marketing_acquisition_v1 WHERE first_order_day < DATE '2011-01-01'`,
      ),
    ).toEqual([885]);
    expect(await example.row('SELECT count(*) FROM published.marketing_acquisition_v1')).toEqual([4338]);
  });
});
