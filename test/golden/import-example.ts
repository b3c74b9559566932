import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { manualClock, UNWATCHED } from '../../src/kernel/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createImportService, type ImportResult } from '../../src/warehouse/imports/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';
import type { TagDefinition } from '../../src/warehouse/tags/index.ts';
import { openWorkspace } from '../../src/warehouse/workspace/index.ts';

export interface ImportedExample {
  readonly engine: SqlEngine;
  readonly result: ImportResult;
  readonly tags: readonly TagDefinition[];
  /** Imports the same once more. */
  again(): Promise<ImportResult>;
  /** The only row of a query, as an array. */
  row(sql: string): Promise<readonly unknown[]>;
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}

/** Imports a real data set by the mapping in `examples/`, into an empty folder on the real engines. */
export async function importExample(name: string, source: string): Promise<ImportedExample> {
  const path = mkdtempSync(join(tmpdir(), `tessera-golden-${name}-`));
  const engine = await openDuckDb({ path: join(path, 'warehouse.duckdb') });
  await createSchema(engine);
  const documents = openLmdbDocumentStore(join(path, 'documents'));
  const workspace = await openWorkspace(documents);
  const writer = createFactWriter({ time: workspace.time });
  const tags: TagDefinition[] = [];
  const define = async (definitions: readonly TagDefinition[]) => void tags.push(...definitions);
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const imports = createImportService({ engine, writer, workspace, tags: { define }, clock });
  const mapping = readFileSync(new URL(`../../examples/${name}/mapping.toml`, import.meta.url), 'utf8');
  const run = () => imports.run({ mapping, folder: source }, UNWATCHED);
  const rows = async (sql: string) =>
    (await engine.rows<Record<string, unknown>>(sql)).map((row) => Object.values(row));
  return {
    engine,
    result: await run(),
    tags,
    again: run,
    rows,
    row: async (sql) => (await rows(sql))[0] ?? [],
    async close() {
      await engine.close();
      await documents.close();
    },
  };
}
