import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryWarehouse, type TemporaryWarehouse } from '../temporary-warehouse.conformance.ts';
import { findDrift } from './find-drift.ts';
import type { SourceShape } from './source-shape.ts';

const mapping = (more = '', file = 'lines.csv') => `
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
occurred_at = "at"
order_id = "id"
gross_amount = "coalesce(try_cast(amount as double), 0)"`;

let warehouse: TemporaryWarehouse;
beforeEach(async () => {
  warehouse = await openTemporaryWarehouse();
});
afterEach(() => warehouse.close());

/** Twelve rows, each column a function of its number. */
function table(columns: Readonly<Record<string, (i: number) => string | number>>): string {
  const rows = Array.from({ length: 12 }, (_, i) => Object.values(columns).map((of) => of(i)));
  return `${[Object.keys(columns), ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

const at = () => '2026-01-02T10:00:00Z';
const BASE = {
  at,
  id: (i: number) => `o${i}`,
  amount: (i: number) => i,
  city_name: () => 'Bath',
  born: () => '2000-01-01',
};

describe('a file of a source', () => {
  it.each([
    ['nothing', BASE, []],
    ['a new column', { ...BASE, note: () => 'x' }, [{ kind: 'new', column: 'note' }]],
    [
      'a column that is gone',
      { at, id: BASE.id, amount: BASE.amount, born: BASE.born },
      [{ kind: 'gone', column: 'city_name' }],
    ],
    [
      'a renamed column',
      { at, id: BASE.id, amount: BASE.amount, cityname: BASE.city_name, born: BASE.born },
      [{ kind: 'renamed', column: 'cityname', was: 'city_name' }],
    ],
    [
      'another name at the same place',
      { at, id: BASE.id, amount: BASE.amount, town: BASE.city_name, born: BASE.born },
      [{ kind: 'renamed', column: 'town', was: 'city_name' }],
    ],
    [
      'dates in another form',
      { ...BASE, born: () => '01/01/2000' },
      [{ kind: 'changed', column: 'born', was: 'iso-date', now: 'date' }],
    ],
    [
      'a column that holds nothing any more',
      { ...BASE, city_name: () => '' },
      [{ kind: 'changed', column: 'city_name', was: 'text', now: 'empty' }],
    ],
    [
      'integers that became fractions',
      { ...BASE, amount: (i: number) => i + 0.5 },
      [{ kind: 'changed', column: 'amount', was: 'integer', now: 'number' }],
    ],
  ])('with %s is told so in the result and the history', async (_, columns, expected) => {
    warehouse.put('lines.csv', table(BASE));
    expect((await warehouse.run(mapping())).files[0]?.drift).toEqual([]);
    warehouse.clock.set(Date.UTC(2026, 0, 2));
    warehouse.put('lines.csv', table({ ...columns, id: (i: number) => `p${i}` }));
    expect((await warehouse.run(mapping())).files[0]?.drift).toEqual(expected);
    expect((await warehouse.imports.history({ limit: 1 })).files[0]?.drift).toEqual(expected);
  });

  it('that differs is refused where the mapping says so, before anything is written', async () => {
    warehouse.put('lines.csv', table(BASE));
    await warehouse.run(mapping());
    warehouse.put('lines.csv', table({ ...BASE, note: () => 'x' }));
    const run = warehouse.run(mapping('drift = "refuse"'));
    await expect(run).rejects.toMatchObject({ code: 'import.drift', detail: { changes: '"note" is new' } });
    expect(await warehouse.count('fact_order_line')).toBe(12);
    const [failed] = (await warehouse.imports.history({ limit: 1, state: 'failed' })).files;
    expect(failed).toMatchObject({ file: 'lines.csv', problem: { code: 'import.drift' } });
  });

  it('is held to the file before within one import, too', async () => {
    warehouse.put('lines-1.csv', table(BASE));
    warehouse.put('lines-2.csv', table({ ...BASE, note: () => 'x' }));
    const { files } = await warehouse.run(mapping('', 'lines-*.csv'));
    expect(files.map(({ drift }) => drift)).toEqual([[], [{ kind: 'new', column: 'note' }]]);
  });

  it('of Parquet tells a changed type', async () => {
    const write = (amount: string) =>
      warehouse.engine.run(
        `COPY (SELECT TIMESTAMPTZ '${at()}' AS "at", 'o' AS id, ${amount} AS amount) TO '${warehouse.folder}/lines.parquet'`,
      );
    await write('1::BIGINT');
    await warehouse.run(mapping('', 'lines.parquet'));
    await write('1.5::DOUBLE');
    expect((await warehouse.run(mapping('', 'lines.parquet'))).files[0]?.drift).toEqual([
      { kind: 'changed', column: 'amount', was: 'BIGINT', now: 'DOUBLE' },
    ]);
  });
});

describe('drift', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 6 });
  const shapeOf = (columns: readonly string[]): SourceShape => ({
    rows: 50,
    columns: columns.map((name) => ({ name, type: 'VARCHAR', kind: 'text', known: 50 })),
  });

  it('names every column that came or went exactly once, and nothing for equal shapes', () => {
    fc.assert(
      fc.property(names, names, (before, now) => {
        const drift = findDrift(shapeOf(before), shapeOf(now));
        const went = drift.flatMap(({ kind, column, was }) =>
          kind === 'gone' ? [column] : kind === 'renamed' ? [was] : [],
        );
        const came = drift.flatMap(({ kind, column }) => (kind === 'new' || kind === 'renamed' ? [column] : []));
        expect(went.toSorted()).toEqual(before.filter((name) => !now.includes(name)).toSorted());
        expect(came.toSorted()).toEqual(now.filter((name) => !before.includes(name)).toSorted());
      }),
    );
  });
});
