import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { manualClock, parseDay, startOfDay } from '../../kernel/index.ts';
import { createMetricsService, type MetricsService } from '../../services/metrics/index.ts';
import { createFactWriter } from '../../warehouse/facts/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { changesOfDay } from './changes-of-day.ts';
import { explainChange } from './explain-change.ts';

const TIME = { zone: 'UTC', dayStartMinutes: 0 };
const DAY = parseDay('2017-03-14');

let engine: SqlEngine;
let metrics: MetricsService;

/** A week before: 20 orders in each of two cities by either channel. On the day: Leshan has lost 15, of both channels alike. */
beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  const clock = manualClock(startOfDay(DAY + 1, TIME) + 3_600_000);
  metrics = createMetricsService({ engine, clock, time: TIME, currency: { code: 'CNY', decimals: 2 } });
  const orders = [
    ...ordersOf(DAY - 7, 'Chengdu', 20),
    ...ordersOf(DAY - 7, 'Leshan', 20),
    ...ordersOf(DAY, 'Chengdu', 20),
    ...ordersOf(DAY, 'Leshan', 5),
  ];
  const column = <K extends keyof (typeof orders)[number]>(name: K) => orders.map((order) => order[name]);
  await engine.transaction(async (session) => {
    await createFactWriter({ time: TIME }).write(session, {
      table: 'fact_order_line',
      batchId: 'test',
      source: 'test',
      columns: {
        fact_key: column('id'),
        order_id: column('id'),
        user_id: column('id'),
        kind: orders.map(() => 'sale'),
        city: column('city'),
        channel: column('channel'),
        occurred_at: column('at'),
        received_at: column('at'),
        gross_amount: orders.map(() => 1000),
        coupon_discount: orders.map(() => 0),
        net_amount: orders.map(() => 1000),
      },
    });
  });
});
afterAll(() => engine.close());

function ordersOf(day: number, city: string, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    id: `${day}/${city}/${i}`,
    city,
    channel: i % 2 === 0 ? 'app' : 'web',
    at: startOfDay(day, TIME) + 36_000_000,
  }));
}

describe('explaining a change', () => {
  it('finds the city that fell, not the channels that fell with it', async () => {
    const found = await explainChange(metrics, 'orders', { from: DAY, to: DAY, compare: 'week' });
    expect([found.value, found.before]).toEqual([25, 40]);
    const [city, channel] = found.dimensions;
    expect(city).toMatchObject({ dimension: 'city', exact: true });
    expect(city?.contributions).toEqual([
      { value: 'Leshan', now: 5, before: 20, contribution: -15 },
      { value: 'Chengdu', now: 20, before: 20, contribution: 0 },
    ]);
    expect(channel?.dimension).toBe('channel');
    expect(channel!.surprise).toBeLessThan(city!.surprise / 10);
  });

  it('says of people, who overlap, that contributions need not sum up', async () => {
    const found = await explainChange(metrics, 'buyers', { from: DAY, to: DAY, compare: 'week', dimensions: ['city'] });
    expect(found.dimensions[0]?.exact).toBe(false);
  });

  it('names the cause of the last whole day as a filter', async () => {
    const changes = await changesOfDay(metrics);
    expect(changes.map(({ metric }) => metric)).toEqual(['gmv', 'orders', 'buyers', 'new_users']);
    expect(changes[0]).toEqual({
      metric: 'gmv',
      value: 25_000,
      before: 40_000,
      day: DAY,
      explainedBy: "city = 'Leshan'",
      contribution: -15_000,
    });
  });
});
