import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomSecret } from '../entrypoints/http/index.ts';
import { TesseraError } from '../kernel/index.ts';

/** Who owns a folder: one process, with its server's address once it listens. */
export interface Owner {
  readonly pid: number;
  /** Start time of the process in clock ticks, so that a reused pid is not taken for it. */
  readonly started: string;
  readonly url?: string;
}

export interface DataFolder {
  readonly path: string;
  /** Secret of the folder's CLI, in a file of mode 0600. */
  readonly cliToken: string;
  /** Makes the server's address known to the CLI. */
  announce(url: string): void;
  /** Gives the folder free. */
  release(): void;
}

const OWNER_FILE = 'owner.json';
const TOKEN_FILE = 'cli-token';

/** Takes a folder for this process, creating it where it is missing. Throws `workspace.in-use` while another lives. */
export function takeDataFolder(path: string): DataFolder {
  mkdirSync(path, { recursive: true });
  const self: Owner = { pid: process.pid, started: startOf(process.pid) };
  take(path, self);
  return {
    path: resolve(path),
    cliToken: readCliToken(path) ?? createCliToken(path),
    announce: (url) => writeFileSync(join(path, OWNER_FILE), JSON.stringify({ ...self, url })),
    release: () => {
      if (findOwner(path)?.pid === process.pid) rmSync(join(path, OWNER_FILE), { force: true });
    },
  };
}

/** The living owner of a folder, if there is one. */
export function findOwner(path: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(path, OWNER_FILE), 'utf8')) as Owner;
    return startOf(owner.pid) === owner.started && owner.started !== '' ? owner : undefined;
  } catch {
    return undefined;
  }
}

export function readCliToken(path: string): string | undefined {
  const file = join(path, TOKEN_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Linking a whole file into place is atomic: of two processes one wins. */
function take(path: string, self: Owner): void {
  const file = join(path, OWNER_FILE);
  const mine = `${file}.${self.pid}`;
  const living = findOwner(path);
  if (living && living.pid !== self.pid) throw new TesseraError('workspace.in-use', { pid: living.pid, path });
  rmSync(file, { force: true });
  writeFileSync(mine, JSON.stringify(self));
  try {
    linkSync(mine, file);
  } catch (error) {
    throw new TesseraError('workspace.in-use', { pid: findOwner(path)?.pid ?? 0, path }, { cause: error });
  } finally {
    rmSync(mine, { force: true });
  }
}

function createCliToken(path: string): string {
  const token = randomSecret();
  const file = join(path, TOKEN_FILE);
  writeFileSync(file, token, { mode: 0o600 });
  chmodSync(file, 0o600);
  return token;
}

/** Empty when there is no such process. Where /proc is missing, being alive must do. */
function startOf(pid: number): string {
  try {
    if (!existsSync('/proc/self/stat')) return process.kill(pid, 0) ? 'alive' : '';
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
