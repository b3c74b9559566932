import { createHash } from 'node:crypto';
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
import { type Folder, findFiles } from '../files/find-files.ts';
import { type FileOnDisk, hashFile, prepareFile } from '../files/prepare-file.ts';
import type { TableFile } from '../files/table-file.ts';
import { findRun } from '../import-history.ts';
import type { FileReading, Mapping, Source } from '../mapping/mapping.ts';
import type { StagedLookup } from './compile-stage.ts';
import { type Staged, stageLookup, stageSource } from './stage-source.ts';

/** One file of one source: read, or known already. */
export type StagedFile =
  | { readonly kind: 'staged'; readonly staged: Staged; readonly mappingHash: string }
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
}

/**
 * Reads every file of a mapping into tables of the writing session. It holds the writer for one statement at a time,
 * so that events are applied in between, and nothing of it is seen by others or outlives the process.
 */
export async function stageImport(mapping: Mapping, deps: StageDeps): Promise<readonly StagedFile[]> {
  await deps.engine.transaction((session) => session.run(CREATE_MACROS));
  const files: StagedFile[] = [];
  for (const source of mapping.sources) {
    const names = findFiles(deps.folder, source.file);
    for (const file of names)
      files.push(await stageFile(source, file, { ...deps, name: `${deps.name}_${files.length}` }));
  }
  return files;
}

async function stageFile(source: Source, file: string, deps: StageDeps): Promise<StagedFile> {
  if (deps.job.signal.aborted) throw new TesseraError('job.cancelled');
  const onDisk = await locate(deps, file);
  const lookupFiles = await Promise.all(
    source.lookups.map(({ file: name }) => locate(deps, findFiles(deps.folder, name)[0]!)),
  );
  const mappingHash = hashMapping(source, deps, lookupFiles);
  const known = await findRun(deps.engine, { source: source.id, fileHash: onDisk.hash, mappingHash });
  if (known) return { kind: 'known', source, file };

  const table = await readTable(onDisk, source, deps);
  const lookupTables = await Promise.all(source.lookups.map((lookup, i) => readTable(lookupFiles[i]!, lookup, deps)));
  deps.job.report({ step: `mapping ${file}`, done: 0, total: 0 });
  const staged = await inSession(deps, async (session) => {
    const lookups = new Map<string, StagedLookup>();
    for (const [i, lookup] of source.lookups.entries()) {
      const place = { session, where: source.where, name: `${deps.name}_lookup_${i}` };
      lookups.set(lookup.name, await stageLookup({ lookup, table: lookupTables[i]! }, place));
    }
    const receivedAt = `make_timestamptz(${deps.startedAt * 1000})`;
    const scope = { session, table, lookups, time: deps.time, currency: deps.currency, receivedAt };
    return stageSource(source, scope, deps.name);
  });
  return { kind: 'staged', staged, mappingHash };
}

async function locate({ folder }: StageDeps, file: string): Promise<FileOnDisk> {
  const path = join(folder.path, file);
  return { file, path, hash: await hashFile(path, file), bytes: (await stat(path)).size };
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
    source: { ...source, where: '' },
    zone,
    dayStartMinutes,
    currency: { ...currency },
    lookups: lookups.map(({ hash }) => hash),
  };
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
