import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';
import { type MetricsWorkspace, openMetrics, realData, valuesBy } from './metrics-workspace.ts';

const source = realData('online_retail');

/** Every figure is from the NOTES.md of the data set: cancellations, anonymous orders, repeated lines, bad-debt adjustments. */
describe.skipIf(!source)('metrics of online_retail', () => {
  let workspace: MetricsWorkspace;

  beforeAll(async () => {
    workspace = await openMetrics('Europe/London', '2012-06-01T00:00:00Z');
    await writeFacts(workspace.engine, source!);
  });
  afterAll(() => workspace.engine.close());

  it('gives the monthly table to the penny', async () => {
    const all = await valuesBy(workspace.metrics, { metrics: ['gmv', 'orders', 'buyers'], by: ['month'] });
    expect(all).toMatchObject({
      '2010-12': [82_374_614, 1559, 885],
      '2011-03': [71_763_936, 1454, 974],
      '2011-06': [76_173_990, 1533, 991],
      '2011-09': [105_859_017, 1837, 1266],
      '2011-11': [150_949_633, 2769, 1664],
    });
    const known = await valuesBy(workspace.metrics, {
      metrics: ['gmv', 'orders'],
      by: ['month'],
      where: "known_person = 'yes'",
    });
    expect(known).toMatchObject({
      '2010-12': [57_271_389, 1400],
      '2011-03': [59_550_076, 1321],
      '2011-06': [66_121_369, 1393],
      '2011-09': [95_283_838, 1755],
      '2011-11': [116_181_738, 2657],
    });
  });

  it('lowers net revenue by cancellations on their own day', async () => {
    const cancelled = await valuesBy(workspace.metrics, {
      metrics: ['net_revenue'],
      by: ['month'],
      where: "known_person = 'yes' and order_kind = 'cancellation'",
    });
    expect(cancelled).toMatchObject({
      '2010-12': [-1_810_987],
      '2011-03': [-1_553_615],
      '2011-06': [-5_320_053],
      '2011-09': [-2_139_801],
      '2011-11': [-2_940_964],
    });
    const net = await valuesBy(workspace.metrics, {
      metrics: ['net_revenue'],
      by: ['month'],
      where: "known_person = 'yes'",
    });
    expect(net['2011-11']).toEqual([116_181_738 - 2_940_964]);
  });

  it('counts orders of unknown people and never makes buyers of them', async () => {
    const answer = await workspace.metrics.query({
      metrics: ['buyers', 'known_orders', 'orders'],
      by: ['known_person'],
    });
    expect(Object.fromEntries(answer.rows.map(({ key, values }) => [key[0], values.slice(0, 2)]))).toEqual({
      yes: [4338, 18_532],
      no: [0, 0],
    });
  });

  it('marks December 2011, of which only nine days are known', async () => {
    const { rows } = await workspace.metrics.query({ metrics: ['orders'], by: ['month'] });
    expect(rows.filter((row) => row.incomplete).map((row) => row.key)).toEqual([['2011-12']]);
  });
});

/** Line totals are rounded once, half away from zero; lines that are neither sold nor cancelled are adjustments. */
async function writeFacts(engine: SqlEngine, folder: string): Promise<void> {
  await engine.run(`
    INSERT INTO fact_order_line (fact_key, user_key, occurred_at, day, received_at, source, batch_id,
      order_id, kind, product_id, quantity, gross_amount, coupon_discount, net_amount)
    SELECT row_number() OVER (), CustomerID, at_utc, InvoiceDate::DATE, at_utc, 'retail', 'test', InvoiceNo,
      CASE WHEN InvoiceNo LIKE 'C%' THEN 'cancellation' WHEN Quantity > 0 AND UnitPrice > 0 THEN 'sale' ELSE 'adjustment' END,
      StockCode, Quantity, cents, 0, cents
    FROM (SELECT *, timezone('Europe/London', InvoiceDate) AS at_utc,
      round(Quantity * round(UnitPrice * 1000)::BIGINT::DECIMAL(18, 0) / 10)::BIGINT AS cents
      FROM read_parquet('${folder}/online_retail.parquet'))`);
  await engine.run(`
    INSERT INTO model_order (order_id, user_key, occurred_at, day, lines, gross_amount, coupon_discount, net_amount)
    SELECT order_id, min(user_key), min(occurred_at), min(day), count(*), sum(gross_amount), 0, sum(net_amount)
    FROM fact_order_line WHERE kind = 'sale' GROUP BY order_id`);
}
