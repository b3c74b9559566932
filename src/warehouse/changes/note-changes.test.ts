import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { changesAfter } from './note-changes.ts';

const writer = createFactWriter({ time: { zone: 'Asia/Shanghai', dayStartMinutes: 0 } });
let engine: SqlEngine;
beforeEach(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
});
afterEach(() => engine.close());

const DAY = 86_400_000;

function sell(key: string, order: string, day: number) {
  const columns = {
    fact_key: [key],
    user_id: ['u'],
    occurred_at: [day * DAY],
    received_at: [0],
    order_id: [order],
    kind: ['sale'],
    gross_amount: [100],
    coupon_discount: [0],
    net_amount: [100],
  };
  return engine.transaction((session) =>
    writer.write(session, { table: 'fact_order_line', batchId: 'b', source: 's', columns }),
  );
}

describe('the log of changed days', () => {
  it('names each day of each table once, under the newest write', async () => {
    await sell('1', 'a', 100);
    await sell('2', 'b', 101);
    const first = await changesAfter(engine, 0);
    expect(first.changes).toEqual([
      { fact: 'fact_order_line', day: 100 },
      { fact: 'fact_order_line', day: 101 },
      { fact: 'model_order', day: 100 },
      { fact: 'model_order', day: 101 },
    ]);
    await sell('3', 'c', 101);
    expect((await changesAfter(engine, first.seq)).changes).toEqual([
      { fact: 'fact_order_line', day: 101 },
      { fact: 'model_order', day: 101 },
    ]);
    expect(await engine.rows('SELECT count(*)::INTEGER AS n FROM fact_change')).toEqual([{ n: 4 }]);
  });

  it('names the day that an order leaves when a late line moves it', async () => {
    await sell('1', 'a', 100);
    const { seq } = await changesAfter(engine, 0);
    await sell('2', 'a', 98);
    expect((await changesAfter(engine, seq)).changes).toEqual([
      { fact: 'fact_order_line', day: 98 },
      { fact: 'model_order', day: 98 },
      { fact: 'model_order', day: 100 },
    ]);
  });

  it('names a day again when it was the newest one', async () => {
    await sell('1', 'a', 100);
    const { seq } = await changesAfter(engine, 0);
    await sell('2', 'b', 100);
    expect((await changesAfter(engine, seq)).changes).toEqual([
      { fact: 'fact_order_line', day: 100 },
      { fact: 'model_order', day: 100 },
    ]);
  });

  it('says nothing of a repeated fact', async () => {
    await sell('1', 'a', 100);
    const { seq } = await changesAfter(engine, 0);
    await sell('1', 'a', 100);
    expect(await changesAfter(engine, seq)).toEqual({ seq, changes: [] });
  });
});
