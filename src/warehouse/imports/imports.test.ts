import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryWarehouse, type TemporaryWarehouse } from './temporary-warehouse.conformance.ts';

let warehouse: TemporaryWarehouse;
beforeEach(async () => {
  warehouse = await openTemporaryWarehouse();
});
afterEach(() => warehouse.close());

const source = (
  settings: string,
  columns: string,
  workspace = 'zone = "America/New_York"\ncurrency = "USD"\nday_start = "04:00"',
) => `
name = "shop"
[workspace]
${workspace}
[[source]]
name = "lines"
file = "lines.csv"
target = "order_line"
${settings}
[source.columns]
user_id = "user"
occurred_at = "at"
order_id = "order"
${columns}`;
const MAPPING = source('zone = "UTC"', 'gross_amount = "amount"');
const HEADER = 'user,at,order,amount\n';

describe('rows', () => {
  it('that are bad go to quarantine with line, field, reason and what was read; the others go in', async () => {
    warehouse.put(
      'lines.csv',
      `${HEADER}u1,2026-01-02T10:00:00Z,o1,12.50
u1,02.01.2026,o2,1
"u
2",2026-01-02T10:00:00Z,o3,-1
u1,2026-01-02T10:00:00Z,o4
u1,2026-01-02T10:00:00Z,,1
u1,2026-01-02T10:00:00Z,o5,"1,50"
u1,2026-01-02T10:00:00Z,o6,1e300
u1,1826-01-02T10:00:00Z,o7,1

u1,2026-02-30,o8,1
u1,2026-01-02T10:00:00Z,o9,"1"x
`,
    );
    const result = await warehouse.run(MAPPING);
    expect(result.files).toMatchObject([{ rowsRead: 10, rowsWritten: 1, rowsRejected: 9, rowsKnown: 0 }]);
    const { rejects, total } = await warehouse.imports.rejects({ limit: 100, importId: result.importId });
    expect(total).toBe(9);
    expect(rejects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [3, 'occurred_at', 'time.invalid'],
      [4, 'gross_amount', 'value.negative'],
      [6, null, 'row.ragged'],
      [7, 'order_id', 'value.missing'],
      [8, 'gross_amount', 'money.invalid'],
      [9, 'gross_amount', 'money.invalid'],
      [10, 'occurred_at', 'time.out-of-range'],
      [12, 'occurred_at', 'time.invalid'],
      [13, null, 'row.malformed'],
    ]);
    expect(rejects[2]?.row).toBe('u1,2026-01-02T10:00:00Z,o4');
    expect(JSON.parse(rejects[1]!.row)).toEqual({
      user: 'u\n2',
      at: '2026-01-02T10:00:00Z',
      order: 'o3',
      amount: '-1',
    });
    expect(result.rejects).toEqual(rejects);
  });

  it('that are equal are two facts, and the file imported again is none', async () => {
    warehouse.put('lines.csv', `${HEADER}u1,2026-01-02T10:00:00Z,o1,1\nu1,2026-01-02T10:00:00Z,o1,1\n`);
    expect((await warehouse.run(MAPPING)).files[0]).toMatchObject({ rowsWritten: 2, unchanged: false });
    expect((await warehouse.run(MAPPING)).files[0]).toMatchObject({ rowsRead: 0, rowsWritten: 0, unchanged: true });
    const changed = source('zone = "UTC"', 'gross_amount = "amount"\nchannel = "\'shop\'"');
    expect((await warehouse.run(changed)).files[0]).toMatchObject({
      rowsRead: 2,
      rowsWritten: 0,
      rowsKnown: 2,
      unchanged: false,
    });
    expect(await warehouse.engine.rows('SELECT lines, gross_amount FROM model_order')).toEqual([
      { lines: 2, gross_amount: 200 },
    ]);
    expect((await warehouse.imports.history({ limit: 10 })).files).toHaveLength(2);
  });

  it('with a declared key are known in a longer file; equal keys are one fact, or as many as there are', async () => {
    const keyed = (repeats: string) =>
      source(`zone = "UTC"\nkey = "\\"order\\" || '/' || \\"at\\""\nrepeats = "${repeats}"`, 'gross_amount = "amount"');
    const rows = ['u1,2026-01-02T10:00:00Z,o1,1\n', 'u1,2026-01-02T10:00:00Z,o1,1\n', 'u1,2026-01-03T10:00:00Z,o1,1\n'];
    warehouse.put('lines.csv', HEADER + rows.slice(0, 2).join(''));
    expect((await warehouse.run(keyed('skip'))).files[0]).toMatchObject({ rowsWritten: 1, rowsKnown: 1 });
    expect((await warehouse.run(keyed('number'))).files[0]).toMatchObject({ rowsWritten: 1, rowsKnown: 1 });
    warehouse.put('lines.csv', HEADER + rows.join(''));
    expect((await warehouse.run(keyed('number'))).files[0]).toMatchObject({ rowsWritten: 1, rowsKnown: 2 });
  });

  it('that a filter leaves out are neither written nor rejected', async () => {
    warehouse.put('lines.csv', `${HEADER}u1,2026-01-02T10:00:00Z,o1,1\nu2,bad,o2,1\nu3,2026-01-02T10:00:00Z,o3,\n`);
    const result = await warehouse.run(
      source('zone = "UTC"\nwhere = "\\"user\\" <> \'u2\'"', 'gross_amount = "amount"'),
    );
    expect(result.files[0]).toMatchObject({ rowsRead: 3, rowsWritten: 1, rowsRejected: 1 });
  });
});

