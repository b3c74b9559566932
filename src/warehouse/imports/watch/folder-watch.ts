import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorBody, TesseraError } from '../../../kernel/index.ts';
import { matchFiles } from '../files/find-files.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';

/** Where a file of a watched folder stands. */
export interface WatchedFile {
  readonly file: string;
  /** `growing` while it may still be written to, `waiting` for a lookup's file or for an engine. */
  readonly state: 'growing' | 'waiting' | 'importing' | 'done' | 'failed';
  readonly problem?: Omit<ErrorBody, 'detail'>;
}

export interface FolderWatch {
  /** Looks once and imports what is whole, one file after the other. Never rejects: what is wrong is in `problem` and `files`. */
  look(signal: AbortSignal): Promise<void>;
  files(): readonly WatchedFile[];
  /** Why it cannot work at all: the folder is missing, the mapping is not valid. */
  problem(): Omit<ErrorBody, 'detail'> | undefined;
}

export interface FolderWatchOptions {
  readonly folder: string;
  /** TOML text. */
  readonly mapping: string;
  /** Imports one file of the folder; a file that is known already changes nothing. */
  readonly importFile: (file: string) => Promise<unknown>;
}

/** Looks in a row at which a file must be the same before it is taken for whole. */
const SAME_LOOKS = 2;
/** Looks until what could not be done for no fault of the file is tried again. */
const RETRY_LOOKS = 10;

interface Seen {
  readonly stamp: string;
  readonly looks: number;
  readonly state: WatchedFile['state'];
  readonly problem?: unknown;
}

/**
 * Watches one folder. A file is whole once its size and time have not moved between looks; one that was renamed in is
 * so from the first. Hidden names and names like `x.part` are left alone. Nothing is remembered beyond the process: the
 * history of imports knows what has come, so that a restart, a crash or a second watch imports nothing twice.
 */
export function createFolderWatch({ folder, mapping, importFile }: FolderWatchOptions): FolderWatch {
  const seen = new Map<string, Seen>();
  let fault: unknown;

  const take = async (file: string, entry: Seen): Promise<void> => {
    seen.set(file, { ...entry, state: 'importing' });
    seen.set(file, { ...entry, looks: 0, ...(await attempt(() => importFile(file))) });
  };

  return {
    async look(signal) {
      try {
        const names = await namesIn(folder);
        const patterns = parseMapping(mapping).sources.map((source) => source.file);
        const wanted = new Set(patterns.flatMap((pattern) => matchFiles({ path: folder, names }, pattern)));
        fault = undefined;
        for (const file of seen.keys()) if (!wanted.has(file)) seen.delete(file);
        for (const file of wanted) seen.set(file, after(seen.get(file), await stampOf(join(folder, file))));
        for (const file of wanted) {
          const entry = seen.get(file)!;
          if (!signal.aborted && isReady(entry)) await take(file, entry);
        }
      } catch (error) {
        fault = error;
      }
    },
    files: () =>
      [...seen]
        .map(([file, { state, problem }]) => ({ file, state, ...(problem ? { problem: bodyOf(problem) } : {}) }))
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
    problem: () => (fault === undefined ? undefined : bodyOf(fault)),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !isPart(entry.name)).map(({ name }) => name);
  } catch (error) {
    throw new TesseraError('import.missing-file', { file: folder, suggestion: '' }, { cause: error });
  }
}

function isPart(name: string): boolean {
  return name.startsWith('.') || /(\.(part|partial|filepart|tmp|temp|crdownload)|~)$/i.test(name);
}

async function stampOf(path: string): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path);
  return `${ino}:${size}:${mtimeMs}`;
}

function after(before: Seen | undefined, stamp: string): Seen {
  if (before?.stamp !== stamp) return { stamp, looks: 0, state: 'growing' };
  return { ...before, looks: before.looks + 1 };
}

function isReady({ state, looks }: Seen): boolean {
  return (state === 'growing' && looks >= SAME_LOOKS) || (state === 'waiting' && looks >= RETRY_LOOKS);
}

/** A fault of the file is final until the file changes; a lookup that is not there and a fault of an engine are not. */
async function attempt(work: () => Promise<unknown>): Promise<Pick<Seen, 'state' | 'problem'>> {
  try {
    await work();
    return { state: 'done', problem: undefined };
  } catch (problem) {
    const code = problem instanceof TesseraError ? problem.code : '';
    if (code === 'import.file-changed') return { state: 'growing', problem: undefined };
    const isFinal = /^(import|mapping)\./.test(code) && code !== 'import.missing-file';
    return { state: isFinal ? 'failed' : 'waiting', problem };
  }
}

function bodyOf(error: unknown): Omit<ErrorBody, 'detail'> {
  const known =
    error instanceof TesseraError ? error : new TesseraError('internal.fault', { requestId: String(error) });
  const { code, message, todo } = known.toBody();
  return { code, message, todo };
}
