import { TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../../sql-engine.port.ts';
import { quoteText, type TableFile } from '../files/table-file.ts';
import type { RejectFilter } from '../import-service.ts';
import type { Mapping, Source } from '../mapping/mapping.ts';
import type { SourceShape } from '../shape/source-shape.ts';
import { quote } from '../stage/read-field.ts';
import { filterSql } from './read-rejects.ts';

/** Quarantined rows of one file of one import. */
export interface RejectGroup {
  readonly source: Source;
  readonly importId: string;
  readonly file: string;
  /** Of the whole file. */
  readonly hash: string;
  readonly startedAt: number;
  /** Of the file; undefined for imports of 0.1, whose columns were all text or are taken for it. */
  readonly shape: SourceShape | undefined;
  readonly rows: number;
}

/** Rows that were no rows when they were read, and rows of which only a part was kept. */
const IS_WHOLE = "NOT starts_with(reason, 'row.') AND json_valid(row)";

/** Throws `import.no-rejects`. */
export async function findGroups(
  engine: SqlEngine,
  mapping: Mapping,
  filter: RejectFilter,
): Promise<readonly RejectGroup[]> {
  const { sql, values } = filterSql(filter);
  const found = await engine.rows<Omit<RejectGroup, 'shape' | 'source'> & { source: string; shape: string | null }>(
    `SELECT q.import_id AS "importId", q.source, q.file, q.rows, r.file_hash AS hash, r.started_at AS "startedAt", r.shape
     FROM (SELECT import_id, source, file, count(*) AS rows FROM quarantine WHERE ${sql} GROUP BY ALL) q
       JOIN import_run r USING (import_id, source, file)
     ORDER BY r.started_at, q.import_id, q.source, q.file`,
    values,
  );
  const groups = found.flatMap((group): RejectGroup[] => {
    const source = mapping.sources.find(({ id }) => id === group.source);
    const shape = group.shape === null ? undefined : (JSON.parse(group.shape) as SourceShape);
    return source ? [{ ...group, source, shape }] : [];
  });
  if (groups.length > 0) return groups;
  throw new TesseraError('import.no-rejects', { sources: mapping.sources.map(({ id }) => id).join(', ') });
}

/** Copies the rows of a group to the table `given`, each value of the type that the file had. */
export async function openGroup(
  session: SqlSession,
  group: RejectGroup,
  { filter, given }: { readonly filter: RejectFilter; readonly given: string },
): Promise<TableFile> {
  const { sql, values } = filterSql(filter, 4);
  const isMeant = `import_id = $1 AND source = $2 AND file = $3 AND ${IS_WHOLE} AND ${sql}`;
  const bound = [group.importId, group.source.id, group.file, ...values];
  await session.run(`CREATE TEMP TABLE ${given} AS SELECT line, nth, row FROM quarantine WHERE ${isMeant}`, bound);
  const columns = group.shape?.columns ?? (await namesIn(session, given));
  const typed = columns.map((column) => `${valueSql(column)} AS ${quote(column.name)}`);
  const [count] = await session.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${given}`);
  return {
    file: group.file,
    hash: group.hash,
    columns: columns.map(({ name }) => name),
    from: () => `(SELECT ${['line AS __line', 'nth AS "#nth"', ...typed].join(', ')} FROM ${given})`,
    badRows: undefined,
    rows: count!.rows,
    isNumbered: true,
  };
}

async function namesIn(session: SqlSession, given: string): Promise<readonly { name: string; type: string }[]> {
  return session.rows(`SELECT DISTINCT unnest(json_keys(row)) AS name, 'VARCHAR' AS type FROM ${given} ORDER BY name`);
}

/** JSON keeps text and numbers exactly; nested values are cast from JSON itself. */
function valueSql({ name, type }: { readonly name: string; readonly type: string }): string {
  const path = quoteText(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (type === 'VARCHAR') return `json_extract_string(row, ${path})`;
  if (/^(STRUCT|MAP|UNION)|\]$/.test(type)) return `CAST(json_extract(row, ${path}) AS ${type})`;
  return `CAST(json_extract_string(row, ${path}) AS ${type})`;
}
