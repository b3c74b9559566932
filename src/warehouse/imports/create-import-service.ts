import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, JobContext } from '../../kernel/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { FactWriter } from '../facts/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import type { TagService } from '../tags/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { openFolder } from './files/find-files.ts';
import { readHistory, readRejects } from './import-history.ts';
import type { ImportedFile, ImportRequest, ImportResult, ImportService } from './import-service.ts';
import type { Mapping } from './mapping/mapping.ts';
import { parseMapping } from './mapping/parse-mapping.ts';
import { rejectsOf, samplesOf } from './show-import.ts';
import { type StagedFile, stageImport } from './stage/stage-import.ts';
import { writeFile } from './write-import.ts';

export interface ImportServiceDeps {
  readonly engine: SqlEngine;
  readonly writer: FactWriter;
  readonly workspace: Workspace;
  readonly tags: Pick<TagService, 'define'>;
  readonly clock: Clock;
  /** For decoded files while an import runs. Default: the machine's folder for temporary files. */
  readonly workFolder?: string;
}

const REJECTS_SHOWN = 100;
const REJECTS_SHOWN_DRY = 10_000;

export function createImportService(deps: ImportServiceDeps): ImportService {
  let counter = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** One at a time: the second may find what the first has written. */
    run(request, job) {
      const turn = last.then(() => runImport(deps, { request, job, name: `import_${++counter}` }));
      last = turn.catch(() => {});
      return turn;
    },
    history: (page) => readHistory(deps.engine, page),
    rejects: (page) => readRejects(deps.engine, page),
  };
}

interface Running {
  readonly request: ImportRequest;
  readonly job: JobContext;
  /** Begins the names of the tables that it makes; unique in the process. */
  readonly name: string;
}

async function runImport(deps: ImportServiceDeps, running: Running): Promise<ImportResult> {
  const { request, job } = running;
  const mapping = parseMapping(request.mapping);
  if (deps.workspace.settings()) await deps.workspace.settle(mapping.workspace);
  const folder = await openFolder(request.folder);
  const workFolder = await mkdtemp(join(deps.workFolder ?? tmpdir(), 'tessera-import-'));
  try {
    const startedAt = deps.clock.now();
    const staged = await stageImport(mapping, {
      engine: deps.engine,
      folder,
      workFolder,
      ...settingsFor(deps, mapping),
      startedAt,
      name: running.name,
      job,
    });
    const importId = newImportId(startedAt, request.mapping, running.name);
    if (request.dryRun) return await showDryRun(deps, { staged, importId, startedAt });
    refuseWithoutGoodRows(staged, await rejectsOf(deps.engine, { staged, importId, limit: 1 }));
    return await finish(deps, running, { mapping, staged, importId, startedAt });
  } finally {
    // After a full disk the engine may refuse; the tables are temporary, and the first error is the one to tell.
    await dropTables(deps.engine, running.name).catch(() => {});
    await rm(workFolder, { recursive: true, force: true });
  }
}

interface Work {
  readonly mapping: Mapping;
  readonly staged: readonly StagedFile[];
  readonly importId: string;
  readonly startedAt: number;
}

/** Everything is checked by now. What the catalogue and the folder learn is true even if the writing fails. */
async function finish(deps: ImportServiceDeps, { job }: Running, work: Work): Promise<ImportResult> {
  const { mapping, staged, importId, startedAt } = work;
  if (job.signal.aborted) throw new TesseraError('job.cancelled');
  await deps.workspace.settle(mapping.workspace);
  if (mapping.attributes.length > 0) await deps.tags.define(mapping.attributes, 'mapping');
  const rejects = await rejectsOf(deps.engine, { staged, importId, limit: REJECTS_SHOWN });
  const known = staged.filter((file) => file.kind === 'known');
  if (known.length === staged.length)
    return { importId, dryRun: false, files: known.map((file) => unchanged(file, work)), samples: [], rejects };
  const files = await deps.engine.transaction(async (session) => {
    const done: ImportedFile[] = [];
    for (const file of staged) {
      if (job.signal.aborted) throw new TesseraError('job.cancelled');
      job.report({
        step: `writing ${file.kind === 'known' ? file.file : file.staged.file}`,
        done: done.length,
        total: staged.length,
      });
      const run = { importId, startedAt, finishedAt: deps.clock.now() };
      done.push(
        file.kind === 'known' ? unchanged(file, work) : await writeFile(session, deps.writer, { ...file, run }),
      );
    }
    if (job.signal.aborted) throw new TesseraError('job.cancelled');
    return done;
  });
  return { importId, dryRun: false, files, samples: [], rejects };
}

