import type { SqlEngine, SqlValue } from '../../sql-engine.port.ts';
import type { ImportService, Page, Reject, RejectFilter, RejectReason } from '../import-service.ts';
import { nextOf, offsetOf } from '../paging.ts';

/** Condition over `quarantine` with its values; they are numbered from `first`. */
export function filterSql(
  filter: RejectFilter,
  first = 1,
): { readonly sql: string; readonly values: readonly SqlValue[] } {
  const columns = {
    import_id: filter.importId,
    source: filter.source,
    file: filter.file,
    reason: filter.reason,
    field: filter.field,
  };
  const given = Object.entries(columns).filter(([, value]) => value !== undefined && value !== '');
  const conditions = given.map(([name], i) => `${name} = $${first + i}`);
  const values: SqlValue[] = given.map(([, value]) => value!);
  if (filter.text) {
    conditions.push(`contains(lower(row), lower($${first + values.length}::VARCHAR))`);
    values.push(filter.text);
  }
  return { sql: conditions.length > 0 ? conditions.join(' AND ') : 'true', values };
}

/** How much of a row a list shows. */
const SHOWN = 10_000;

/** Rows in quarantine, newest import first, by file and line. */
export async function readRejects(engine: SqlEngine, page: Page & RejectFilter): ReturnType<ImportService['rejects']> {
  const offset = offsetOf(page);
  const { sql, values } = filterSql(page);
  const [count] = await engine.rows<{ total: number }>(`SELECT count(*) AS total FROM quarantine WHERE ${sql}`, values);
  const rows = await engine.rows<Reject>(
    `SELECT import_id AS "importId", source, file, line, reason, field, left(row, ${SHOWN}) AS row,
       coalesce(attempts, 0) AS attempts
     FROM quarantine WHERE ${sql}
     ORDER BY received_at DESC, import_id DESC, file, line, field
     LIMIT $${values.length + 1}::INTEGER OFFSET $${values.length + 2}::INTEGER`,
    [...values, page.limit + 1, offset],
  );
  return { rejects: rows.slice(0, page.limit), total: count!.total, ...nextOf(page, offset, rows.length) };
}

export async function countReasons(
  engine: SqlEngine,
  filter: RejectFilter,
): ReturnType<ImportService['rejectReasons']> {
  const { sql, values } = filterSql(filter);
  const reasons = await engine.rows<RejectReason>(
    `SELECT source, reason, field, count(*) AS count FROM quarantine WHERE ${sql}
     GROUP BY ALL ORDER BY count DESC, source, reason, field`,
    values,
  );
  return { reasons, total: reasons.reduce((sum, { count }) => sum + count, 0) };
}
