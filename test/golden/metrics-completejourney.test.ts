import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDay } from '../../src/kernel/index.ts';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';
import { type MetricsWorkspace, openMetrics, realData, valuesBy } from './metrics-workspace.ts';

const source = realData('completejourney');

/** Every figure is from the NOTES.md of the data set. Facts are written straight from the files; the import has its own test. */
describe.skipIf(!source)('metrics of completejourney', () => {
  let workspace: MetricsWorkspace;

  beforeAll(async () => {
    workspace = await openMetrics('America/New_York', '2018-06-01T00:00:00Z');
    await writeFacts(workspace.engine, source!);
  });
  afterAll(() => workspace.engine.close());

  it('counts buyers, orders and sales by month', async () => {
    const months = await valuesBy(workspace.metrics, {
      metrics: ['buyers', 'orders', 'gmv', 'net_revenue'],
      by: ['month'],
    });
    expect(Object.keys(months)).toHaveLength(12);
    expect(months).toMatchObject({
      '2017-01': [1983, 12_807, 37_330_023, 37_330_023],
      '2017-03': [2025, 12_958, 37_999_784, 37_999_784],
      '2017-06': [2026, 13_005, 37_317_132, 37_317_132],
      '2017-12': [2062, 13_097, 42_172_045, 42_172_045],
    });
  });

  it('totals exactly, which the sum of monthly buyers would not', async () => {
    const answer = await workspace.metrics.query({ metrics: ['gmv', 'orders', 'buyers'], by: ['month'] });
    expect(answer.totals).toEqual([459_603_958, 155_848, 2469]);
    expect(answer.additive).toEqual([true, true, false]);
  });

  it('counts recipients, redeemers and redemptions by campaign', async () => {
    const campaigns = await valuesBy(workspace.metrics, {
      metrics: ['campaign_recipients', 'redeemers', 'coupons_redeemed'],
      by: ['campaign'],
    });
    expect(Object.keys(campaigns)).toHaveLength(27);
    expect(campaigns).toMatchObject({ 18: [1133, 214, 653], 13: [1077, 196, 629], 22: [276, 15, 43] });
    const total = await workspace.metrics.query({ metrics: ['campaign_recipients', 'redeemers', 'coupons_redeemed'] });
    expect(total.totals).toEqual([1559, 410, 2102]);
  });

  it('knows no redemption rate where issues are not known coupon by coupon, but redeemers by recipients', async () => {
    const rates = await valuesBy(workspace.metrics, {
      metrics: ['coupon_redemption_rate', 'redeemer_rate'],
      by: ['campaign'],
      where: "campaign = '18'",
    });
    expect(rates).toEqual({ 18: [null, 214 / 1133] });
  });

  it('counts new buyers by the month of their first order', async () => {
    const months = await valuesBy(workspace.metrics, { metrics: ['new_users'], by: ['month'] });
    expect([months['2017-01'], months['2017-02'], months['2017-03'], months['2017-12']]).toEqual([
      [1983],
      [185],
      [112],
      [6],
    ]);
  });

  it('counts an order once in each of its categories and says that these do not sum up', async () => {
    const answer = await workspace.metrics.query({ metrics: ['orders'], by: ['category'] });
    const sum = answer.rows.reduce((total, row) => total + row.values[0]!, 0);
    expect(answer.totals).toEqual([155_848]);
    expect(answer.additive).toEqual([false]);
    // 99,075 baskets span departments, so at least that many are counted again.
    expect(sum).toBeGreaterThanOrEqual(155_848 + 99_075);
  });

  it('marks the weeks that the year cuts off, and only the last one for want of data', async () => {
    const { rows } = await workspace.metrics.query({ metrics: ['orders'], by: ['week'] });
    expect(rows[0]?.key).toEqual(['2016-W52']);
    expect(rows.at(-1)?.key).toEqual(['2017-W52']);
    expect(rows.filter((row) => row.incomplete)).toEqual([]);
    const cut = await workspace.metrics.query({ metrics: ['orders'], by: ['week'], from: parseDay('2017-01-01') });
    expect(cut.rows.filter((row) => row.incomplete).map((row) => row.key)).toEqual([['2016-W52']]);
  });
});

async function writeFacts(engine: SqlEngine, folder: string): Promise<void> {
  const csv = (file: string) => `read_csv('${folder}/${file}.csv.gz', all_varchar = true)`;
  const newYork = (column: string) => `timezone('America/New_York', ${column}::DATE::TIMESTAMP)`;
  const envelope = 'fact_key, user_key, occurred_at, day, received_at, source, batch_id';
  await engine.run(`
    INSERT INTO fact_order_line (${envelope}, order_id, kind, category, quantity, gross_amount, coupon_discount, net_amount)
    SELECT row_number() OVER (), household_id::INTEGER, utc, timezone('America/New_York', utc)::DATE, utc, 'journey', 'test',
      basket_id, 'sale', department, quantity, cents, round(coupon_disc * 100), cents
    FROM (SELECT *, timezone('UTC', transaction_timestamp::TIMESTAMP) AS utc, round(sales_value * 100)::BIGINT AS cents
      FROM read_parquet('${folder}/transactions.parquet'))
    LEFT JOIN (SELECT product_id::VARCHAR AS id, department FROM ${csv('products')}) product ON product.id = product_id::VARCHAR`);
  await engine.run(`
    INSERT INTO model_order (order_id, user_key, occurred_at, day, lines, gross_amount, coupon_discount, net_amount)
    SELECT order_id, min(user_key), min(occurred_at), min(day), count(*), sum(gross_amount), sum(coupon_discount), sum(net_amount)
    FROM fact_order_line GROUP BY order_id`);
  await engine.run(`
    INSERT INTO fact_exposure (${envelope}, campaign_id)
    SELECT campaign_id || '/' || household_id, household_id::INTEGER, ${newYork('start_date')}, start_date::DATE,
      ${newYork('start_date')}, 'journey', 'test', campaign_id
    FROM ${csv('campaigns')} sent JOIN ${csv('campaign_descriptions')} campaign USING (campaign_id)`);
  await engine.run(`
    INSERT INTO fact_coupon_event (${envelope}, campaign_id, kind, coupon_id)
    SELECT row_number() OVER (), household_id::INTEGER, ${newYork('redemption_date')}, redemption_date::DATE,
      ${newYork('redemption_date')}, 'journey', 'test', campaign_id, 'redeemed', coupon_upc
    FROM ${csv('coupon_redemptions')} redemption`);
}
