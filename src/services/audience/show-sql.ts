import type { SqlValue } from '../../warehouse/sql-engine.port.ts';
import type { AudienceSql } from './compile-sql.ts';

/** A statement for people to read or paste, with its values in place. Tessera itself never runs it. */
export function showSql({ sql, values }: AudienceSql): string {
  return sql.replace(/\$(\d+)/g, (whole, place: string) => {
    const value = values[Number(place) - 1];
    return value === undefined ? whole : show(value);
  });
}

function show(value: SqlValue): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
