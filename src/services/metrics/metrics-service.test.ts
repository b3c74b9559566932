import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { isoDay, type ManualClock, manualClock, parseDay, TesseraError } from '../../kernel/index.ts';
import { createFactWriter } from '../../warehouse/facts/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { createMetricsService, filterFor, type MetricsQuery, type MetricsService } from './index.ts';

const TIME = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };

let engine: SqlEngine;
let metrics: MetricsService;
let clock: ManualClock;

beforeEach(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  clock = manualClock(Date.parse('2017-03-15T12:00:00+08:00'));
  metrics = createMetricsService({ engine, clock, time: TIME, currency: { code: 'CNY', decimals: 2 } });
});
afterEach(() => engine.close());

/** One order of 10.00 by one person at noon of each day. */
async function order(...days: readonly string[]): Promise<void> {
  const occurred = days.map((day) => Date.parse(`${day}T12:00:00+08:00`));
  await engine.transaction(async (session) => {
    await createFactWriter({ time: TIME }).write(session, {
      table: 'fact_order_line',
      batchId: 'test',
      source: 'test',
      columns: {
        fact_key: days.map((day, i) => `${day}/${i}`),
        order_id: days.map((day, i) => `${day}/${i}`),
        user_id: days.map(() => 'u1'),
        kind: days.map(() => 'sale'),
        city: days.map((_, i) => (i % 2 === 0 ? 'Chengdu' : null)),
        occurred_at: occurred,
        received_at: occurred,
        gross_amount: days.map(() => 1000),
        coupon_discount: days.map(() => 0),
        net_amount: days.map(() => 1000),
      },
    });
  });
}

async function codeOf(query: MetricsQuery): Promise<unknown> {
  try {
    await metrics.query(query);
  } catch (error) {
    if (error instanceof TesseraError) return error.toBody();
    throw error;
  }
  return undefined;
}