describe('values', () => {
  it('of money are rounded once, half away from zero, without dust', async () => {
    const cases = [
      ['0.005', 1],
      ['-0.005', -1],
      ['1.0049999999', 100],
      ['2.675', 268],
      ['1e-16', 0],
      ['12345678901.235', 1_234_567_890_124],
      [' 7 ', 700],
    ] as const;
    warehouse.put('lines.csv', HEADER + cases.map(([text], i) => `u,2026-01-02T10:00:00Z,o${i},${text}\n`).join(''));
    await warehouse.run(
      source('', `gross_amount = "amount"\nkind = "case when amount like '-%' then 'cancellation' else 'sale' end"`),
    );
    const rows = await warehouse.engine.rows<{ amount: number }>(
      'SELECT gross_amount AS amount FROM fact_order_line ORDER BY order_id',
    );
    expect(rows.map(({ amount }) => amount)).toEqual(cases.map(([, minor]) => minor));
  });

  it('of floating point times quantity are rounded as the decimals that they mean', async () => {
    warehouse.put('lines.csv', `${HEADER}3,2026-01-02T10:00:00Z,o1,1.005\n7,2026-01-02T10:00:00Z,o2,0.145\n`);
    await warehouse.run(source('', 'gross_amount = "number(\\"user\\") * number(amount)"'));
    const rows = await warehouse.engine.rows<{ amount: number }>(
      'SELECT gross_amount AS amount FROM fact_order_line ORDER BY order_id',
    );
    expect(rows.map(({ amount }) => amount)).toEqual([302, 102]);
  });

  it('of time: an offset, the zone of the mapping, a plain day, and the business day that begins at four', async () => {
    const rows = ['2026-03-08T06:59:59+08:00', '2026-03-08 03:30:00', '2026-03-08', '2026-03-08 07:30:00'];
    warehouse.put('lines.csv', HEADER + rows.map((at, i) => `u,${at},o${i},1\n`).join(''));
    await warehouse.run(source('zone = "America/New_York"', 'gross_amount = "amount"'));
    const read = await warehouse.engine.rows<{ at: number; day: number }>(
      'SELECT occurred_at AS at, day FROM model_order ORDER BY order_id',
    );
    const day = (text: string) => Date.parse(text) / 86_400_000;
    expect(read).toEqual([
      { at: Date.parse('2026-03-07T22:59:59Z'), day: day('2026-03-07') },
      { at: Date.parse('2026-03-08T07:30:00Z'), day: day('2026-03-07') },
      { at: Date.parse('2026-03-08T09:00:00Z'), day: day('2026-03-08') },
      { at: Date.parse('2026-03-08T11:30:00Z'), day: day('2026-03-08') },
    ]);
  });

  it('of time in forms of their own', async () => {
    warehouse.put('lines.csv', `${HEADER}u,20260108,o1,1\nu,08/01/2026 15:00,o2,1\nu,2026-01-08T15:00:00Z,o3,1\n`);
    const forms = 'zone = "UTC"\ntime_formats = ["%Y%m%d", "%d/%m/%Y %H:%M"]';
    const result = await warehouse.run(source(forms, 'gross_amount = "amount"', 'zone = "UTC"\ncurrency = "USD"'));
    expect(result.rejects).toMatchObject([{ line: 4, reason: 'time.invalid' }]);
    const read = await warehouse.engine.rows<{ at: number }>(
      'SELECT occurred_at AS at FROM model_order ORDER BY order_id',
    );
    expect(read.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-01-08T00:00:00.000Z',
      '2026-01-08T15:00:00.000Z',
    ]);
  });

  it('that are computed twice in one expression refuse their row alone, too', async () => {
    warehouse.put('lines.csv', `${HEADER}7,2026-01-02T10:00:00Z,o1,1\nx,2026-01-02T10:00:00Z,o2,1\n`);
    const twice = 'case when \\"user\\"::int > 5 then \\"user\\"::int else \\"user\\"::int + 1 end';
    const result = await warehouse.run(MAPPING.replace('user_id = "user"', `user_id = "${twice}"`));
    expect(result.rejects).toMatchObject([{ line: 3, field: 'user_id', reason: 'expression.failed' }]);
  });

  it('that no expression can make refuse their row alone', async () => {
    warehouse.put(
      'lines.csv',
      `${HEADER}9e+05,2026-01-02T10:00:00Z,o1,1\nx,2026-01-02T10:00:00Z,o2,1\n17850.0,2026-01-02T10:00:00Z,o3,1\n`,
    );
    const text = MAPPING.replace('user_id = "user"', 'user_id = "integer_id(\\"user\\")"');
    expect((await warehouse.run(text)).rejects).toMatchObject([
      { line: 3, field: 'user_id', reason: 'expression.failed' },
    ]);
    expect(await warehouse.engine.rows('SELECT user_id FROM dim_user ORDER BY 1')).toEqual([
      { user_id: '17850' },
      { user_id: '900000' },
    ]);
  });
});

