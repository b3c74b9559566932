import type { Instant } from '../../kernel/index.ts';
import { hasErasures, isErasedSql } from '../erase/index.ts';
import {
  type FactOutcome,
  type FactTable,
  type FactWriter,
  keyOfDimension,
  type StagedDimension,
} from '../facts/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { ImportedFile } from './import-service.ts';
import { attributeColumn } from './stage/compile-stage.ts';
import { quote } from './stage/read-field.ts';
import type { StagedFile } from './stage/stage-import.ts';
import type { Staged } from './stage/stage-source.ts';

/** What every row of `import_run` and `quarantine` says of its import. */
export interface ImportRun {
  readonly importId: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly origin: string | undefined;
  /** Hash of the mapping's text. */
  readonly mappingText: string;
}

/** Writes one staged file with its rejects and its line of history; inside the import's one transaction. */
export async function writeFile(
  session: SqlSession,
  writer: FactWriter,
  {
    staged,
    mappingHash,
    shape,
    drift,
    run,
  }: Omit<StagedFile & { kind: 'staged' }, 'kind' | 'onDisk'> & { readonly run: ImportRun },
): Promise<ImportedFile> {
  const { written, suppressed = 0 } = await writeRows(session, writer, {
    staged,
    batchId: run.importId,
    startedAt: run.startedAt,
  });
  await session.run(
    // What an earlier mapping refused of this very file has been read again by now.
    `DELETE FROM quarantine WHERE source = $1 AND (import_id, file) IN (
       SELECT (import_id, file) FROM import_run WHERE source = $1 AND file_hash = $2)`,
    [staged.source.id, staged.hash],
  );
  await session.run(
    `INSERT INTO quarantine (import_id, source, file, line, reason, field, row, received_at, nth)
     SELECT $1, $2, $3, line, reason, field, row, make_timestamptz($4::BIGINT), nth FROM ${staged.rejects}
     ${(await hasErasures(session)) ? `WHERE NOT ${NAMES_ERASED}` : ''}`,
    [run.importId, staged.source.id, staged.file, run.startedAt * 1000],
  );
  const file: ImportedFile = {
    importId: run.importId,
    kind: 'import',
    state: 'done',
    ...(run.origin === undefined ? {} : { origin: run.origin }),
    source: staged.source.id,
    file: staged.file,
    target: staged.source.target.id,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    rowsRead: staged.rowsRead,
    rowsWritten: written,
    rowsRejected: staged.rowsRejected,
    rowsKnown: staged.rowsGood - written - suppressed,
    ...(suppressed > 0 ? { rowsSuppressed: suppressed } : {}),
    unchanged: false,
    drift,
  };
  await session.append('import_run', {
    import_id: [file.importId],
    source: [file.source],
    file: [file.file],
    file_hash: [staged.hash],
    mapping_hash: [mappingHash],
    target: [file.target],
    started_at: [run.startedAt],
    finished_at: [run.finishedAt],
    rows_read: [file.rowsRead],
    rows_written: [file.rowsWritten],
    rows_rejected: [file.rowsRejected],
    rows_known: [file.rowsKnown],
    kind: ['import'],
    origin: [run.origin ?? null],
    mapping: [run.mappingText],
    shape: [JSON.stringify(shape)],
    drift: [JSON.stringify(drift)],
  });
  return file;
}

/** A cell of the row as it was read is the id of someone who was erased. */
const NAMES_ERASED = `EXISTS (SELECT 1 FROM (SELECT unnest(json_extract_string(row, '$.*')) AS cell)
  WHERE ${isErasedSql('cell', 'user')} OR ${isErasedSql('cell', 'device')})`;

interface RowsToWrite {
  readonly staged: Staged;
  readonly batchId: string;
  readonly startedAt: Instant;
  /** Rows of people and dimensions fill what is not there and replace nothing. Default false. */
  readonly isLate?: boolean;
}

export async function writeRows(
  session: SqlSession,
  writer: FactWriter,
  { staged, batchId, startedAt, isLate = false }: RowsToWrite,
): Promise<FactOutcome> {
  const { source, table, columns } = staged;
  switch (source.target.kind) {
    case 'fact':
      return writer.writeStaged(session, {
        table: source.target.table as FactTable,
        source: source.id,
        batchId,
        from: table,
        columns,
        hasUniqueKeys: source.key === undefined || source.repeats === 'number',
        order: 'line',
      });
    case 'dimension': {
      const dimension = source.target.table as StagedDimension['table'];
      const known = isLate ? `ANTI JOIN ${dimension} USING (${keyOfDimension(dimension)})` : '';
      return writer.writeDimension(session, {
        table: dimension,
        source: source.id,
        batchId,
        from: `(SELECT *, line AS position FROM ${table} ${known})`,
        columns,
      });
    }
    case 'link':
      return writer.writeLinks(session, {
        rule: 'link',
        source: source.id,
        batchId,
        from: linkRows(staged),
      });
    case 'user':
      return writer.writeAttributes(session, {
        source: source.id,
        batchId,
        from: attributeRows(staged, { startedAt, isLate }),
        hasSeenAt: true,
      });
  }
}

function linkRows({ table, columns }: Staged): string {
  const orNull = (name: string) => (columns.includes(name) ? name : `NULL::VARCHAR AS ${name}`);
  const seenAt = columns.includes('seen_at') ? 'coalesce(seen_at, now())' : 'now()';
  return `(SELECT user_id, ${orNull('device_id')}, ${orNull('other_user_id')}, ${seenAt} AS seen_at FROM ${table})`;
}

/** One row per person and attribute; a person without any still becomes known. */
function attributeRows(
  { source, table, columns }: Staged,
  { startedAt, isLate }: { readonly startedAt: Instant; readonly isLate: boolean },
): string {
  const seenAt = columns.includes('first_seen_at') ? 'first_seen_at' : 'NULL::TIMESTAMPTZ AS first_seen_at';
  const pairs = Object.keys(source.attributes).map(
    (id) => `{'attribute': '${id}', 'value': ${quote(attributeColumn(id))}}`,
  );
  const list = pairs.length > 0 ? `[${pairs.join(', ')}]` : "[{'attribute': '', 'value': NULL::VARCHAR}]";
  const rows = `(SELECT user_id, line AS position, ${seenAt}, make_timestamptz(${startedAt * 1000}) AS received_at,
    unnest(${list}, recursive := true) FROM ${table})`;
  if (!isLate) return rows;
  const known = '(SELECT user_id, attribute FROM user_attribute JOIN user_login USING (account_key))';
  return `(SELECT r.* FROM ${rows} r ANTI JOIN ${known} k USING (user_id, attribute))`;
}
