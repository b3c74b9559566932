import { type JobContext, TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../../sql-engine.port.ts';
import { CREATE_MACROS } from '../expressions/macros.ts';
import type { ImportDeps } from '../import-deps.ts';
import { inWorkFolder, newImportId, settingsFor } from '../import-run.ts';
import type { ImportedFile, ImportResult, Reject, ReprocessRequest } from '../import-service.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';
import { noteMapping } from '../note-import.ts';
import { rejectsOf, samplesOf, untouched } from '../show-import.ts';
import { locateLookups, type StageDeps, stageTable } from '../stage/stage-import.ts';
import type { Staged } from '../stage/stage-source.ts';
import { writeRows } from '../write-import.ts';
import { findGroups, openGroup, type RejectGroup } from './reject-groups.ts';

interface Running {
  readonly request: ReprocessRequest;
  readonly job: JobContext;
  readonly name: string;
}

/** Quarantined rows of one file, read again. */
interface Reread {
  readonly group: RejectGroup;
  readonly staged: Staged;
  /** Table of the session with the `line` of every row that was read. */
  readonly given: string;
}

const REJECTS_SHOWN = 100;
const REJECTS_SHOWN_DRY = 10_000;

/** See `ImportService.reprocess`. */
export async function reprocessRejects(deps: ImportDeps, running: Running): Promise<ImportResult> {
  const { request, job, name } = running;
  const startedAt = deps.clock.now();
  const importId = newImportId(startedAt, request.mapping, name);
  const mapping = parseMapping(request.mapping);
  if (deps.workspace.settings()) await deps.workspace.settle(mapping.workspace);
  const groups = await findGroups(deps.engine, mapping, request.filter);
  return inWorkFolder(deps, { folder: request.folder, name }, async (place) => {
    const stage = { engine: deps.engine, ...place, ...settingsFor(deps, mapping), startedAt, job };
    await deps.engine.transaction((session) => session.run(CREATE_MACROS));
    const reread: Reread[] = [];
    for (const group of groups)
      reread.push(await readAgain(group, request, { ...stage, name: `${name}_${reread.length}` }));
    const run = { importId, startedAt };
    if (request.dryRun) return show(deps, reread, { ...run, files: reread.map((each) => triedFile(each, run)) });
    if (mapping.attributes.length > 0) await deps.tags.define(mapping.attributes, 'mapping');
    const rejects = await shownRejects(deps.engine, reread, REJECTS_SHOWN);
    const files = await write(deps, { reread, run, running });
    return { importId, dryRun: false, files, samples: [], rejects };
  });
}

async function readAgain(group: RejectGroup, request: ReprocessRequest, stage: StageDeps): Promise<Reread> {
  if (stage.job.signal.aborted) throw new TesseraError('job.cancelled');
  stage.job.report({ step: `reading rejects of ${group.file}`, done: 0, total: group.rows });
  const given = `${stage.name}_given`;
  const table = await stage.engine.transaction((session) => openGroup(session, group, { ...request, given }));
  const lookupFiles = await locateLookups(group.source, stage);
  return { group, given, staged: await stageTable(group.source, { table, lookupFiles }, stage) };
}

interface Run {
  readonly importId: string;
  readonly startedAt: number;
}

async function write(
  deps: ImportDeps,
  {
    reread,
    run,
    running: { request, job },
  }: { readonly reread: readonly Reread[]; readonly run: Run; readonly running: Running },
): Promise<readonly ImportedFile[]> {
  return deps.engine.transaction(async (session) => {
    const mapping = await noteMapping(session, request.mapping);
    const files: ImportedFile[] = [];
    for (const each of reread) {
      if (job.signal.aborted) throw new TesseraError('job.cancelled');
      job.report({ step: `writing ${each.group.file}`, done: files.length, total: reread.length });
      const file = await writeGroup(session, deps, { ...each, run });
      await noteRun(session, file, { mapping, hash: each.group.hash });
      files.push(file);
    }
    return files;
  });
}

/** Facts, and what is left in quarantine: rows that fail still, each with its new reason. */
async function writeGroup(
  session: SqlSession,
  deps: ImportDeps,
  { group, staged, given, run }: Reread & { readonly run: Run },
): Promise<ImportedFile> {
  const isLate = await wasImportedSince(session, group);
  const { written } = await writeRows(session, deps.writer, { staged, batchId: run.importId, isLate, ...run });
  const place = 'import_id = $1 AND source = $2 AND file = $3';
  const values = [group.importId, group.source.id, group.file];
  await session.run(
    `DELETE FROM quarantine WHERE ${place} AND line IN (SELECT line FROM ${given} ANTI JOIN ${staged.rejects} USING (line))`,
    values,
  );
  await session.run(
    `UPDATE quarantine SET reason = r.reason, field = r.field, attempts = coalesce(attempts, 0) + 1
     FROM ${staged.rejects} r WHERE ${place} AND quarantine.line = r.line`,
    values,
  );
  const tried = triedFile({ group, staged, given }, run);
  return { ...tried, finishedAt: deps.clock.now(), rowsWritten: written, rowsKnown: staged.rowsGood - written };
}

/** Something newer came to the same dimension: a mended row of old must not take its place. */
async function wasImportedSince(session: SqlSession, { source, importId, startedAt }: RejectGroup): Promise<boolean> {
  const rows = await session.rows(
    `SELECT 1 AS one FROM import_run
     WHERE target = $1 AND import_id <> $2 AND started_at >= make_timestamptz($3::BIGINT) LIMIT 1`,
    [source.target.id, importId, startedAt * 1000],
  );
  return rows.length > 0;
}

async function noteRun(
  session: SqlSession,
  file: ImportedFile,
  { mapping, hash }: { readonly mapping: string; readonly hash: string },
): Promise<void> {
  await session.append('import_run', {
    import_id: [file.importId],
    source: [file.source],
    file: [file.file],
    file_hash: [hash],
    mapping_hash: [''],
    target: [file.target],
    started_at: [file.startedAt],
    finished_at: [file.finishedAt ?? file.startedAt],
    rows_read: [file.rowsRead],
    rows_written: [file.rowsWritten],
    rows_rejected: [file.rowsRejected],
    rows_known: [file.rowsKnown],
    kind: ['reprocess'],
    parent: [file.parent ?? null],
    mapping: [mapping],
  });
}

/** Rows that are no rows (`row.*`) are counted as read and refused: no mapping can mend them. */
function triedFile({ group, staged }: Reread, run: Run): ImportedFile {
  const { source, file, importId: parent, rows } = group;
  const rowsRejected = rows - staged.rowsRead + staged.rowsRejected;
  return {
    ...untouched({ source: source.id, file, target: source.target.id }, run),
    kind: 'reprocess',
    parent,
    rowsRead: rows,
    rowsRejected,
    unchanged: false,
  };
}

async function show(
  deps: ImportDeps,
  reread: readonly Reread[],
  { importId, files }: Run & { readonly files: readonly ImportedFile[] },
): Promise<ImportResult> {
  const samples = await samplesOf(
    deps.engine,
    reread.map(({ staged }) => staged),
  );
  const rejects = await shownRejects(deps.engine, reread, REJECTS_SHOWN_DRY);
  return { importId, dryRun: true, files, samples, rejects };
}

/** Under the import that they stand under in quarantine. */
async function shownRejects(engine: SqlEngine, reread: readonly Reread[], limit: number): Promise<readonly Reject[]> {
  const all: Reject[] = [];
  for (const each of reread)
    all.push(...(await rejectsOf(engine, { staged: [each.staged], importId: each.group.importId, limit })));
  return all.slice(0, limit);
}