describe('forms of files', () => {
  it('read from NDJSON and Parquet what CSV gives', async () => {
    const csv = `${HEADER}u1,2026-01-02T10:00:00Z,"o,""1""",1.5\n,2026-01-02T10:00:00Z,o2,2\n`;
    warehouse.put('lines.csv', csv);
    await warehouse.run(MAPPING);
    const json = [
      { user: 'u1', at: '2026-01-02T10:00:00Z', order: 'o,"1"', amount: 1.5 },
      { user: null, at: '2026-01-02T10:00:00Z', order: 'o2', amount: 2 },
    ];
    warehouse.put('lines.ndjson', `${json.map((row) => JSON.stringify(row)).join('\r\n')}\n\n{"user": \n[1]\n`);
    const ndjson = await warehouse.run(MAPPING.replaceAll('lines.csv', 'lines.ndjson').replace('"lines"', '"json"'));
    expect(ndjson.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'row.invalid-json'],
      [5, 'row.invalid-json'],
    ]);
    const file = `${warehouse.folder}/lines.parquet`;
    await warehouse.engine.run(
      `COPY (SELECT "user", "at"::TIMESTAMPTZ AS "at", "order", amount::DECIMAL(9,2) AS amount FROM read_csv('${warehouse.folder}/lines.csv', all_varchar = true)) TO '${file}'`,
    );
    await warehouse.run(MAPPING.replaceAll('lines.csv', 'lines.parquet').replace('"lines"', '"parquet"'));
    const rows = await warehouse.engine.rows(
      'SELECT order_id, user_key, occurred_at, gross_amount, count(DISTINCT source) AS sources, count(*) AS n FROM fact_order_line GROUP BY ALL ORDER BY 1',
    );
    const at = Date.parse('2026-01-02T10:00:00Z');
    expect(rows).toEqual([
      { order_id: 'o,"1"', user_key: 0, occurred_at: at, gross_amount: 150, sources: 3, n: 3 },
      { order_id: 'o2', user_key: null, occurred_at: at, gross_amount: 200, sources: 3, n: 3 },
    ]);
  });

  it('read attributes into tags, and a lookup by its key', async () => {
    warehouse.put('people.csv', 'id;band;since\nu1;35-49K;2026-01-01\nu2;;2026-01-02\n');
    warehouse.put('shops.csv', 'shop,city\n1,Bath\n');
    warehouse.put('lines.csv', `${HEADER}u1,2026-01-02T10:00:00Z,o1,1\n`);
    const people = `
[[attribute]]
id = "income"
title = { en = "Income", zh = "收入" }
[[source]]
name = "people"
file = "people.csv"
delimiter = ";"
target = "user"
columns = { user_id = "id", first_seen_at = "since" }
attributes = { income = "band" }`;
    const lookup = '[source.lookups.shop]\nfile = "shops.csv"\nkey = "shop"\non = "amount"';
    await warehouse.run(
      `${source('zone = "UTC"', `gross_amount = "amount"\ncity = "upper(shop.city)"\n${lookup}`)}${people}`,
    );
    expect(warehouse.defined).toMatchObject([
      { id: 'income', type: 'category', rule: { kind: 'attribute', attribute: 'income' } },
    ]);
    expect(
      await warehouse.engine.rows(
        'SELECT user_id, attribute, value FROM dim_user LEFT JOIN user_attribute USING (user_key) ORDER BY 1',
      ),
    ).toEqual([
      { user_id: 'u1', attribute: 'income', value: '35-49K' },
      { user_id: 'u2', attribute: null, value: null },
    ]);
    expect(await warehouse.engine.rows('SELECT city FROM model_order')).toEqual([{ city: 'BATH' }]);
  });
});