async function showDryRun(deps: ImportServiceDeps, work: Omit<Work, 'mapping'>): Promise<ImportResult> {
  const { staged, importId, startedAt } = work;
  return {
    importId,
    dryRun: true,
    files: staged.map((file) =>
      file.kind === 'known'
        ? unchanged(file, work)
        : {
            ...unchanged(
              { kind: 'known', source: file.staged.source, file: file.staged.file },
              { importId, startedAt },
            ),
            rowsRead: file.staged.rowsRead,
            rowsRejected: file.staged.rowsRejected,
            unchanged: false,
          },
    ),
    samples: await samplesOf(deps.engine, staged),
    rejects: await rejectsOf(deps.engine, { staged, importId, limit: REJECTS_SHOWN_DRY }),
  };
}

function unchanged(
  file: StagedFile & { readonly kind: 'known' },
  { importId, startedAt }: Pick<Work, 'importId' | 'startedAt'>,
): ImportedFile {
  const { source, file: name } = file;
  const counts = { rowsRead: 0, rowsWritten: 0, rowsRejected: 0, rowsKnown: 0 };
  return {
    importId,
    source: source.id,
    file: name,
    target: source.target.id,
    startedAt,
    finishedAt: startedAt,
    ...counts,
    unchanged: true,
  };
}

/** A file of which nothing fits is a bad file or a wrong mapping, and quarantine is no place for either. */
function refuseWithoutGoodRows(staged: readonly StagedFile[], firstRejects: ImportResult['rejects']): void {
  for (const file of staged) {
    if (file.kind === 'known' || file.staged.rowsGood > 0 || file.staged.rowsRejected === 0) continue;
    const first = firstRejects.find((reject) => reject.file === file.staged.file);
    const { reason = '', field, line } = first ?? {};
    throw new TesseraError('import.too-many-rejects', {
      file: file.staged.file,
      reason,
      field: field ?? 'the row',
      line: line ?? 0,
    });
  }
}

/** Settings of the folder, or those that the mapping will settle. */
function settingsFor({ workspace }: ImportServiceDeps, { workspace: wish }: Mapping) {
  if (workspace.settings()) return { time: workspace.time, currency: workspace.currency };
  return {
    time: { zone: wish.zone ?? 'UTC', dayStartMinutes: wish.dayStartMinutes ?? 0 },
    currency: wish.currency ?? { code: 'USD', decimals: 2 },
  };
}

/** Sorts by time and differs for imports of one millisecond. */
function newImportId(startedAt: number, mapping: string, name: string): string {
  const time = new Date(startedAt)
    .toISOString()
    .replace(/[-:]|\.\d+Z$/g, '')
    .replace('T', '-');
  return `import-${time}-${createHash('sha256').update(`${mapping}${startedAt}${name}`).digest('hex').slice(0, 6)}`;
}

async function dropTables(engine: SqlEngine, name: string): Promise<void> {
  await engine.transaction(async (session) => {
    const tables = await session.rows<{ name: string }>(
      `SELECT table_name AS name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, $1)`,
      [`${name}_`],
    );
    for (const table of tables) await session.run(`DROP TABLE "${table.name}"`);
  });
}
