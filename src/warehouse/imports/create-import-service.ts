import type { ImportDeps } from './import-deps.ts';
import { readHistory, readImport } from './import-history.ts';
import type { ImportService } from './import-service.ts';
import { countReasons, readRejects } from './quarantine/read-rejects.ts';
import { reprocessRejects } from './quarantine/reprocess-rejects.ts';
import { runImport } from './run-import.ts';

export type ImportServiceDeps = ImportDeps;

export function createImportService(deps: ImportServiceDeps): ImportService {
  let counter = 0;
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: the second may find what the first has written. */
  const inTurn = <T>(work: (name: string) => Promise<T>): Promise<T> => {
    const turn = last.then(() => work(`import_${++counter}`));
    last = turn.catch(() => {});
    return turn;
  };
  return {
    run: (request, job) => inTurn((name) => runImport(deps, { request, job, name })),
    reprocess: (request, job) => inTurn((name) => reprocessRejects(deps, { request, job, name })),
    history: (page) => readHistory(deps.engine, page),
    get: (importId) => readImport(deps.engine, importId),
    rejects: (page) => readRejects(deps.engine, page),
    rejectReasons: (filter) => countReasons(deps.engine, filter),
  };
}
