import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rewriteDuckDb } from '../adapters/duckdb/index.ts';
import { compactLmdb } from '../adapters/lmdb/index.ts';
import type { Config } from './config.ts';
import { enginePath } from './engine-path.ts';

const PENDING = 'erase-pending';

/** Notes that pages freed by an erase still hold what was erased. */
export function noteErased(dataDir: string): void {
  writeFileSync(join(dataDir, PENDING), '');
}

/**
 * Writes every engine's files anew when an erase was noted: engines keep freed pages. To be called while no engine is
 * open. What a stop in between leaves is done again by the next start.
 */
export async function compactErased(config: Config): Promise<void> {
  const pending = join(config.dataDir, PENDING);
  if (!existsSync(pending)) return;
  await rewriteDuckDb(enginePath(config, 'warehouse'));
  for (const state of ['documents', 'events', 'ledger', 'vault', 'decisions'] as const)
    await compactLmdb(enginePath(config, state));
  // Published profiles are made anew from the tag build at the next start.
  if (config.engines.profile.startsWith('lmdb:'))
    await rm(enginePath(config, 'profile'), { recursive: true, force: true });
  rmSync(pending);
}
