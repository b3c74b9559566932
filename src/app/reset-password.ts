import { openLmdbDocumentStore } from '../adapters/lmdb/index.ts';
import { createAccess } from '../entrypoints/http/index.ts';
import type { Config } from './config.ts';
import { takeDataFolder } from './data-folder.ts';
import { enginePath } from './engine-path.ts';
import { systemClock } from './system-clock.ts';

/** A new password for a user of a folder that no server owns. */
export async function resetPassword(config: Config, user: string): Promise<string> {
  const folder = takeDataFolder(config.dataDir);
  const documents = openLmdbDocumentStore(enginePath(config, 'documents'));
  try {
    return await createAccess({ documents, clock: systemClock, cliToken: folder.cliToken }).resetPassword(user);
  } finally {
    await documents.close();
    folder.release();
  }
}
