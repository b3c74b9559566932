import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { manualClock, UNWATCHED } from '../../kernel/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { createSchema } from '../schema/index.ts';
import { openWorkspace } from '../workspace/index.ts';
import { createImportService } from './index.ts';

const MAPPING = `
name = "full"
[[source]]
name = "lines"
file = "FILE"
target = "order_line"
[source.columns]
user_id = "who"
occurred_at = "moment"
order_id = "basket"
product_id = "md5(basket)"
gross_amount = "amount"`;

/** A small disk of its own, or the reason why there is none. */
function mountSmallDisk(): { readonly path: string; readonly unmount: () => void } | string {
  if (process.getuid?.() !== 0) return 'only root can mount a tmpfs';
  const path = mkdtempSync(join(tmpdir(), 'tessera-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return 'this machine lets nobody mount a tmpfs';
  }
  return { path, unmount: () => execFileSync('umount', ['-l', path]) };
}

async function openFolder(path: string, workFolder: string) {
  const engine = await openDuckDb({ path: join(path, 'warehouse.duckdb') });
  await createSchema(engine);
  const documents = openLmdbDocumentStore(join(workFolder, 'documents'));
  const workspace = await openWorkspace(documents);
  const writer = createFactWriter({ time: workspace.time });
  const tags = { define: async () => {} };
  const imports = createImportService({ engine, writer, workspace, tags, clock: manualClock(0), workFolder });
  const close = () => Promise.all([engine.close(), documents.close()]);
  return { engine, imports, close };
}

it('tells a full disk as such and leaves what was there', async (context) => {
  const disk = mountSmallDisk();
  if (typeof disk === 'string') {
    console.info(`skipped: ${disk}`);
    context.skip();
    return;
  }
  const work = mkdtempSync(join(tmpdir(), 'tessera-work-'));
  const files = join(work, 'files');
  mkdirSync(files);
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `u${i},2026-01-02T10:00:00Z,o${i},1.50`);
  writeFileSync(join(files, 'small.csv'), `who,moment,basket,amount\n${rows(100).join('\n')}\n`);
  writeFileSync(join(files, 'large.csv'), `who,moment,basket,amount\n${rows(400_000).join('\n')}\n`);
  try {
    const first = await openFolder(disk.path, work);
    await first.imports.run({ mapping: MAPPING.replace('FILE', 'small.csv'), folder: files }, UNWATCHED);
    const large = { mapping: MAPPING.replace('FILE', 'large.csv'), folder: files };
    await expect(first.imports.run(large, UNWATCHED)).rejects.toMatchObject({ code: 'disk.full' });
    const counts = `SELECT (SELECT count(*) FROM fact_order_line) AS facts, (SELECT count(*) FROM dim_user) AS people,
      (SELECT count(*) FROM model_order) AS orders, (SELECT count(*) FROM import_run) AS runs`;
    const before = [{ facts: 100, people: 100, orders: 100, runs: 1 }];
    expect(await first.engine.rows(counts)).toEqual(before);
    await first.close();
    const second = await openFolder(disk.path, work);
    expect(await second.engine.rows(counts)).toEqual(before);
    await second.close();
  } finally {
    disk.unmount();
  }
});
