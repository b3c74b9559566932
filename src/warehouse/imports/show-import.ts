import type { SqlEngine } from '../sql-engine.port.ts';
import type { ImportResult, Reject, SampleValue } from './import-service.ts';
import type { StagedFile } from './stage/stage-import.ts';

const SAMPLE_ROWS = 10;

/** Bad rows of an import in the order of files and lines; at most `limit` of each file, and of all. */
export async function rejectsOf(
  engine: SqlEngine,
  {
    staged,
    importId,
    limit,
  }: { readonly staged: readonly StagedFile[]; readonly importId: string; readonly limit: number },
): Promise<readonly Reject[]> {
  return engine.transaction(async (session) => {
    const all: Reject[] = [];
    for (const file of staged) {
      if (file.kind === 'known' || file.staged.rowsRejected === 0) continue;
      const rows = await session.rows<Omit<Reject, 'importId' | 'file'>>(
        `SELECT line, reason, field, row FROM ${file.staged.rejects} ORDER BY line, field LIMIT ${limit}`,
      );
      all.push(...rows.map((row) => ({ importId, file: file.staged.file, ...row })));
    }
    return limit === 1 ? all : all.slice(0, limit);
  });
}

/** The first mapped rows of each file, as people read them: times and days as text, money in minor units. */
export async function samplesOf(engine: SqlEngine, staged: readonly StagedFile[]): Promise<ImportResult['samples']> {
  return engine.transaction(async (session) => {
    const samples: ImportResult['samples'][number][] = [];
    for (const file of staged) {
      if (file.kind === 'known') continue;
      const { table, file: name, source } = file.staged;
      const rows = await session.rows<{ row: string }>(
        `SELECT to_json(t)::VARCHAR AS row FROM (SELECT * EXCLUDE (reject) FROM ${table} ORDER BY line LIMIT ${SAMPLE_ROWS}) t`,
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