describe('an import', () => {
  it('tried dry shows the first rows and all rejects, and leaves no trace', async () => {
    const good = Array.from({ length: 50 }, (_, i) => `u${i},2026-01-02T10:00:00Z,o${i},1.5\n`).join('');
    const bad = Array.from({ length: 500 }, () => 'u,then,o,1\n').join('');
    warehouse.put('lines.csv', HEADER + good + bad);
    const result = await warehouse.run(MAPPING, { dryRun: true });
    expect(result).toMatchObject({
      dryRun: true,
      files: [{ rowsRead: 550, rowsWritten: 0, rowsRejected: 500, unchanged: false }],
    });
    expect(result.rejects).toHaveLength(500);
    expect(result.samples[0]?.rows).toHaveLength(10);
    expect(result.samples[0]?.rows[0]).toMatchObject({
      line: 2,
      user_id: 'u0',
      order_id: 'o0',
      gross_amount: 150,
      net_amount: 150,
    });
    expect([
      await warehouse.count('fact_order_line'),
      await warehouse.count('import_run'),
      await warehouse.count('quarantine'),
    ]).toEqual([0, 0, 0]);
    expect([warehouse.workspace.settings(), warehouse.defined]).toEqual([undefined, []]);
  });

  it('that is cancelled leaves no trace', async () => {
    warehouse.put('lines.csv', `${HEADER}u1,2026-01-02T10:00:00Z,o1,1\n`);
    for (const step of ['mapping', 'writing']) {
      const controller = new AbortController();
      const report = (progress: { readonly step: string }) => {
        if (progress.step.startsWith(step)) controller.abort();
      };
      const run = warehouse.run(MAPPING, { job: { signal: controller.signal, report } });
      await expect(run, step).rejects.toMatchObject({ code: 'job.cancelled' });
      expect([await warehouse.count('fact_order_line'), await warehouse.count('dim_user')]).toEqual([0, 0]);
    }
    expect((await warehouse.run(MAPPING)).files[0]).toMatchObject({ rowsWritten: 1 });
  });

  it('has a history by pages, newest first', async () => {
    for (let i = 0; i < 3; i++) {
      warehouse.clock.set(Date.UTC(2026, 0, 2 + i));
      warehouse.put('lines.csv', `${HEADER}u${i},2026-01-02T10:00:00Z,o${i},1\n`);
      await warehouse.run(MAPPING);
    }
    const first = await warehouse.imports.history({ limit: 2 });
    const second = await warehouse.imports.history({ limit: 2, after: first.next });
    const starts = [...first.files, ...second.files].map(({ startedAt }) => startedAt);
    expect(starts).toEqual([4, 3, 2].map((day) => Date.UTC(2026, 0, day)));
    expect(second.next).toBeUndefined();
  });
});
