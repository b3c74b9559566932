import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { dayOf, isoDay } from '../../kernel/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine, SqlValue } from '../sql-engine.port.ts';
import { createFactWriter } from './create-fact-writer.ts';
import type { FactOutcome } from './fact-writer.ts';

const time = { zone: 'America/New_York', dayStartMinutes: 240 };
const writer = createFactWriter({ time });
let engine: SqlEngine;

beforeEach(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
});
afterEach(() => engine.close());

type Line = readonly [key: string, user: string | null, at: string, order: string, kind: string, amount: number];

function write(lines: readonly Line[], source = 'test'): Promise<FactOutcome> {
  const column = (pick: (line: Line) => SqlValue) => lines.map(pick);
  const columns = {
    fact_key: column(([key]) => key),
    user_id: column(([, user]) => user),
    occurred_at: column(([, , at]) => Date.parse(at)),
    received_at: column(() => 0),
    order_id: column(([, , , order]) => order),
    kind: column(([, , , , kind]) => kind),
    gross_amount: column(([, , , , , amount]) => amount),
    coupon_discount: column(() => 0),
    net_amount: column(([, , , , , amount]) => amount),
  };
  return engine.transaction((session) =>
    writer.write(session, { table: 'fact_order_line', batchId: 'b', source, columns }),
  );
}

const orders = () =>
  engine.rows('SELECT order_id, user_key, lines, gross_amount, net_amount FROM model_order ORDER BY ALL');

describe('fact writer', () => {
  it('numbers people densely from 0 and keeps the earliest time that each was seen', async () => {
    await write([
      ['1', 'b', '2017-01-05T12:00:00Z', 'o1', 'sale', 100],
      ['2', 'a', '2017-01-06T12:00:00Z', 'o2', 'sale', 100],
      ['3', null, '2017-01-06T12:00:00Z', 'o3', 'sale', 100],
    ]);
    await write([
      ['4', 'c', '2017-01-07T12:00:00Z', 'o4', 'sale', 100],
      ['5', 'b', '2017-01-01T12:00:00Z', 'o5', 'sale', 100],
    ]);
    expect(await engine.rows('SELECT user_key, user_id, first_seen_at FROM dim_user ORDER BY user_key')).toEqual([
      { user_key: 0, user_id: 'a', first_seen_at: Date.UTC(2017, 0, 6, 12) },
      { user_key: 1, user_id: 'b', first_seen_at: Date.UTC(2017, 0, 1, 12) },
      { user_key: 2, user_id: 'c', first_seen_at: Date.UTC(2017, 0, 7, 12) },
    ]);
  });

  it('cuts days as the kernel does, around both changes of the clock', async () => {
    const hours = Array.from({ length: 72 }, (_, i) => i * 3_600_000 + 1_800_000);
    const starts = [Date.UTC(2017, 2, 11), Date.UTC(2017, 10, 4), Date.UTC(1969, 11, 30)];
    const instants = starts.flatMap((start) => hours.map((hour) => start + hour));
    await write(instants.map((at, i) => [`${i}`, 'a', new Date(at).toISOString(), `${i}`, 'sale', 1]));
    const rows = await engine.rows<{ at: number; day: number }>('SELECT occurred_at AS at, day FROM fact_order_line');
    expect(rows).toHaveLength(216);
    for (const { at, day } of rows) expect([at, isoDay(day)]).toEqual([at, isoDay(dayOf(at, time))]);
  });

  it('skips a fact that is known or repeated, but not the same key of another source', async () => {
    const line: Line = ['1', 'a', '2017-01-05T12:00:00Z', 'o1', 'sale', 100];
    expect(await write([line, line])).toEqual({ written: 1, known: 1 });
    expect(await write([line, ['2', 'a', '2017-01-05T12:00:00Z', 'o1', 'sale', 50]])).toEqual({ written: 1, known: 1 });
    expect(await write([line], 'other')).toEqual({ written: 1, known: 0 });
    expect(await orders()).toEqual([{ order_id: 'o1', user_key: 0, lines: 3, gross_amount: 250, net_amount: 250 }]);
  });

  it('makes orders of sales, takes cancellations off them, and leaves adjustments alone', async () => {
    await write([
      ['1', 'a', '2017-01-05T12:00:00Z', 'o1', 'sale', 300],
      ['2', null, '2017-01-05T12:00:00Z', 'o2', 'adjustment', -900],
      ['3', 'a', '2017-01-05T12:00:00Z', 'o3', 'cancellation', -100],
    ]);
    await write([
      ['4', 'a', '2017-02-05T12:00:00Z', 'o1', 'cancellation', -100],
      ['5', 'a', '2017-02-05T12:00:00Z', 'o1', 'adjustment', -7],
    ]);
    expect(await orders()).toEqual([{ order_id: 'o1', user_key: 0, lines: 1, gross_amount: 300, net_amount: 200 }]);
    const days = await engine.rows<{ day: number }>('SELECT day FROM model_order');
    expect(days.map(({ day }) => isoDay(day))).toEqual(['2017-01-05']);
  });

  it('leaves nothing of a transaction that fails', async () => {
    const failed = engine.transaction(async (session) => {
      await writer.write(session, {
        table: 'fact_exposure',
        batchId: 'b',
        source: 's',
        columns: { fact_key: ['1'], user_id: ['a'], occurred_at: [0], received_at: [0], campaign_id: ['c'] },
      });
      throw new Error('on purpose');
    });
    await expect(failed).rejects.toThrow('on purpose');
    expect(await engine.rows('SELECT * FROM dim_user UNION ALL SELECT 1, fact_key, NULL FROM fact_exposure')).toEqual(
      [],
    );
    expect(await write([['1', 'a', '2017-01-05T12:00:00Z', 'o1', 'sale', 1]])).toEqual({ written: 1, known: 0 });
  });

  it('keeps the last value of an attribute and the last row of a dimension', async () => {
    const attributes = (rows: string) =>
      engine.transaction((session) =>
        writer.writeAttributes(session, {
          from: `(SELECT *, now() AS received_at FROM (VALUES ${rows}) v(user_id, attribute, value, position))`,
          source: 's',
          batchId: 'b',
        }),
      );
    expect(await attributes("('a', 'age', '1', 1), ('a', 'age', '2', 2), ('b', 'age', '3', 3)")).toEqual({
      written: 2,
      known: 0,
    });
    expect(await attributes("('a', 'age', '9', 1), ('b', 'age', '3', 1)")).toEqual({ written: 1, known: 1 });
    expect(await engine.rows('SELECT user_key, value FROM user_attribute ORDER BY ALL')).toEqual([
      { user_key: 0, value: '9' },
      { user_key: 1, value: '3' },
    ]);

    const products = (rows: string) =>
      engine.transaction((session) =>
        writer.writeDimension(session, {
          table: 'dim_product',
          source: 's',
          batchId: 'b',
          columns: ['product_id', 'category'],
          from: `(SELECT * FROM (VALUES ${rows}) v(product_id, category, position))`,
        }),
      );
    expect(await products("('p', 'x', 1), ('p', 'y', 2), ('q', NULL, 3)")).toEqual({ written: 2, known: 1 });
    expect(await products("('p', 'y', 1), ('q', 'z', 2)")).toEqual({ written: 1, known: 1 });
    expect(await engine.rows('SELECT product_id, category FROM dim_product ORDER BY ALL')).toEqual([
      { product_id: 'p', category: 'y' },
      { product_id: 'q', category: 'z' },
    ]);
  });
});
