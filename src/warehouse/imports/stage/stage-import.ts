import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BusinessTime,
  type Currency,
  canonicalJson,
  type JobContext,
  TesseraError,
} from '../../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../../sql-engine.port.ts';
import { CREATE_MACROS } from '../expressions/macros.ts';
import { asFileFault } from '../files/file-fault.ts';
import { type Folder, findFiles, matchFiles } from '../files/find-files.ts';
import { type FileOnDisk, hashFile, prepareFile } from '../files/prepare-file.ts';
import type { TableFile } from '../files/table-file.ts';
import { findRun, lastShape, wasImported } from '../import-history.ts';
import type { ColumnDrift } from '../import-service.ts';
import type { FileReading, Mapping, Source } from '../mapping/mapping.ts';
import { describeDrift, findDrift } from '../shape/find-drift.ts';
import { measureShape } from '../shape/measure-shape.ts';
import type { SourceShape } from '../shape/source-shape.ts';
import type { StagedLookup } from './compile-stage.ts';
import { asDamage, type Staged, stageLookup, stageSource } from './stage-source.ts';

/** One file of one source: read, or known already. */
export type StagedFile =
  | {
      readonly kind: 'staged';
      readonly staged: Staged;
      readonly mappingHash: string;
      readonly shape: SourceShape;
      readonly drift: readonly ColumnDrift[];
      /** It and the lookups that it was read with. */
      readonly onDisk: readonly FileOnDisk[];
    }
  | { readonly kind: 'known'; readonly source: Source; readonly file: string };

export interface StageDeps {
  readonly engine: SqlEngine;
  readonly folder: Folder;
  /** For decoded files; whoever calls removes it. */
  readonly workFolder: string;
  readonly time: BusinessTime;
  readonly currency: Currency;
  readonly startedAt: number;
  /** Begins the names of tables. */
  readonly name: string;
  readonly job: JobContext;
  /** Only these files; default: all that the mapping means. */
  readonly files?: readonly string[] | undefined;
  /** A file of a known name with other content is refused where no key tells its rows apart. */
  readonly isReplacedRefused?: boolean;
  /** Told of the file that an import is about to be refused for. */
  readonly onRefused?: (file: RefusedFile) => void;
}

export interface RefusedFile {
  readonly source: Source;
  readonly file: string;
  readonly hash: string | undefined;
}

/**
 * Reads every file of a mapping into tables of the writing session. It holds the writer for one statement at a time,
 * so that events are applied in between, and nothing of it is seen by others or outlives the process.
 */
export async function stageImport(mapping: Mapping, deps: StageDeps): Promise<readonly StagedFile[]> {
  await deps.engine.transaction((session) => session.run(CREATE_MACROS));
  const files: StagedFile[] = [];
  for (const source of mapping.sources) {
    let before = await lastShape(deps.engine, { source: source.id, target: source.target.id });
    for (const file of namesOf(source, deps)) {
      const staged = await stageFile(source, file, { ...deps, name: `${deps.name}_${files.length}`, before });
      if (staged.kind === 'staged') before = staged.shape;
      files.push(staged);
    }
  }
  return files;
}

function namesOf({ file }: Source, { folder, files }: StageDeps): readonly string[] {
  if (!files) return findFiles(folder, file);
  return matchFiles(folder, file).filter((name) => files.includes(name));
}

type FileDeps = StageDeps & { readonly before: SourceShape | undefined };

async function stageFile(source: Source, file: string, deps: FileDeps): Promise<StagedFile> {
  if (deps.job.signal.aborted) throw new TesseraError('job.cancelled');
  let hash: string | undefined;
  try {
    const onDisk = await locate(deps, file);
    hash = onDisk.hash;
    return await stageLocated(source, onDisk, deps);
  } catch (error) {
    deps.onRefused?.({ source, file, hash });
    throw error;
  }
}

