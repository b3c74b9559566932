import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportedExample, importExample } from './import-example.ts';
import { realData } from './metrics-workspace.ts';

const source = realData('completejourney');

/** Figures from the NOTES.md of the data set. */
describe.skipIf(!source)('import of completejourney', () => {
  let example: ImportedExample;
  beforeAll(async () => {
    example = await importExample('completejourney', source!);
  }, 300_000);
  afterAll(() => example.close());

  it('drops no row', () => {
    const files = example.result.files.map(({ file, target, rowsRead, rowsWritten, rowsRejected }) => [
      file,
      target,
      rowsRead,
      rowsWritten,
      rowsRejected,
    ]);
    expect(files).toEqual([
      ['demographics.csv.gz', 'user', 801, 801, 0],
      ['products.csv.gz', 'product', 92_331, 92_331, 0],
      ['campaign_descriptions.csv.gz', 'campaign', 27, 27, 0],
      ['campaigns.csv.gz', 'exposure', 6589, 6589, 0],
      ['transactions.parquet', 'order_line', 1_469_307, 1_469_307, 0],
      ['coupon_redemptions.csv.gz', 'coupon_event', 2102, 2102, 0],
    ]);
    expect(example.tags.map(({ id }) => id)).toEqual(expect.arrayContaining(['age', 'income']));
  });

  it('sums lines to the cent', async () => {
    const sums =
      'SELECT count(*), sum(gross_amount), sum(net_amount), sum(coupon_discount), count(DISTINCT merchant_id), count(DISTINCT product_id)';
    expect(await example.row(`${sums} FROM fact_order_line`)).toEqual([
      1_469_307, 459_603_958, 459_603_958, 2_635_990, 457, 68_509,
    ]);
    expect(await example.row('SELECT count(*) FROM fact_order_line WHERE quantity = 0')).toEqual([8869]);
    expect(
      await example.row(
        'SELECT count(*) FROM fact_order_line LEFT JOIN dim_product USING (product_id) WHERE dim_product.product_id IS NULL',
      ),
    ).toEqual([4836]);
  });

  it('takes a basket for an order, on the day of New York', async () => {
    expect(
      await example.row('SELECT count(*), sum(lines), sum(net_amount), count(DISTINCT user_key) FROM model_order'),
    ).toEqual([155_848, 1_469_307, 459_603_958, 2469]);
    const months = `SELECT month(day), count(DISTINCT user_key), count(*), sum(net_amount) FROM model_order WHERE month(day) IN (1, 3, 6, 12) GROUP BY 1 ORDER BY 1`;
    expect(await example.rows(months)).toEqual([
      [1, 1983, 12_807, 37_330_023],
      [3, 2025, 12_958, 37_999_784],
      [6, 2026, 13_005, 37_317_132],
      [12, 2062, 13_097, 42_172_045],
    ]);
    expect(await example.row('SELECT min(occurred_at), max(occurred_at) FROM model_order')).toEqual([
      Date.parse('2017-01-01T06:53:26-05:00'),
      Date.parse('2017-12-31T23:01:20-05:00'),
    ]);
  });

  it('dates contacts at the start of their campaign, and redemptions at their plain day', async () => {
    const campaigns = `SELECT e.campaign_id, count(DISTINCT e.user_key), count(DISTINCT r.user_key), (SELECT count(*) FROM fact_coupon_event WHERE campaign_id = e.campaign_id)
      FROM fact_exposure e LEFT JOIN fact_coupon_event r ON r.user_key = e.user_key AND r.campaign_id = e.campaign_id AND r.kind = 'redeemed'
      WHERE e.campaign_id IN ('13', '18', '22') GROUP BY 1 ORDER BY 1`;
    expect(await example.rows(campaigns)).toEqual([
      ['13', 1077, 196, 629],
      ['18', 1133, 214, 653],
      ['22', 276, 15, 43],
    ]);
    expect(
      await example.row(
        "SELECT count(DISTINCT user_key), count(DISTINCT campaign_id), min(day) = DATE '2016-11-14' FROM fact_exposure",
      ),
    ).toEqual([1559, 27, true]);
    expect(
      await example.row(
        'SELECT count(*) FROM fact_exposure JOIN dim_campaign USING (campaign_id) WHERE day <> starts_on',
      ),
    ).toEqual([0]);
    expect(
      await example.row(
        'SELECT count(DISTINCT user_key), count(DISTINCT coupon_id), count(DISTINCT campaign_id) FROM fact_coupon_event',
      ),
    ).toEqual([410, 491, 26]);
  });

  it('knows the people of all files as the same, and what is told of 801', async () => {
    expect(await example.row('SELECT count(*), max(user_key) FROM dim_user')).toEqual([2469, 2468]);
    expect(await example.row('SELECT count(DISTINCT user_key) FROM user_attribute')).toEqual([801]);
    expect(
      await example.rows(
        "SELECT attribute, value FROM user_attribute JOIN dim_user USING (user_key) WHERE user_id = '900' AND attribute IN ('age', 'income') ORDER BY 1",
      ),
    ).toEqual([
      ['age', '35-44'],
      ['income', '35-49K'],
    ]);
  });

  it('changes nothing when it is imported again', async () => {
    const { files } = await example.again();
    expect(files.every(({ unchanged, rowsWritten }) => unchanged && rowsWritten === 0)).toBe(true);
    expect(await example.row('SELECT count(*), (SELECT count(*) FROM import_run) FROM fact_order_line')).toEqual([
      1_469_307, 6,
    ]);
  });
});
