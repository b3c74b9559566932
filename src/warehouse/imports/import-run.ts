import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqlEngine } from '../sql-engine.port.ts';
import { type Folder, openFolder } from './files/find-files.ts';
import type { ImportDeps } from './import-deps.ts';
import type { Mapping } from './mapping/mapping.ts';

/** Runs work with a folder for decoded files; neither that nor tables of the session whose names begin so are left. */
export async function inWorkFolder<T>(
  deps: Pick<ImportDeps, 'engine' | 'workFolder'>,
  { folder, name }: { readonly folder: string; readonly name: string },
  work: (place: { readonly folder: Folder; readonly workFolder: string }) => Promise<T>,
): Promise<T> {
  const found = await openFolder(folder);
  const workFolder = await mkdtemp(join(deps.workFolder ?? tmpdir(), 'tessera-import-'));
  try {
    return await work({ folder: found, workFolder });
  } finally {
    // After a full disk the engine may refuse; the tables are temporary, and the first error is the one to tell.
    await dropTables(deps.engine, name).catch(() => {});
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** Settings of the folder, or those that the mapping will settle. */
export function settingsFor({ workspace }: Pick<ImportDeps, 'workspace'>, { workspace: wish }: Mapping) {
  if (workspace.settings()) return { time: workspace.time, currency: workspace.currency };
  return {
    time: { zone: wish.zone ?? 'UTC', dayStartMinutes: wish.dayStartMinutes ?? 0 },
    currency: wish.currency ?? { code: 'USD', decimals: 2 },
  };
}

/** Sorts by time and differs for imports of one millisecond. */
export function newImportId(startedAt: number, mapping: string, name: string): string {
  const time = new Date(startedAt)
    .toISOString()
    .replace(/[-:]|\.\d+Z$/g, '')
    .replace('T', '-');
  return `import-${time}-${createHash('sha256').update(`${mapping}${startedAt}${name}`).digest('hex').slice(0, 6)}`;
}

async function dropTables(engine: SqlEngine, name: string): Promise<void> {
  await engine.transaction(async (session) => {
    const tables = await session.rows<{ name: string }>(
      `SELECT table_name AS name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, $1)`,
      [`${name}_`],
    );
    for (const table of tables) await session.run(`DROP TABLE "${table.name}"`);
  });
}
