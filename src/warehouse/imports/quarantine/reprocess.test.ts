import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNWATCHED } from '../../../kernel/index.ts';
import type { RejectFilter } from '../import-service.ts';
import { openTemporaryWarehouse, type TemporaryWarehouse } from '../temporary-warehouse.conformance.ts';

const HEADER = 'user,at,order,amount\n';
const AT = '2026-01-02T10:00:00Z';

/** `amount` is the expression of the gross amount; `more` adds settings of the source. */
const mapping = (amount: string, more = '', file = 'lines.csv') => `
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
gross_amount = "${amount}"`;

const BAD = mapping('amount');
const MENDED = mapping("replace(amount, '£', '')");

let warehouse: TemporaryWarehouse;
beforeEach(async () => {
  warehouse = await openTemporaryWarehouse();
});
afterEach(() => warehouse.close());

const reprocess = (text: string, filter: RejectFilter = {}, dryRun = false) =>
  warehouse.imports.reprocess({ mapping: text, folder: warehouse.folder, filter, dryRun }, UNWATCHED);

/** All that facts say, but for when and by which import they came. */
const FACTS = `SELECT COLUMNS(c -> c NOT IN ('user_key', 'received_at', 'batch_id')), user_id
  FROM fact_order_line LEFT JOIN dim_user USING (user_key) ORDER BY ALL`;
const facts = () => warehouse.engine.rows(FACTS);

