import type { SqlEngine } from '../sql-engine.port.ts';
import type { ImportedFile, ImportResult, Reject, SampleValue } from './import-service.ts';
import type { Staged } from './stage/stage-source.ts';

/** A file whose rows were not written: known already, or of a dry run. */
export function untouched(
  file: Pick<ImportedFile, 'source' | 'file' | 'target'>,
  { importId, startedAt }: { readonly importId: string; readonly startedAt: number },
): ImportedFile {
  const counts = { rowsRead: 0, rowsWritten: 0, rowsRejected: 0, rowsKnown: 0 };
  const run = { importId, kind: 'import', state: 'done', startedAt, finishedAt: startedAt } as const;
  return { ...run, ...file, ...counts, unchanged: true, drift: [] };
}

const SAMPLE_ROWS = 10;
const ROW_SHOWN = 10_000;

/** Bad rows of an import in the order of files and lines; at most `limit` of each file, and of all. */
export async function rejectsOf(
  engine: SqlEngine,
  {
    staged,
    importId,
    limit,
  }: { readonly staged: readonly Staged[]; readonly importId: string; readonly limit: number },
): Promise<readonly Reject[]> {
  return engine.transaction(async (session) => {
    const all: Reject[] = [];
    for (const file of staged) {
      if (file.rowsRejected === 0) continue;
      const { rejects, source, file: name } = file;
      const rows = await session.rows<Omit<Reject, 'importId' | 'source' | 'file' | 'attempts'>>(
        `SELECT line, reason, field, left(row, ${ROW_SHOWN}) AS row FROM ${rejects} ORDER BY line, field LIMIT ${limit}`,
      );
      all.push(...rows.map((row) => ({ importId, source: source.id, file: name, ...row, attempts: 0 })));
    }
    return limit === 1 ? all : all.slice(0, limit);
  });
}

/** The first mapped rows of each file, as people read them: times and days as text, money in minor units. */
export async function samplesOf(engine: SqlEngine, staged: readonly Staged[]): Promise<ImportResult['samples']> {
  return engine.transaction(async (session) => {
    const samples: ImportResult['samples'][number][] = [];
    for (const file of staged) {
      const { table, file: name, source } = file;
      const rows = await session.rows<{ row: string }>(
        `SELECT to_json(t)::VARCHAR AS row FROM (SELECT COLUMNS(c -> c NOT IN ('reject', '#nth')) FROM ${table} ORDER BY line LIMIT ${SAMPLE_ROWS}) t`,
      );
      samples.push({
        file: name,
        target: source.target.id,
        rows: rows.map(({ row }) => withoutPrefix(JSON.parse(row) as Record<string, SampleValue>)),
      });
    }
    return samples;
  });
}

function withoutPrefix(row: Record<string, SampleValue>): Record<string, SampleValue> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/^attribute /, ''), value]));
}
