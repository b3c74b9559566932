import { isErrorCode, TesseraError } from '../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import type { ColumnDrift, HistoryPage, ImportDetail, ImportedFile, ImportService } from './import-service.ts';
import { nextOf, offsetOf } from './paging.ts';
import { countReasons } from './quarantine/read-rejects.ts';
import type { SourceShape } from './shape/source-shape.ts';

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
  readonly kind: string | null;
  readonly parent: string | null;
  readonly origin: string | null;
  readonly drift: string | null;
  readonly code: string | null;
  readonly detail: string | null;
}

const NO_ROWS = ['read', 'written', 'rejected', 'known'].map((name) => `0 AS rows_${name}`).join(', ');

/** Files that went in and files that were refused, as one list. */
const HISTORY = `(
  SELECT import_id, source, file, target, started_at, finished_at, rows_read, rows_written, rows_rejected, rows_known,
    kind, parent, origin, drift, NULL AS code, NULL AS detail, mapping
  FROM import_run
  UNION ALL
  SELECT import_id, source, file, target, started_at, finished_at, ${NO_ROWS},
    'import', NULL, origin, NULL, code, detail, mapping
  FROM import_failure)`;

/** Files imported, newest first; `after` is the position of the page before. */
export async function readHistory(engine: SqlEngine, page: HistoryPage): ReturnType<ImportService['history']> {
  const offset = offsetOf(page);
  const rows = await engine.rows<RunRow>(
    `SELECT * FROM ${HISTORY}
     WHERE ($1::VARCHAR IS NULL OR source = $1) AND ($2::VARCHAR IS NULL OR (code IS NULL) = ($2 = 'done'))
     ORDER BY started_at DESC, import_id DESC, source, file LIMIT $3::INTEGER OFFSET $4::INTEGER`,
    [page.source ?? null, page.state ?? null, page.limit + 1, offset],
  );
  return { files: rows.slice(0, page.limit).map(toFile), ...nextOf(page, offset, rows.length) };
}

/** Throws `import.not-found`. */
export async function readImport(engine: SqlEngine, importId: string): Promise<ImportDetail> {
  const rows = await engine.rows<RunRow & { readonly text: string | null }>(
    `SELECT h.*, m.text FROM ${HISTORY} h LEFT JOIN import_mapping m ON m.hash = h.mapping
     WHERE import_id = $1 ORDER BY source, file`,
    [importId],
  );
  const [first] = rows;
  if (!first) throw new TesseraError('import.not-found', { id: importId });
  const { reasons } = await countReasons(engine, { importId });
  return { importId, files: rows.map(toFile), ...(first.text === null ? {} : { mapping: first.text }), reasons };
}

/** The newest run of this very file by this very part of a mapping, if there was one. */
export async function findRun(
  session: Pick<SqlSession, 'rows'>,
  key: { readonly source: string; readonly fileHash: string; readonly mappingHash: string },
): Promise<ImportedFile | undefined> {
  const [row] = await session.rows<RunRow>(
    `SELECT *, NULL AS code, NULL AS detail FROM import_run
     WHERE source = $1 AND file_hash = $2 AND mapping_hash = $3 AND kind IS DISTINCT FROM 'reprocess'
     ORDER BY started_at DESC LIMIT 1`,
    [key.source, key.fileHash, key.mappingHash],
  );
  return row && toFile(row);
}

/** Whether a file of this name came before by the same source and had other bytes. */
export async function wasImported(
  session: Pick<SqlSession, 'rows'>,
  { source, file, fileHash }: { readonly source: string; readonly file: string; readonly fileHash: string },
): Promise<boolean> {
  const rows = await session.rows(
    `SELECT 1 AS one FROM import_run WHERE source = $1 AND file = $2 AND file_hash <> $3
     AND kind IS DISTINCT FROM 'reprocess' AND rows_written > 0 LIMIT 1`,
    [source, file, fileHash],
  );
  return rows.length > 0;
}

/** The shape of the file that came last by the same source to the same target. */
export async function lastShape(
  session: Pick<SqlSession, 'rows'>,
  { source, target }: { readonly source: string; readonly target: string },
): Promise<SourceShape | undefined> {
  const [row] = await session.rows<{ shape: string }>(
    `SELECT shape FROM import_run WHERE source = $1 AND target = $2 AND shape IS NOT NULL
     ORDER BY started_at DESC, import_id DESC, file DESC LIMIT 1`,
    [source, target],
  );
  return row && (JSON.parse(row.shape) as SourceShape);
}

function toFile(row: RunRow): ImportedFile {
  return {
    importId: row.import_id,
    kind: row.kind === 'reprocess' ? 'reprocess' : 'import',
    ...(row.parent === null ? {} : { parent: row.parent }),
    ...stateOf(row),
    ...(row.origin === null ? {} : { origin: row.origin }),
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
    drift: row.drift === null ? [] : (JSON.parse(row.drift) as readonly ColumnDrift[]),
  };
}

function stateOf({ code, detail }: RunRow): Pick<ImportedFile, 'state' | 'problem'> {
  if (code === null) return { state: 'done' };
  const known = isErrorCode(code) ? code : 'internal.fault';
  const { message, todo } = new TesseraError(known, JSON.parse(detail ?? '{}')).toBody();
  return { state: 'failed', problem: { code: known, message, todo } };
}
