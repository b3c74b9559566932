import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLmdbDocumentStore } from '../../../adapters/lmdb/index.ts';
import { openTemporaryWarehouse, type TemporaryWarehouse } from '../temporary-warehouse.conformance.ts';
import { createWatchService } from './create-watch-service.ts';

const HEADER = 'user,at,order,amount,shop\n';
const row = (id: number | string) => `u${id},2026-01-02T10:00:00Z,o${id},1.00,s1\n`;

const mapping = (more = '') => `
name = "shop"
[workspace]
zone = "Europe/London"
currency = "GBP"
[[source]]
name = "lines"
file = "lines*.csv"
target = "order_line"
${more}
[source.columns]
user_id = "user"
occurred_at = "at"
order_id = "order"
gross_amount = "amount"`;

let warehouse: TemporaryWarehouse;
let root: string;
let watches: ReturnType<typeof createWatchService>;
let documents: ReturnType<typeof openLmdbDocumentStore>;
let imported: number;

const open = () => {
  const service = createWatchService({
    imports: warehouse.imports,
    documents,
    root: join(root, 'inbox'),
    intervalMs: 10,
    onFault: (error) => {
      throw error;
    },
  });
  service.onImported(() => imported++);
  return service;
};

beforeEach(async () => {
  warehouse = await openTemporaryWarehouse();
  root = mkdtempSync(join(tmpdir(), 'tessera-watch-'));
  documents = openLmdbDocumentStore(join(root, 'documents'));
  imported = 0;
  watches = open();
  await watches.save('till', { folder: 'till', mapping: mapping(), isEnabled: true });
});
afterEach(async () => {
  await watches.stop();
  await Promise.all([warehouse.close(), documents.close()]);
});

const path = (name: string) => join(root, 'inbox', 'till', name);
const look = async (times = 3) => {
  for (let i = 0; i < times; i++) await watches.look();
};
const states = async () =>
  Object.fromEntries(
    (await watches.list())[0]!.files.map(({ file, state, problem }) => [file, problem?.code ?? state]),
  );
const history = async () =>
  (await warehouse.imports.history({ limit: 20 })).files.map(({ file, state, origin, problem }) => [
    file,
    problem?.code ?? state,
    origin,
  ]);

