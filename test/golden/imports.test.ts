import { afterEach, describe, expect, it } from 'vitest';
import { type ImportedExample, importExample } from './import-example.ts';
import { realData } from './metrics-workspace.ts';

let example: ImportedExample;
afterEach(() => example.close());

const retail = realData('online_retail');

/** Figures from the NOTES.md of each data set. */
describe.skipIf(!retail)('import of online_retail', () => {
  it('gives the monthly tables to the penny', async () => {
    example = await importExample('online_retail', retail!);
    expect(example.result.files[0]).toMatchObject({ rowsRead: 541_909, rowsWritten: 541_909, rowsRejected: 0 });
    const months = `SELECT strftime(day, '%Y-%m') AS month, sum(gross_amount) FILTER (kind = 'sale') AS sold,
        count(DISTINCT order_id) FILTER (kind = 'sale') AS invoices,
        sum(gross_amount) FILTER (kind = 'sale' AND user_key IS NOT NULL) AS sold_known,
        count(DISTINCT order_id) FILTER (kind = 'sale' AND user_key IS NOT NULL) AS invoices_known,
        count(DISTINCT user_key) FILTER (kind = 'sale') AS buyers,
        sum(gross_amount) FILTER (kind = 'cancellation' AND user_key IS NOT NULL) AS cancelled
      FROM fact_order_line GROUP BY 1 HAVING month IN ('2010-12', '2011-03', '2011-06', '2011-09', '2011-11') ORDER BY 1`;
    expect(await example.rows(months)).toEqual([
      ['2010-12', 82_374_614, 1559, 57_271_389, 1400, 885, -1_810_987],
      ['2011-03', 71_763_936, 1454, 59_550_076, 1321, 974, -1_553_615],
      ['2011-06', 76_173_990, 1533, 66_121_369, 1393, 991, -5_320_053],
      ['2011-09', 105_859_017, 1837, 95_283_838, 1755, 1266, -2_139_801],
      ['2011-11', 150_949_633, 2769, 116_181_738, 2657, 1664, -2_940_964],
    ]);
    const known = `SELECT count(*), count(DISTINCT order_id), count(DISTINCT user_key), sum(net_amount)
      FROM fact_order_line WHERE kind = 'sale' AND user_key IS NOT NULL`;
    expect(await example.row(known)).toEqual([397_884, 18_532, 4338, 891_140_790]);
    expect(await example.row("SELECT count(*) FROM fact_order_line WHERE kind = 'cancellation'")).toEqual([9288]);
    expect(await example.row('SELECT sum(net_amount), count(*) FROM fact_order_line')).toEqual([974_774_793, 541_909]);
    expect(await example.row('SELECT count(*) FROM fact_order_line WHERE user_key IS NULL')).toEqual([135_080]);
    expect(await example.row('SELECT count(*), max(user_key) FROM dim_user')).toEqual([4372, 4371]);
  }, 300_000);
});

const receipts = realData('o2o_receipts_unlabelled');
describe.skipIf(!receipts)('import of o2o_receipts_unlabelled', () => {
  it('gives each receipt as a claimed coupon, with both forms of discount and unknown distances', async () => {
    example = await importExample('o2o_receipts_unlabelled', receipts!);
    const events =
      'SELECT count(*), count(DISTINCT user_key), count(DISTINCT merchant_id), count(DISTINCT coupon_id) FROM fact_coupon_event';
    expect(await example.row(`${events} WHERE kind = 'claimed'`)).toEqual([113_640, 76_309, 1559, 2050]);
    const forms = 'SELECT count(*) FROM fact_coupon_event WHERE (discount_rate IS NULL) = (discount_amount IS NULL)';
    expect(await example.row(forms)).toEqual([0]);
    const unknown = "SELECT count(*) FROM read_csv($1, all_varchar = true) WHERE Distance = 'null'";
    const [file] = await example.engine.rows<{ n: number }>(unknown.replace('count(*)', 'count(*) AS n'), [
      `${receipts}/o2o_test_revised.csv.gz`,
    ]);
    expect(await example.row('SELECT count(*) FROM fact_coupon_event WHERE distance_m IS NULL')).toEqual([file?.n]);
    const first = `SELECT discount_threshold, discount_amount, discount_rate, distance_m, strftime(day, '%Y-%m-%d') FROM fact_coupon_event
      JOIN dim_user USING (user_key) WHERE user_id = '4129537' AND coupon_id = '9983'`;
    expect(await example.rows(first)).toEqual([[3000, 500, null, 500, '2016-07-12']]);
    const rates = 'SELECT discount_rate, count(*) FROM fact_coupon_event WHERE discount_rate > 0 GROUP BY 1 ORDER BY 1';
    expect(await example.rows(rates)).toEqual([
      [0.05, 991],
      [0.1, 827],
      [0.15, 1],
      [0.2, 735],
      [0.3, 1],
      [0.4, 1],
      [0.5, 10],
    ]);
    const days = "SELECT strftime(min(day), '%Y-%m-%d'), strftime(max(day), '%Y-%m-%d') FROM fact_coupon_event";
    expect(await example.row(days)).toEqual(['2016-07-01', '2016-07-31']);
  }, 120_000);
});

const personality = realData('customer_personality');
describe.skipIf(!personality)('import of customer_personality', () => {
  it('gives what is known of each customer, and leaves 24 incomes unknown', async () => {
    example = await importExample('customer_personality', personality!);
    expect(example.tags).toHaveLength(26);
    expect(
      await example.row(
        "SELECT count(*) FILTER (attribute = 'income'), count(*) FILTER (attribute = 'responded' AND value = '1'), count(DISTINCT user_key) FROM user_attribute",
      ),
    ).toEqual([2216, 334, 2240]);
  });
});

const adult = realData('adult');
describe.skipIf(!adult)('import of adult', () => {
  it('takes each line for a person, and NA for unknown', async () => {
    example = await importExample('adult', adult!);
    expect(await example.row('SELECT count(*) FROM dim_user')).toEqual([48_842]);
    // 16,281 rows of the original test part have no income.
    expect(
      await example.row(
        "SELECT count(*) FILTER (attribute = 'income'), count(*) FILTER (value = 'NA') FROM user_attribute",
      ),
    ).toEqual([32_561, 0]);
  });
});
