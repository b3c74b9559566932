import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode, ErrorDetail } from '../../kernel/index.ts';
import { openTemporaryWarehouse, type TemporaryWarehouse } from './temporary-warehouse.conformance.ts';

const HEADER = 'user,at,order,amount\n';
const ROW = 'u1,2026-01-02T10:00:00Z,o1,12.50\n';

/** Lines of orders; `more` adds settings of the source, `columns` fields of the target. */
const mapping = (more = '', columns = '', file = 'lines.csv') => `
name = "shop"
[workspace]
zone = "Europe/London"
currency = "GBP"
[[source]]
name = "lines"
file = "${file}"
target = "order_line"
${more}
[source.columns]
user_id = "user"
occurred_at = "at"
order_id = "order"
gross_amount = "amount"
${columns}`;

let warehouse: TemporaryWarehouse;
beforeEach(async () => {
  warehouse = await openTemporaryWarehouse();
  warehouse.put('before.csv', HEADER + ROW);
  await warehouse.run(mapping('', '', 'before.csv'));
});
afterEach(() => warehouse.close());

/** Everything that an import could have changed. */
async function snapshot(): Promise<unknown> {
  const tables = ['fact_order_line', 'model_order', 'dim_user', 'import_run', 'quarantine'];
  return [
    await Promise.all(tables.map((table) => warehouse.engine.rows(`SELECT * FROM ${table}`))),
    warehouse.workspace.settings(),
  ];
}

async function expectRefusal(text: string, code: ErrorCode, detail: ErrorDetail): Promise<void> {
  const before = await snapshot();
  await expect(warehouse.run(text)).rejects.toMatchObject({ code, detail });
  expect(await snapshot()).toEqual(before);
  const left = await warehouse.engine.transaction((session) =>
    session.rows<{ n: number }>('SELECT count(*) AS n FROM duckdb_tables() WHERE temporary'),
  );
  expect(left).toEqual([{ n: 0 }]);
}

