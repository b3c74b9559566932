import type { Instant } from '../../kernel/index.ts';
import type { FactOutcome, FactTable, FactWriter, StagedDimension } from '../facts/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { ImportedFile } from './import-service.ts';
import { attributeColumn } from './stage/compile-stage.ts';
import { quote } from './stage/read-field.ts';
import type { Staged } from './stage/stage-source.ts';

/** What every row of `import_run` and `quarantine` says of its import. */
export interface ImportRun {
  readonly importId: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
}

/** Writes one staged file with its rejects and its line of history; inside the import's one transaction. */
export async function writeFile(
  session: SqlSession,
  writer: FactWriter,
  { staged, mappingHash, run }: { readonly staged: Staged; readonly mappingHash: string; readonly run: ImportRun },
): Promise<ImportedFile> {
  const { written } = await writeRows(session, writer, { staged, batchId: run.importId });
  await session.run(
    `INSERT INTO quarantine (import_id, source, file, line, reason, field, row, received_at)
     SELECT $1, $2, $3, line, reason, field, row, make_timestamptz($4::BIGINT) FROM ${staged.rejects}`,
    [run.importId, staged.source.id, staged.file, run.startedAt * 1000],
  );
  const file: ImportedFile = {
    importId: run.importId,
    source: staged.source.id,
    file: staged.file,
    target: staged.source.target.id,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    rowsRead: staged.rowsRead,
    rowsWritten: written,
    rowsRejected: staged.rowsRejected,
    rowsKnown: staged.rowsGood - written,
    unchanged: false,
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
  });
  return file;
}

async function writeRows(
  session: SqlSession,
  writer: FactWriter,
  { staged, batchId }: { readonly staged: Staged; readonly batchId: string },
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
      });
    case 'dimension':
      return writer.writeDimension(session, {
        table: source.target.table as StagedDimension['table'],
        from: `(SELECT *, line AS position FROM ${table})`,
        columns,
      });
    case 'user':
      return writer.writeAttributes(session, {
        source: source.id,
        batchId,
        from: attributeRows(staged),
        hasSeenAt: true,
      });
  }
}

/** One row per person and attribute; a person without any still becomes known. */
function attributeRows({ source, table, columns }: Staged): string {
  const seenAt = columns.includes('first_seen_at') ? 'first_seen_at' : 'NULL::TIMESTAMPTZ AS first_seen_at';
  const pairs = Object.keys(source.attributes).map(
    (id) => `{'attribute': '${id}', 'value': ${quote(attributeColumn(id))}}`,
  );
  const list = pairs.length > 0 ? `[${pairs.join(', ')}]` : "[{'attribute': '', 'value': NULL::VARCHAR}]";
  return `(SELECT user_id, line AS position, ${seenAt}, now() AS received_at, unnest(${list}, recursive := true) FROM ${table})`;
}
