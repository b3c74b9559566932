import { TesseraError } from '../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import type { ImportedFile, ImportService, Page } from './import-service.ts';

interface RunRow {
  readonly import_id: string;
  readonly source: string;
  readonly file: string;
  readonly target: string;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly rows_read: number;
  readonly rows_written: number;
  readonly rows_rejected: number;
  readonly rows_known: number;
}

/** Files imported, newest first; `after` is the position of the page before. */
export async function readHistory(engine: SqlEngine, page: Page): ReturnType<ImportService['history']> {
  const offset = offsetOf(page);
  const rows = await engine.rows<RunRow>(
    `SELECT * FROM import_run ORDER BY started_at DESC, import_id DESC, source, file LIMIT $1::INTEGER OFFSET $2::INTEGER`,
    [page.limit + 1, offset],
  );
  return { files: rows.slice(0, page.limit).map(toFile), ...nextOf(page, offset, rows.length) };
}

/** Rows in quarantine, newest import first, by file and line. */
export async function readRejects(
  engine: SqlEngine,
  page: Parameters<ImportService['rejects']>[0],
): ReturnType<ImportService['rejects']> {
  const offset = offsetOf(page);
  const isMeant = 'WHERE $1::VARCHAR IS NULL OR import_id = $1';
  const importId = page.importId ?? null;
  const [count] = await engine.rows<{ total: number }>(`SELECT count(*) AS total FROM quarantine ${isMeant}`, [
    importId,
  ]);
  const rows = await engine.rows<{
    importId: string;
    file: string;
    line: number;
    reason: string;
    field: string | null;
    row: string;
  }>(
    `SELECT import_id AS "importId", file, line, reason, field, row FROM quarantine ${isMeant}
     ORDER BY received_at DESC, import_id DESC, file, line, field LIMIT $2::INTEGER OFFSET $3::INTEGER`,
    [importId, page.limit + 1, offset],
  );
  return { rejects: rows.slice(0, page.limit), total: count!.total, ...nextOf(page, offset, rows.length) };
}

/** The newest run of this very file by this very part of a mapping, if there was one. */
export async function findRun(
  session: Pick<SqlSession, 'rows'>,
  key: { readonly source: string; readonly fileHash: string; readonly mappingHash: string },
): Promise<ImportedFile | undefined> {
  const [row] = await session.rows<RunRow>(
    `SELECT * FROM import_run WHERE source = $1 AND file_hash = $2 AND mapping_hash = $3 ORDER BY started_at DESC LIMIT 1`,
    [key.source, key.fileHash, key.mappingHash],
  );
  return row && toFile(row);
}

function toFile(row: RunRow): ImportedFile {
  return {
    importId: row.import_id,
    source: row.source,
    file: row.file,
    target: row.target,
    startedAt: row.started_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    rowsRead: row.rows_read,
    rowsWritten: row.rows_written,
    rowsRejected: row.rows_rejected,
    rowsKnown: row.rows_known,
    unchanged: false,
  };
}

function offsetOf({ after }: Page): number {
  if (after === undefined) return 0;
  if (!/^\d{1,9}$/.test(after))
    throw new TesseraError('request.invalid', { problem: '"after" is no page of this list' });
  return Number(after);
}

function nextOf({ limit }: Page, offset: number, found: number): { readonly next?: string } {
  return found > limit ? { next: String(offset + limit) } : {};
}
