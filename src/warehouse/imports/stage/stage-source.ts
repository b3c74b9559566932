import { type ErrorDetail, TesseraError } from '../../../kernel/index.ts';
import type { SqlSession } from '../../sql-engine.port.ts';
import { checkSqlExpression } from '../expressions/check-sql-expression.ts';
import { readBadRows } from '../files/prepare-csv.ts';
import { quoteText, type TableFile } from '../files/table-file.ts';
import type { Lookup, Source } from '../mapping/mapping.ts';
import { compileStage, type StagedLookup, type StageScope } from './compile-stage.ts';
import { quote } from './read-field.ts';

/** One file, read: its good rows in one table of the session and the bad ones in another. */
export interface Staged {
  readonly source: Source;
  readonly file: string;
  readonly hash: string;
  /** With `line` and the target's columns. */
  readonly table: string;
  /** With `line`, `reason`, `field`, `row`, `nth`. */
  readonly rejects: string;
  readonly columns: readonly string[];
  readonly rowsRead: number;
  readonly rowsGood: number;
  readonly rowsRejected: number;
}

/** Longer than any row of a text file as JSON: what is cut cannot be read again. */
const ROW_CHARACTERS = 8_000_000;

/** Reads a checked file into tables of the session. `name` begins their names. */
export async function stageSource(source: Source, scope: StageScope, name: string): Promise<Staged> {
  const { session, table } = scope;
  const { query, columns, isNumbered } = await compileStage(source, scope);
  const [rows, rejects] = [`${name}_rows`, `${name}_rejects`];
  await session.run(`CREATE TEMP TABLE ${rows} AS ${query}`).catch((error: unknown) => {
    throw asDamage(error, table.file);
  });
  await refuseZonelessText(session, rows, table.file);
  await session.run(
    `CREATE TEMP TABLE ${rejects} AS
     SELECT s.__line AS line, split_part(b.reject, ' ', 1) AS reason, substr(b.reject, instr(b.reject, ' ') + 1) AS field,
       left(to_json({${table.columns.map((column) => `${quoteText(column)}: s.${quote(column)}`).join(', ')}})::VARCHAR, ${ROW_CHARACTERS}) AS row, b.nth
     FROM (SELECT line, reject, ${isNumbered ? '"#nth"' : 'NULL::BIGINT'} AS nth FROM ${rows} WHERE reject IS NOT NULL) b JOIN ${table.from(table.columns)} s ON s.__line = b.line`,
  );
  if (table.badRows)
    await session.run(
      `INSERT INTO ${rejects} SELECT __line, reason, NULL, row, NULL FROM ${readBadRows(table.badRows)}`,
    );
  await session.run(`DELETE FROM ${rows} WHERE reject IS NOT NULL`);
  const [count] = await session.rows<{ good: number; bad: number }>(
    `SELECT (SELECT count(*) FROM ${rows}) AS good, (SELECT count(*) FROM ${rejects}) AS bad`,
  );
  return {
    source,
    file: table.file,
    hash: table.hash,
    table: rows,
    rejects,
    columns,
    rowsRead: table.rows,
    rowsGood: count!.good,
    rowsRejected: count!.bad,
  };
}

/** Reads a lookup's file into a table of the session. Throws `import.lookup-repeats` when its key is not unique. */
export async function stageLookup(
  { lookup, table }: { readonly lookup: Lookup; readonly table: TableFile },
  { session, where, name }: { readonly session: SqlSession; readonly where: string; readonly name: string },
): Promise<StagedLookup> {
  const place = { expression: lookup.key, where: `${where}.lookups.${lookup.name}.key` };
  const key = await checkSqlExpression(
    session,
    place,
    new Map([['', { file: table.file, alias: 's', columns: table.columns }]]),
  );
  await session.run(
    `CREATE TEMP TABLE ${name} AS SELECT ${key}::VARCHAR AS __key, s.* FROM ${table.from(table.columns)} s`,
  );
  const [repeated] = await session.rows<{ key: string }>(
    `SELECT __key AS key FROM ${name} WHERE __key IS NOT NULL GROUP BY 1 HAVING count(*) > 1 LIMIT 1`,
  );
  if (repeated)
    throw new TesseraError('import.lookup-repeats', { lookup: lookup.name, key: repeated.key, file: table.file });
  return { file: table.file, table: name, columns: table.columns };
}

/** A time without a zone is no bad row: either all of the file's times need a zone or the mapping lacks a word. */
async function refuseZonelessText(session: SqlSession, rows: string, file: string): Promise<void> {
  const [first] = await session.rows<{ line: number; field: string }>(
    `SELECT line, substr(reject, instr(reject, ' ') + 1) AS field FROM ${rows}
     WHERE starts_with(reject, 'time.without-zone ') ORDER BY line LIMIT 1`,
  );
  if (first) throw new TesseraError('import.time-without-zone', { file, ...first } satisfies ErrorDetail);
}

/** Expressions cannot fail here and fields are checked, so what the engine dislikes is the file. */
export function asDamage(error: unknown, file: string): unknown {
  if (error instanceof TesseraError) return error;
  const problem = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return new TesseraError('import.damaged', { file, problem }, { cause: error });
}