describe('a watched folder', () => {
  it('imports a file once it has stopped growing, and no part of it before', async () => {
    writeFileSync(path('lines-1.csv'), HEADER + row(1));
    for (let i = 2; i < 6; i++) {
      await look(2);
      appendFileSync(path('lines-1.csv'), row(i));
      expect([await states(), await warehouse.count('fact_order_line')]).toEqual([{ 'lines-1.csv': 'growing' }, 0]);
    }
    await look();
    expect([await states(), await warehouse.count('fact_order_line')]).toEqual([{ 'lines-1.csv': 'done' }, 5]);
    await look(20);
    expect([imported, await history()]).toEqual([1, [['lines-1.csv', 'done', 'watch:till']]]);
  });

  it('takes a file that is renamed in, and leaves parts, hidden names and names that nothing maps', async () => {
    for (const name of ['lines-1.csv.part', '.lines-2.csv', 'other.csv', 'lines-3.csv~'])
      writeFileSync(path(name), HEADER + row(name.length));
    mkdirSync(path('lines-4.csv'));
    await look(5);
    expect([await states(), imported]).toEqual([{}, 0]);
    renameSync(path('lines-1.csv.part'), path('lines-1.csv'));
    await look();
    expect(await states()).toEqual({ 'lines-1.csv': 'done' });
  });

  it('shows a refused file with its reason, goes on with the others, and tries it again when it is another', async () => {
    writeFileSync(path('lines-1.csv'), `${HEADER}"never closed`);
    writeFileSync(path('lines-2.csv'), HEADER + row(2));
    await look(10);
    expect(await states()).toEqual({ 'lines-1.csv': 'import.unclosed-quote', 'lines-2.csv': 'done' });
    expect(imported).toBe(2);
    const { files } = await warehouse.imports.history({ limit: 10, state: 'failed' });
    expect(files).toMatchObject([
      { file: 'lines-1.csv', state: 'failed', origin: 'watch:till', problem: { code: 'import.unclosed-quote' } },
    ]);
    rmSync(path('lines-1.csv'));
    writeFileSync(path('lines-1.csv'), HEADER + row(1));
    await look();
    expect(await states()).toEqual({ 'lines-1.csv': 'done', 'lines-2.csv': 'done' });
    expect(await warehouse.count('fact_order_line')).toBe(2);
  });

  it('imports nothing twice after a restart, and keeps one line for a file that fails again', async () => {
    writeFileSync(path('lines-1.csv'), HEADER + row(1));
    writeFileSync(path('lines-2.csv'), 'user,at\nu,x\n');
    await look();
    const before = (await history()).sort();
    for (let i = 0; i < 2; i++) {
      await watches.stop();
      watches = open();
      await look();
    }
    expect([(await history()).sort(), await warehouse.count('fact_order_line')]).toEqual([before, 1]);
    expect(await states()).toEqual({ 'lines-1.csv': 'done', 'lines-2.csv': 'import.missing-column' });
  });

  it('refuses new content under an old name where no key tells rows apart, and adds what is new where one does', async () => {
    writeFileSync(path('lines.csv'), HEADER + row(1));
    await look();
    appendFileSync(path('lines.csv'), row(2));
    await look();
    expect([await states(), await warehouse.count('fact_order_line')]).toEqual([
      { 'lines.csv': 'import.file-replaced' },
      1,
    ]);
    await watches.save('till', { folder: 'till', mapping: mapping('key = "\\"order\\""'), isEnabled: true });
    writeFileSync(path('lines-k.csv'), HEADER + row('k1'));
    rmSync(path('lines.csv'));
    await look();
    appendFileSync(path('lines-k.csv'), row('k2'));
    await look();
    expect([await states(), await warehouse.count('fact_order_line')]).toEqual([{ 'lines-k.csv': 'done' }, 3]);
  });

  it('waits for the file of a lookup', async () => {
    const lookup = `[source.lookups.shop]\nfile = "shops.csv"\nkey = "id"\non = "shop"`;
    await watches.save('till', { folder: 'till', mapping: `${mapping()}\n${lookup}`, isEnabled: true });
    writeFileSync(path('lines-1.csv'), HEADER + row(1));
    await look();
    expect(await states()).toEqual({ 'lines-1.csv': 'import.missing-file' });
    writeFileSync(path('shops.csv'), 'id,city\ns1,Bath\n');
    await look(12);
    expect(await states()).toEqual({ 'lines-1.csv': 'done' });
  });

  it('is not looked at while it is switched off, and is gone when it is removed', async () => {
    await watches.save('till', { folder: 'till', mapping: mapping(), isEnabled: false });
    writeFileSync(path('lines-1.csv'), HEADER + row(1));
    await look(5);
    expect(imported).toBe(0);
    await watches.remove('till');
    expect(await watches.list()).toEqual([]);
    await expect(watches.remove('till')).rejects.toMatchObject({ code: 'watch.not-found' });
  });

  it('lies below the folder for watches, has a valid mapping, and says when it is missing', async () => {
    const outside = { folder: '../..', mapping: mapping(), isEnabled: true };
    await expect(watches.save('out', outside)).rejects.toMatchObject({ code: 'watch.outside' });
    const invalid = { folder: 'x', mapping: 'name = 1', isEnabled: true };
    await expect(watches.save('bad', invalid)).rejects.toMatchObject({ code: 'mapping.invalid' });
    rmSync(join(root, 'inbox', 'till'), { recursive: true });
    await look(1);
    expect((await watches.list())[0]).toMatchObject({ problem: { code: 'import.missing-file' } });
    expect(readdirSync(join(root, 'inbox'))).toEqual([]);
  });
});

it('a file that changes while it is read is refused whole', async () => {
  const report = ({ step }: { readonly step: string }) => {
    if (step.startsWith('mapping')) appendFileSync(join(warehouse.folder, 'lines.csv'), row(2));
  };
  warehouse.put('lines.csv', HEADER + row(1));
  const run = warehouse.run(mapping(), { job: { signal: new AbortController().signal, report } });
  await expect(run).rejects.toMatchObject({ code: 'import.file-changed' });
  expect(await warehouse.count('fact_order_line')).toBe(0);
});
