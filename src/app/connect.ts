import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Connection, GlobalOptions } from '../entrypoints/cli/index.ts';
import { TesseraError } from '../kernel/index.ts';
import { openApp } from './build-app.ts';
import { loadConfig } from './config.ts';
import { connectInProcess, connectRemotely } from './connections.ts';
import { findOwner, readCliToken } from './data-folder.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The way that a command line works: through the server named by `--url`, else through the one that owns the folder,
 * else in this process. The folder's owner may be another command about to end, so it gets ten seconds.
 */
export async function connect(options: GlobalOptions, environment: Environment): Promise<Connection> {
  if (options.url)
    return connectRemotely(options.url, environment['TESSERA_KEY'] ?? ownToken(options, environment) ?? '');
  const path = dataPath(options, environment);
  const owner = await settledOwner(path);
  if (owner?.url) return connectRemotely(owner.url, readCliToken(path) ?? '');
  const config = loadConfig(path, { TESSERA_LOG_LEVEL: 'warn', ...environment });
  return connectInProcess(await openApp(config));
}

export function dataPath(options: GlobalOptions, environment: Environment): string {
  return resolve(options.data ?? environment['TESSERA_DATA'] ?? 'data');
}

async function settledOwner(path: string): Promise<ReturnType<typeof findOwner>> {
  for (let tries = 0; ; tries++) {
    const owner = existsSync(path) ? findOwner(path) : undefined;
    if (!owner || owner.url) return owner;
    if (tries === 100) throw new TesseraError('workspace.in-use', { pid: owner.pid, path });
    await new Promise((later) => setTimeout(later, 100));
  }
}

function ownToken(options: GlobalOptions, environment: Environment): string | undefined {
  return readCliToken(dataPath(options, environment));
}