async function stageLocated(source: Source, onDisk: FileOnDisk, deps: FileDeps): Promise<StagedFile> {
  const { file } = onDisk;
  const lookupFiles = await locateLookups(source, deps);
  const mappingHash = hashMapping(source, deps, lookupFiles);
  const known = await findRun(deps.engine, { source: source.id, fileHash: onDisk.hash, mappingHash });
  if (known) return { kind: 'known', source, file };
  if (deps.isReplacedRefused && source.target.kind === 'fact' && source.key === undefined) {
    const isReplaced = await wasImported(deps.engine, { source: source.id, file, fileHash: onDisk.hash });
    if (isReplaced) throw new TesseraError('import.file-replaced', { file });
  }

  const table = await readTable(onDisk, source, deps);
  const shape = await measureShape(deps.engine, table).catch((error: unknown) => {
    throw asDamage(error, file);
  });
  const drift = deps.before ? findDrift(deps.before, shape) : [];
  if (drift.length > 0 && source.drift === 'refuse')
    throw new TesseraError('import.drift', { file, changes: describeDrift(drift) });
  deps.job.report({ step: `mapping ${file}`, done: 0, total: 0 });
  const staged = await stageTable(source, { table, lookupFiles }, deps);
  return { kind: 'staged', staged, mappingHash, shape, drift, onDisk: [onDisk, ...lookupFiles] };
}

/** Reads a checked table into tables of the session, with the lookups that its source names. */
export async function stageTable(
  source: Source,
  { table, lookupFiles }: { readonly table: TableFile; readonly lookupFiles: readonly FileOnDisk[] },
  deps: StageDeps,
): Promise<Staged> {
  const lookupTables = await Promise.all(source.lookups.map((lookup, i) => readTable(lookupFiles[i]!, lookup, deps)));
  return inSession(deps, async (session) => {
    const lookups = new Map<string, StagedLookup>();
    for (const [i, lookup] of source.lookups.entries()) {
      const place = { session, where: source.where, name: `${deps.name}_lookup_${i}` };
      lookups.set(lookup.name, await stageLookup({ lookup, table: lookupTables[i]! }, place));
    }
    const receivedAt = `make_timestamptz(${deps.startedAt * 1000})`;
    const scope = { session, table, lookups, time: deps.time, currency: deps.currency, receivedAt };
    return stageSource(source, scope, deps.name);
  });
}

export function locateLookups({ lookups }: Source, deps: StageDeps): Promise<readonly FileOnDisk[]> {
  return Promise.all(lookups.map(({ file }) => locate(deps, findFiles(deps.folder, file)[0]!)));
}

async function locate({ folder }: StageDeps, file: string): Promise<FileOnDisk> {
  const path = join(folder.path, file);
  try {
    const before = stampOf(await stat(path));
    return { file, path, ...before, hash: await hashFile(path, file) };
  } catch (error) {
    throw asFileFault(error, file, 0);
  }
}

/** Throws `import.file-changed` where a file is no longer what it was when its hash was taken. */
export async function refuseChangedFiles(files: readonly FileOnDisk[]): Promise<void> {
  for (const { file, path, bytes, stamp } of files) {
    const now = await stat(path).then(stampOf, () => undefined);
    if (now?.bytes !== bytes || now.stamp !== stamp) throw new TesseraError('import.file-changed', { file });
  }
}

function stampOf({ size, mtimeMs, ino }: Stats): Pick<FileOnDisk, 'bytes' | 'stamp'> {
  return { bytes: size, stamp: `${ino}:${mtimeMs}` };
}

async function readTable(onDisk: FileOnDisk, reading: FileReading, deps: StageDeps): Promise<TableFile> {
  const workFolder = await mkdtemp(join(deps.workFolder, 'file-'));
  const onBytes = (done: number) => deps.job.report({ step: `reading ${onDisk.file}`, done, total: onDisk.bytes });
  return prepareFile(onDisk, reading, { workFolder, signal: deps.job.signal, onBytes, engine: deps.engine });
}

/** Temporary tables belong to the session that writes. */
function inSession<T>({ engine }: StageDeps, work: (session: SqlSession) => Promise<T>): Promise<T> {
  return engine.transaction(work);
}

/** What decides how a file becomes facts: its part of the mapping, the folder's settings, the lookups' bytes. */
function hashMapping(source: Source, { time, currency }: StageDeps, lookups: readonly FileOnDisk[]): string {
  const { zone, dayStartMinutes } = time;
  const parts = {
    // What drift means decides whether the file is taken, not what its rows become.
    source: { ...source, where: '', drift: undefined },
    zone,
    dayStartMinutes,
    currency: { ...currency },
    lookups: lookups.map(({ hash }) => hash),
  };
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