describe('reprocessing', () => {
  const rows = [`u1,${AT},o1,1.00`, `u2,${AT},o2,£2.00`, `u3,then,o3,£3.00`, `u4,${AT},o4`, `u5,${AT},o5,£5.00`];

  it('makes facts of what the mended mapping reads, keeps the rest with its new reason, and shows both', async () => {
    warehouse.put('lines.csv', `${HEADER}${rows.join('\n')}\n`);
    const { importId } = await warehouse.run(BAD);
    warehouse.clock.set(Date.UTC(2026, 0, 2));
    const result = await reprocess(MENDED);
    expect(result.files).toMatchObject([
      { kind: 'reprocess', parent: importId, rowsRead: 4, rowsWritten: 2, rowsKnown: 0, rowsRejected: 2 },
    ]);
    const { rejects } = await warehouse.imports.rejects({ limit: 10 });
    expect(rejects.map(({ line, reason, field, attempts }) => [line, reason, field, attempts])).toEqual([
      [4, 'time.invalid', 'occurred_at', 1],
      [5, 'row.ragged', null, 0],
    ]);
    const { files } = await warehouse.imports.history({ limit: 10 });
    expect(files.map(({ kind, importId: id }) => [kind, id])).toEqual([
      ['reprocess', result.importId],
      ['import', importId],
    ]);
    const detail = await warehouse.imports.get(importId);
    expect(detail).toMatchObject({ mapping: BAD, reasons: [{ reason: 'row.ragged' }, { reason: 'time.invalid' }] });
  });

  it('leaves what an import by the mended mapping leaves, and nothing twice when both or either is repeated', async () => {
    warehouse.put('lines.csv', `${HEADER}${rows.join('\n')}\n`);
    await warehouse.run(BAD);
    await reprocess(MENDED);
    const once = await facts();
    await reprocess(MENDED);
    await warehouse.run(MENDED);
    expect(await facts()).toEqual(once);
    expect((await warehouse.imports.rejects({ limit: 10 })).rejects.map(({ line }) => line)).toEqual([4, 5]);
    const other = await openTemporaryWarehouse();
    other.put('lines.csv', `${HEADER}${rows.join('\n')}\n`);
    await other.run(MENDED);
    expect(once).toEqual(await other.engine.rows(FACTS));
    await other.close();
  });

  it('takes rows out of quarantine that an import of the same file by another mapping has read again', async () => {
    warehouse.put('lines.csv', `${HEADER}${rows.join('\n')}\n`);
    await warehouse.run(BAD);
    expect((await warehouse.imports.rejectReasons({})).total).toBe(4);
    await warehouse.run(MENDED);
    expect((await warehouse.imports.rejectReasons({})).total).toBe(2);
  });

  it('reads only what the filter means, and says so when that is nothing', async () => {
    warehouse.put('lines.csv', `${HEADER}${rows.join('\n')}\n`);
    await warehouse.run(BAD);
    const filters: readonly (readonly [RejectFilter, number])[] = [
      [{ text: 'U2' }, 1],
      [{ reason: 'row.ragged' }, 1],
      [{ field: 'gross_amount' }, 2],
      [{ file: 'lines.csv', source: 'shop.lines' }, 4],
      [{ importId: 'none' }, 0],
    ];
    for (const [filter, total] of filters)
      expect(await warehouse.imports.rejects({ ...filter, limit: 2 }), JSON.stringify(filter)).toMatchObject({ total });
    expect((await reprocess(MENDED, { text: 'U2' })).files[0]).toMatchObject({ rowsRead: 1, rowsWritten: 1 });
    await expect(reprocess(MENDED, { text: 'u2' })).rejects.toMatchObject({ code: 'import.no-rejects' });
    await expect(reprocess(MENDED.replace('"shop"', '"other"'))).rejects.toMatchObject({ code: 'import.no-rejects' });
  });

  it('tried dry shows rows and rejects, and leaves no trace', async () => {
    warehouse.put('lines.csv', `${HEADER}${rows.join('\n')}\n`);
    await warehouse.run(BAD);
    const before = [await facts(), await warehouse.imports.rejects({ limit: 10 })];
    const result = await reprocess(MENDED, {}, true);
    expect(result).toMatchObject({ dryRun: true, files: [{ rowsRead: 4, rowsWritten: 0, rowsRejected: 2 }] });
    expect(result.samples[0]?.rows).toMatchObject([{ line: 3, gross_amount: 200 }, { line: 6 }]);
    expect([await facts(), await warehouse.imports.rejects({ limit: 10 })]).toEqual(before);
    expect((await warehouse.imports.history({ limit: 10 })).files).toHaveLength(1);
  });

  it('reads values of Parquet with the types that they had', async () => {
    const file = `${warehouse.folder}/lines.parquet`;
    await warehouse.engine.run(
      `COPY (SELECT * FROM (VALUES ('u', TIMESTAMPTZ '${AT}', 'o', 2::DOUBLE, [1.5, 2.5], DATE '2026-01-01'), ('v', NULL, 'p', 1.25, NULL, NULL), ('w', TIMESTAMPTZ '${AT}', 'q', -1.5, [], NULL))
        t("user", "at", "order", amount, prices, day)) TO '${file}'`,
    );
    const text = mapping('amount * 2', '', 'lines.parquet');
    expect((await warehouse.run(text)).files[0]).toMatchObject({ rowsRejected: 2 });
    const mended = mapping('abs(amount) * 2', '', 'lines.parquet');
    expect((await reprocess(mended)).files[0]).toMatchObject({ rowsWritten: 1, rowsRejected: 1 });
    expect(await warehouse.engine.rows("SELECT gross_amount FROM fact_order_line WHERE order_id = 'q'")).toEqual([
      { gross_amount: 300 },
    ]);
  });

  it('of a dimension fills what is not there and takes no newer row’s place', async () => {
    const products = (brand: string) => `
name = "shop"
[[source]]
name = "products"
file = "products.csv"
target = "product"
[source.columns]
product_id = "id"
category = "kind"
brand = "${brand}"`;
    warehouse.put('products.csv', 'id,kind,size\na,old,x\nb,old,1\nc,old,2\n');
    await warehouse.run(products('size::int::varchar'));
    warehouse.clock.set(Date.UTC(2026, 0, 2));
    warehouse.put('products.csv', 'id,kind,size\na,new,9\n');
    await warehouse.run(products('size::int::varchar'));
    expect((await reprocess(products('size'))).files[0]).toMatchObject({ rowsWritten: 0, rowsRejected: 0 });
    expect(await warehouse.engine.rows("SELECT category, brand FROM dim_product WHERE product_id = 'a'")).toEqual([
      { category: 'new', brand: '9' },
    ]);
  });

  it('gives numbered keys the numbers that the whole file gave them', async () => {
    const keyed = (amount: string) => mapping(amount, 'key = "\\"order\\""\nrepeats = "number"');
    const lines = fc.array(fc.record({ order: fc.integer({ min: 0, max: 3 }), bad: fc.constantFrom('', '£', '$') }), {
      minLength: 2,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(lines, async (given) => {
        const content = given.map(({ order, bad }, i) => `u,${AT},o${order},${bad}${i}.00`);
        const text = `${HEADER}u,${AT},o0,7.00\n${content.join('\n')}\n`;
        const steps = [keyed('amount'), keyed("replace(amount, '£', '')"), keyed("translate(amount, '£$', '')")];
        const [mended, straight] = [await openTemporaryWarehouse(), await openTemporaryWarehouse()];
        for (const each of [mended, straight]) each.put('lines.csv', text);
        await mended.run(steps[0]!);
        for (const step of steps.slice(1)) {
          const request = { mapping: step, folder: mended.folder, filter: {} };
          if ((await mended.imports.rejectReasons({})).total > 0) await mended.imports.reprocess(request, UNWATCHED);
        }
        await straight.run(steps[2]!);
        expect(await mended.engine.rows(FACTS)).toEqual(await straight.engine.rows(FACTS));
        expect((await mended.imports.rejectReasons({})).total).toBe(0);
        await Promise.all([mended.close(), straight.close()]);
      }),
      { numRuns: 4 },
    );
  }, 300_000);
});
