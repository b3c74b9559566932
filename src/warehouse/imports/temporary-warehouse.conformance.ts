import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { type JobContext, manualClock, UNWATCHED } from '../../kernel/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { createSchema } from '../schema/index.ts';
import type { TagDefinition } from '../tags/index.ts';
import { openWorkspace } from '../workspace/index.ts';
import { createImportService } from './index.ts';

/** An import service over real engines in folders of its own, with files made in the test. */
export async function openTemporaryWarehouse() {
  const root = mkdtempSync(join(tmpdir(), 'tessera-imports-'));
  const folder = mkdtempSync(join(root, 'files-'));
  const engine = await openDuckDb({ path: join(root, 'warehouse.duckdb') });
  await createSchema(engine);
  const documents = openLmdbDocumentStore(join(root, 'documents'));
  const workspace = await openWorkspace(documents);
  const writer = createFactWriter({ time: workspace.time });
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const defined: TagDefinition[] = [];
  const tags = { define: async (definitions: readonly TagDefinition[]) => void defined.push(...definitions) };
  const imports = createImportService({ engine, writer, workspace, tags, clock });
  return {
    engine,
    imports,
    workspace,
    clock,
    folder,
    /** Tags that mappings declared. */
    defined,
    put: (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content),
    run: (
      mapping: string,
      options: { readonly dryRun?: boolean; readonly job?: JobContext; readonly folder?: string } = {},
    ) =>
      imports.run(
        { mapping, folder: options.folder ?? folder, dryRun: options.dryRun ?? false },
        options.job ?? UNWATCHED,
      ),
    count: async (table: string) => (await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n,
    async close() {
      await engine.close();
      await documents.close();
    },
  };
}

export type TemporaryWarehouse = Awaited<ReturnType<typeof openTemporaryWarehouse>>;