describe('a bad file is refused whole, with the first error named, and leaves what was there', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `u${i},2026-01-02T10:00:00Z,o${i},${i}.00\n`).join('');
  const zipped = gzipSync(HEADER + rows);

  it.each([0.1, 0.5, 0.9, 0.999])('gzip cut at %d of its length', async (share) => {
    warehouse.put('lines.csv.gz', zipped.subarray(0, Math.floor(zipped.length * share)));
    await expectRefusal(mapping('', '', 'lines.csv.gz'), 'import.truncated', { file: 'lines.csv.gz' });
  });

  it('gzip without its last byte, and gzip whose check sum is wrong', async () => {
    warehouse.put('lines.csv.gz', zipped.subarray(0, zipped.length - 1));
    await expectRefusal(mapping('', '', 'lines.csv.gz'), 'import.truncated', {});
    const flipped = Buffer.from(zipped);
    flipped[flipped.length - 6]! ^= 0xff;
    warehouse.put('lines.csv.gz', flipped);
    await expectRefusal(mapping('', '', 'lines.csv.gz'), 'import.damaged', { problem: 'incorrect data check' });
  });

  it('text in another encoding, with line and column; the same file with its encoding named goes in', async () => {
    const latin = Buffer.from(`${HEADER + ROW}J\u00f6rg,2026-01-02T10:00:00Z,o2,1.00\n`, 'latin1');
    warehouse.put('lines.csv', latin);
    await expectRefusal(mapping(), 'import.encoding', { encoding: 'UTF-8', line: 3, column: 2 });
    await warehouse.run(mapping('encoding = "windows-1252"'));
    expect(await warehouse.engine.rows('SELECT user_id FROM dim_user ORDER BY 1')).toEqual([
      { user_id: 'J\u00f6rg' },
      { user_id: 'u1' },
    ]);
  });

  it('bytes of zero, which no text has', async () => {
    warehouse.put('lines.csv', `${HEADER}u1,2026-01-02\0,o1,1\n`);
    await expectRefusal(mapping(), 'import.encoding', { line: 2, column: 14 });
  });

  it('a header with a name twice', async () => {
    warehouse.put('lines.csv', `user,at,order,amount,User\n${ROW}`);
    await expectRefusal(mapping(), 'import.duplicate-header', { column: 'User', first: 1, second: 5 });
  });

  it('a column that is not there, with the nearest name', async () => {
    warehouse.put('lines.csv', `user,at,order,amout\n${ROW}`);
    const where = 'source[0].columns.gross_amount';
    await expectRefusal(mapping(), 'import.missing-column', {
      file: 'lines.csv',
      column: 'amount',
      where,
      suggestion: '; is "amout" meant?',
    });
  });

  it('a quote that is never closed', async () => {
    warehouse.put('lines.csv', `${HEADER}${ROW}u2,2026-01-02,"o2,1\n${ROW}`);
    await expectRefusal(mapping(), 'import.unclosed-quote', { line: 3, column: 15 });
  });

  it('times without a zone, unless the mapping names one', async () => {
    warehouse.put('lines.csv', `${HEADER}${ROW}u2,2026-07-02 10:00:00,o2,1\n`);
    await expectRefusal(mapping(), 'import.time-without-zone', { field: 'occurred_at', line: 3 });
    await warehouse.run(mapping('zone = "Europe/London"'));
    const [row] = await warehouse.engine.rows<{ at: number }>(
      "SELECT occurred_at AS at FROM model_order WHERE order_id = 'o2'",
    );
    expect(row?.at).toBe(Date.UTC(2026, 6, 2, 9));
  });

  it('Parquet that was cut, is something else, or has times without a zone', async () => {
    const path = `${warehouse.folder}/lines.parquet`;
    const whole =
      'SELECT \'u\' || i AS "user", TIMESTAMP \'2026-01-02 10:00:00\' AS at, i AS "order", 1.5 AS amount FROM range(1000) t(i)';
    await warehouse.engine.run(`COPY (${whole}) TO '${path}'`);
    await expectRefusal(mapping('', '', 'lines.parquet'), 'import.time-without-zone', { field: 'occurred_at' });
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(path);
    warehouse.put('lines.parquet', bytes.subarray(0, bytes.length - 100));
    await expectRefusal(mapping('zone = "UTC"', '', 'lines.parquet'), 'import.truncated', { file: 'lines.parquet' });
    warehouse.put('lines.parquet', HEADER);
    await expectRefusal(mapping('zone = "UTC"', '', 'lines.parquet'), 'import.damaged', {
      problem: 'it is not Parquet',
    });
    const scrambled = Buffer.from(bytes);
    scrambled.fill(0xff, 40, bytes.length / 2);
    warehouse.put('lines.parquet', scrambled);
    await expectRefusal(mapping('zone = "UTC"', '', 'lines.parquet'), 'import.damaged', { file: 'lines.parquet' });
  });

  it('an empty file, a file that is not there, and one of which no row fits', async () => {
    warehouse.put('lines.csv', '');
    await expectRefusal(mapping(), 'import.empty', { file: 'lines.csv' });
    await expectRefusal(mapping('', '', 'befor.csv'), 'import.missing-file', {
      suggestion: '; is "before.csv" meant?',
    });
    warehouse.put('lines.csv', `${HEADER}u1,2 May 2026,o1,1\nu1,3 May 2026,o2,1\n`);
    await expectRefusal(mapping(), 'import.too-many-rejects', {
      reason: 'time.invalid',
      field: 'occurred_at',
      line: 2,
    });
  });

  it('a lookup whose key is not unique', async () => {
    warehouse.put('lines.csv', HEADER + ROW);
    warehouse.put('orders.csv', 'id,city\no1,Bath\no1,York\n');
    const lookup = '[source.lookups.orders]\nfile = "orders.csv"\nkey = "id"\non = "order"';
    await expectRefusal(mapping('', `city = "orders.city"\n${lookup}`), 'import.lookup-repeats', {
      lookup: 'orders',
      key: 'o1',
    });
  });

  it('a mapping for another zone, currency or day start', async () => {
    warehouse.put('lines.csv', HEADER + ROW);
    await expectRefusal(mapping().replace('Europe/London', 'UTC'), 'workspace.disagrees', { setting: 'the time zone' });
    await expectRefusal(mapping().replace('GBP', 'EUR'), 'workspace.disagrees', { setting: 'the currency' });
  });

  it('the second of two files, when the first was good', async () => {
    warehouse.put('part-1.csv', `${HEADER}u7,2026-01-02T10:00:00Z,o7,1\n`);
    warehouse.put('part-2.csv', `${HEADER}u8,2026-01-02T10:00:00Z,"o8,1\n`);
    await expectRefusal(mapping('', '', 'part-*.csv'), 'import.unclosed-quote', { file: 'part-2.csv' });
  });
});

describe('a mistake in the mapping is named with its place', () => {
  it.each([
    ['name = ', 'line 1, column 8', /./],
    [mapping('nonsense = 1'), 'source[0]', /nonsense/],
    [mapping().replace('order_line', 'orders'), 'source[0].target', /order_line/],
    [mapping('', 'gross_amont = "1"'), 'source[0].columns.gross_amont', /gross_amount/],
    [mapping().replace('gross_amount = "amount"', ''), 'source[0].columns', /gross_amount/],
    [mapping('zone = "Europe/Lundon"'), 'source[0].zone', /Europe\/Lundon/],
    [mapping('', 'city = "(select 1)"'), 'source[0].columns.city', /subquery/],
    [mapping('', `city = "read_text('/etc/passwd')"`), 'source[0].columns.city', /read_text/],
    [mapping('', 'city = "getenv(amount)"'), 'source[0].columns.city', /getenv/],
    [mapping('', 'city = "amount +"'), 'source[0].columns.city', /syntax error/],
    [mapping('', 'city = "lower(1, 2)"'), 'source[0].columns.city', /lower/],
  ])('%#', async (text, where, problem) => {
    warehouse.put('lines.csv', HEADER + ROW);
    const refusal = { code: 'mapping.invalid', detail: { where, problem: expect.stringMatching(problem) } };
    await expect(warehouse.run(text)).rejects.toMatchObject(refusal);
  });
});
