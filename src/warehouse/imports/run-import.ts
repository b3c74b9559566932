import type { JobContext } from '../../kernel/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { ImportDeps } from './import-deps.ts';
import { inWorkFolder, newImportId, settingsFor } from './import-run.ts';
import type { ImportedFile, ImportRequest, ImportResult } from './import-service.ts';
import type { Mapping } from './mapping/mapping.ts';
import { parseMapping } from './mapping/parse-mapping.ts';
import { noteFailure, noteMapping } from './note-import.ts';
import { rejectsOf, samplesOf, untouched } from './show-import.ts';
import { type RefusedFile, refuseChangedFiles, type StagedFile, stageImport } from './stage/stage-import.ts';
import type { Staged } from './stage/stage-source.ts';
import { writeFile } from './write-import.ts';

const REJECTS_SHOWN = 100;
const REJECTS_SHOWN_DRY = 10_000;

interface Running {
  readonly request: ImportRequest;
  readonly job: JobContext;
  /** Begins the names of the tables that it makes; unique in the process. */
  readonly name: string;
}

/** One import from its mapping's text to its line of history; a refused file gets its line, too. */
export async function runImport(deps: ImportDeps, running: Running): Promise<ImportResult> {
  const { request } = running;
  const startedAt = deps.clock.now();
  const importId = newImportId(startedAt, request.mapping, running.name);
  let refused: RefusedFile | undefined;
  try {
    return await stageAndFinish(deps, running, { importId, startedAt, onRefused: (file) => (refused = file) });
  } catch (error) {
    // What is told is why the import failed, whether that could be noted or not.
    if (!request.dryRun && refused && isOfFile(error))
      await noteFailure(deps, { ...request, importId, startedAt, refused, error }).catch(() => {});
    throw error;
  }
}

function isOfFile(error: unknown): error is TesseraError {
  return error instanceof TesseraError && /^(import|mapping)\./.test(error.code);
}

interface Begun {
  readonly importId: string;
  readonly startedAt: number;
  readonly onRefused: (file: RefusedFile) => void;
}

async function stageAndFinish(deps: ImportDeps, running: Running, begun: Begun): Promise<ImportResult> {
  const { request, job, name } = running;
  const { importId, startedAt, onRefused } = begun;
  const mapping = parseMapping(request.mapping);
  if (deps.workspace.settings()) await deps.workspace.settle(mapping.workspace);
  return inWorkFolder(deps, { folder: request.folder, name }, async (place) => {
    const staged = await stageImport(mapping, {
      engine: deps.engine,
      ...place,
      ...settingsFor(deps, mapping),
      startedAt,
      name,
      job,
      files: request.files,
      isReplacedRefused: request.origin !== undefined,
      onRefused,
    });
    if (request.dryRun) return showDryRun(deps, { staged, importId, startedAt });
    refuseWithoutGoodRows(
      staged,
      await rejectsOf(deps.engine, { staged: readOf(staged), importId, limit: 1 }),
      onRefused,
    );
    return finish(deps, running, { mapping, staged, importId, startedAt });
  });
}

interface Work {
  readonly mapping: Mapping;
  readonly staged: readonly StagedFile[];
  readonly importId: string;
  readonly startedAt: number;
}

/** Everything is checked by now. What the catalogue and the folder learn is true even if the writing fails. */
async function finish(deps: ImportDeps, { job, request }: Running, work: Work): Promise<ImportResult> {
  const { mapping, staged, importId, startedAt } = work;
  if (job.signal.aborted) throw new TesseraError('job.cancelled');
  await deps.workspace.settle(mapping.workspace);
  if (mapping.attributes.length > 0) await deps.tags.define(mapping.attributes, 'mapping');
  const rejects = await rejectsOf(deps.engine, { staged: readOf(staged), importId, limit: REJECTS_SHOWN });
  const known = staged.filter((file) => file.kind === 'known');
  if (known.length === staged.length)
    return { importId, dryRun: false, files: known.map((file) => knownFile(file, work)), samples: [], rejects };
  await refuseChangedFiles(staged.flatMap((file) => (file.kind === 'staged' ? file.onDisk : [])));
  const files = await deps.engine.transaction(async (session) => {
    const done: ImportedFile[] = [];
    const mappingText = await noteMapping(session, request.mapping);
    for (const file of staged) {
      if (job.signal.aborted) throw new TesseraError('job.cancelled');
      job.report({
        step: `writing ${file.kind === 'known' ? file.file : file.staged.file}`,
        done: done.length,
        total: staged.length,
      });
      const run = { importId, startedAt, finishedAt: deps.clock.now(), origin: request.origin, mappingText };
      done.push(
        file.kind === 'known' ? knownFile(file, work) : await writeFile(session, deps.writer, { ...file, run }),
      );
    }
    if (job.signal.aborted) throw new TesseraError('job.cancelled');
    return done;
  });
  return { importId, dryRun: false, files, samples: [], rejects };
}

async function showDryRun(deps: ImportDeps, work: Omit<Work, 'mapping'>): Promise<ImportResult> {
  const { staged, importId } = work;
  return {
    importId,
    dryRun: true,
    files: staged.map((file) => (file.kind === 'known' ? knownFile(file, work) : triedFile(file, work))),
    samples: await samplesOf(deps.engine, readOf(staged)),
    rejects: await rejectsOf(deps.engine, { staged: readOf(staged), importId, limit: REJECTS_SHOWN_DRY }),
  };
}

function readOf(files: readonly StagedFile[]): readonly Staged[] {
  return files.flatMap((file) => (file.kind === 'staged' ? [file.staged] : []));
}

function knownFile({ source, file }: StagedFile & { readonly kind: 'known' }, work: Omit<Work, 'mapping'>) {
  return untouched({ source: source.id, file, target: source.target.id }, work);
}

function triedFile({ staged, drift }: StagedFile & { readonly kind: 'staged' }, work: Omit<Work, 'mapping'>) {
  const { source, file, rowsRead, rowsRejected } = staged;
  const of = { source: source.id, file, target: source.target.id };
  return { ...untouched(of, work), rowsRead, rowsRejected, unchanged: false, drift };
}

/** A file of which nothing fits is a bad file or a wrong mapping, and quarantine is no place for either. */
function refuseWithoutGoodRows(
  staged: readonly StagedFile[],
  firstRejects: ImportResult['rejects'],
  onRefused: (file: RefusedFile) => void,
): void {
  for (const file of staged) {
    if (file.kind === 'known' || file.staged.rowsGood > 0 || file.staged.rowsRejected === 0) continue;
    const { source, file: name, hash } = file.staged;
    onRefused({ source, file: name, hash });
    const first = firstRejects.find((reject) => reject.file === name);
    const { reason = '', field, line } = first ?? {};
    throw new TesseraError('import.too-many-rejects', {
      file: name,
      reason,
      field: field ?? 'the row',
      line: line ?? 0,
    });
  }
}