describe('metrics', () => {
  it('fill days without orders with 0 and say nothing of ratios there', async () => {
    await order('2017-03-01', '2017-03-03');
    const { rows } = await metrics.query({ metrics: ['orders', 'buyers', 'average_order_value'], by: ['day'] });
    expect(rows).toEqual([
      { key: ['2017-03-01'], values: [1, 1, 1000] },
      { key: ['2017-03-02'], values: [0, 0, null] },
      { key: ['2017-03-03'], values: [1, 1, 1000] },
    ]);
  });

  it('fill to the ends of the period asked for, but not beyond the facts', async () => {
    await order('2017-03-01', '2017-03-05');
    const where = "day <= '2017-03-03'";
    const asked = { from: parseDay('2017-02-01'), to: parseDay('2017-12-31') };
    const { rows } = await metrics.query({ metrics: ['orders'], by: ['day'], where, ...asked });
    expect(rows.map(({ key }) => key[0])).toEqual([1, 2, 3, 4, 5].map((n) => `2017-03-0${n}`));
  });

  it('mark today, and every bucket that reaches beyond the facts or the days asked for', async () => {
    await order('2017-03-13', '2017-03-14', '2017-03-15');
    const byDay = await metrics.query({ metrics: ['orders'], by: ['day'] });
    expect(byDay.rows.map(({ incomplete }) => incomplete)).toEqual([undefined, undefined, true]);
    const byMonth = await metrics.query({ metrics: ['orders'], by: ['month'] });
    expect(byMonth.rows).toEqual([{ key: ['2017-03'], values: [3], incomplete: true }]);
    const tuesday = parseDay('2017-03-14');
    const byWeek = await metrics.query({ metrics: ['orders'], by: ['week'], from: tuesday, to: tuesday });
    expect(byWeek.rows).toEqual([{ key: ['2017-W11'], values: [1], incomplete: true }]);
  });

  it('compare day by day with the days before, and with what was there and is no more', async () => {
    await order('2017-03-01', '2017-03-02', '2017-03-03', '2017-03-03');
    const period = { from: parseDay('2017-03-03'), to: parseDay('2017-03-04') };
    const days = await metrics.query({ metrics: ['orders'], by: ['day'], compare: 'previous', ...period });
    expect(days.rows).toMatchObject([
      { key: ['2017-03-03'], values: [2], before: [1] },
      { key: ['2017-03-04'], values: [0], before: [1] },
    ]);
    expect([days.totals, days.totalsBefore]).toEqual([[2], [2]]);
    const cities = await metrics.query({ metrics: ['orders'], by: ['city'], compare: 'previous', ...period });
    expect(cities.rows).toEqual([
      { key: ['Chengdu'], values: [1], before: [1] },
      { key: [null], values: [1], before: [1] },
    ]);
  });

  it('end a comparison without an end with the last whole day', async () => {
    await order('2017-03-13', '2017-03-14', '2017-03-15');
    const answer = await metrics.query({ metrics: ['orders'], from: parseDay('2017-03-13'), compare: 'week' });
    expect([isoDay(answer.to!), answer.totals]).toEqual(['2017-03-14', [2]]);
  });

  it('know the first days of January as the last week of the year before', async () => {
    await order('2017-01-01', '2017-01-02');
    const weeks = await metrics.query({ metrics: ['orders'], by: ['week'] });
    expect(weeks.rows.map(({ key }) => key[0])).toEqual(['2016-W52', '2017-W01']);
    const one = await metrics.query({ metrics: ['orders'], by: ['day'], where: "week = '2016-W52'" });
    expect(one.rows.map(({ key }) => key[0])).toEqual(['2017-01-01']);
  });

  it('order and cut rows as asked, and say that they were cut', async () => {
    await order('2017-03-01', '2017-03-02', '2017-03-02', '2017-03-03');
    const by = ['day'];
    const most = await metrics.query({ metrics: ['orders'], by, orderBy: 'orders', limit: 1 });
    expect([most.rows[0]?.key, most.truncated]).toEqual([['2017-03-02'], true]);
    const latest = await metrics.query({ metrics: ['orders'], by, orderBy: '-day', limit: 3 });
    expect([latest.rows[0]?.key, latest.truncated]).toEqual([['2017-03-03'], false]);
  });

  it('answer an empty workspace with zeros and no time', async () => {
    const answer = await metrics.query({ metrics: ['orders', 'average_order_value'], by: ['month'] });
    expect([answer.rows, answer.totals, answer.factsUntil]).toEqual([[], [0, null], undefined]);
    expect(await metrics.coverage()).toEqual({});
  });

  it('show a fact at once, and until when facts are known', async () => {
    await order('2017-03-01');
    await metrics.query({ metrics: ['orders'] });
    await order('2017-03-02');
    const answer = await metrics.query({ metrics: ['orders'] });
    expect([answer.totals, answer.factsUntil]).toEqual([[2], Date.parse('2017-03-02T12:00:00+08:00')]);
  });

  it('never count a merchant twice, even one that its table has twice', async () => {
    await order('2017-03-01');
    await engine.run("UPDATE fact_order_line SET merchant_id = 'm'");
    await engine.append('dim_merchant', { merchant_id: ['m', 'm'], category: ['dining', 'dining'] });
    const { rows } = await metrics.query({ metrics: ['gmv'], by: ['merchant_category'] });
    expect(rows).toEqual([{ key: ['dining'], values: [1000] }]);
  });

  it('take values as values, whatever stands in them', async () => {
    await order('2017-03-01');
    await engine.run("UPDATE model_order SET city = 'O''Hare'' OR 1=1 --'");
    const where = filterFor('city', "O'Hare' OR 1=1 --");
    expect((await metrics.query({ metrics: ['orders'], where })).totals).toEqual([1]);
    expect((await metrics.query({ metrics: ['orders'], where: filterFor('city', null) })).totals).toEqual([0]);
  });
});

describe('a metrics query that cannot be answered', () => {
  it.each<[string, MetricsQuery, object]>([
    [
      'an unknown metric, with the nearest',
      { metrics: ['order'] },
      { code: 'metric.unknown', message: expect.stringContaining('"orders" meant') },
    ],
    [
      'an unknown dimension, with the nearest',
      { metrics: ['orders'], by: ['citty'] },
      { code: 'metric.unknown-dimension', message: expect.stringContaining('"city" meant') },
    ],
    [
      'a metric without the dimension, with those that it has',
      { metrics: ['orders', 'visits'], by: ['campaign'] },
      { code: 'metric.no-dimension', todo: expect.stringContaining('city') },
    ],
    [
      'a filter by a dimension that a metric lacks',
      { metrics: ['gmv'], where: "device_os = 'ios'" },
      { code: 'metric.no-dimension' },
    ],
    [
      'two dimensions that no grain of the metric has together',
      { metrics: ['coupon_redemption_rate'], by: ['order_kind'] },
      { code: 'metric.no-dimension' },
    ],
    [
      'a filter that asks about people',
      { metrics: ['gmv'], where: "in list 'vip'" },
      { code: 'metric.where-unsupported' },
    ],
    ['a comparison without a first day', { metrics: ['gmv'], compare: 'previous' }, { code: 'metric.no-period' }],
    ['a period that ends before it begins', { metrics: ['gmv'], from: 2, to: 1 }, { code: 'metric.empty-period' }],
    ['an unknown order', { metrics: ['gmv'], by: ['city'], orderBy: 'orders' }, { code: 'metric.order-unknown' }],
  ])('names %s', async (_, query, error) => {
    expect(await codeOf(query)).toMatchObject(error);
  });
});
