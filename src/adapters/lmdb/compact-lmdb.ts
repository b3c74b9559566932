import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from 'lmdb';

/** Writes an environment that nobody has open anew, page by page in use: what was removed is gone from the file, too. */
export async function compactLmdb(path: string): Promise<void> {
  const file = join(path, 'data.mdb');
  if (!existsSync(file)) return;
  const draft = `${path}.compact`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const root = open({ path, compression: false, maxDbs: 16 });
  try {
    await root.backup(draft, true);
  } finally {
    await root.close();
  }
  await rename(join(draft, 'data.mdb'), file);
  await rm(draft, { recursive: true, force: true });
  await rm(join(path, 'lock.mdb'), { force: true });
}
