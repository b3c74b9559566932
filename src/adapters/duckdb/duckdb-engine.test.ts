import { describe, expect, it } from 'vitest';
import { createSchema } from '../../warehouse/schema/index.ts';
import { openDuckDb } from './duckdb-engine.ts';

describe('DuckDB engine', () => {
  it('gives plain values: numbers, day numbers, epoch milliseconds, arrays', async () => {
    const engine = await openDuckDb({ path: ':memory:' });
    const rows = await engine.rows(
      "SELECT 5::BIGINT AS big, sum(1) AS huge, DATE '2018-01-01' AS day, TIMESTAMPTZ '2018-01-01 00:00:00+00' AS at, ['a','b'] AS list, $1 AS given, NULL AS none",
      ['x'],
    );
    expect(rows).toEqual([
      { big: 5, huge: 1, day: 17532, at: 1_514_764_800_000, list: ['a', 'b'], given: 'x', none: null },
    ]);
    await engine.close();
  });

  it('appends typed columns and fills what is left out with NULL', async () => {
    const engine = await openDuckDb({ path: ':memory:' });
    await engine.run('CREATE TABLE t (day DATE, seen_at TIMESTAMPTZ, cost BIGINT, words VARCHAR[], left_out DOUBLE)');
    await engine.append('t', { cost: [7, null], day: [17532, null], seen_at: [1000, null], words: [['x'], null] });
    expect(await engine.rows('SELECT * FROM t ORDER BY cost')).toEqual([
      { day: 17532, seen_at: 1000, cost: 7, words: ['x'], left_out: null },
      { day: null, seen_at: null, cost: null, words: null, left_out: null },
    ]);
    await engine.close();
  });

  it('leaves nothing of a transaction that failed, and goes on after it', async () => {
    const engine = await openDuckDb({ path: ':memory:' });
    await createSchema(engine);
    const failed = engine.transaction(async (session) => {
      await session.append('consumer_offset', { consumer: ['a'], seq: [1] });
      throw new Error('on purpose');
    });
    await expect(failed).rejects.toThrow('on purpose');
    await engine.run("INSERT INTO consumer_offset VALUES ('b', 2)");
    expect(await engine.rows('SELECT * FROM consumer_offset')).toEqual([{ consumer: 'b', seq: 2 }]);
    await engine.close();
  });

  it('reads columns whole, with what is known', async () => {
    const engine = await openDuckDb({ path: ':memory:' });
    const sql = 'SELECT CASE WHEN i % 2 = 0 THEN i END AS n, i::VARCHAR AS word FROM range(5000) t(i) ORDER BY i';
    const [n, word] = await engine.columns(sql);
    expect([n?.values[4], n?.known[4], n?.known[5], word?.values[4999]]).toEqual([4, 1, 0, '4999']);
    await engine.close();
  });

  it.each([
    'BOOLEAN',
    'TINYINT',
    'UINTEGER',
    'INTEGER',
    'BIGINT',
    'DOUBLE',
    'FLOAT',
    'DECIMAL(9,2)',
    'DATE',
    'TIMESTAMPTZ',
  ])('reads columns of %s as it reads rows, unknown among them', async (type) => {
    const engine = await openDuckDb({ path: ':memory:' });
    const from =
      type === 'DATE' ? "DATE '1969-12-30' + i::INTEGER" : type === 'TIMESTAMPTZ' ? 'epoch_ms(i)' : 'i % 100';
    const sql = `SELECT CASE WHEN i % 7 > 0 OR i < 2100 THEN (${from})::${type} END AS x FROM range(5000) t(i) ORDER BY i`;
    const [x] = await engine.columns(sql);
    const rows = await engine.rows<{ x: number | boolean | null }>(sql);
    expect(Array.from(x!.values as Float64Array, (value, i) => (x!.known[i] === 1 ? value : null))).toEqual(
      rows.map((row) => (row.x === null ? null : Number(row.x))),
    );
    await engine.close();
  });
});
