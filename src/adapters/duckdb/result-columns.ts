import {
  type DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ResultColumn } from '../../warehouse/sql-engine.port.ts';
import { toPlain } from './convert.ts';

/** Reads a whole result into one array per column. */
export async function readColumns(result: DuckDBResult): Promise<readonly ResultColumn[]> {
  const chunks: DuckDBDataChunk[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    chunks.push(chunk);
  const rowCount = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return result.columnNames().map((name, i) => readColumn(name, result.columnType(i), { chunks, rowCount, index: i }));
}

interface Source {
  readonly chunks: readonly DuckDBDataChunk[];
  readonly rowCount: number;
  readonly index: number;
}

const NUMERIC: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.DATE,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_TZ,
]);

function readColumn(name: string, type: DuckDBType, source: Source): ResultColumn {
  const known = new Uint8Array(source.rowCount);
  if (NUMERIC.has(type.typeId)) {
    const values = new Float64Array(source.rowCount);
    visit(source, known, (row, value) => {
      values[row] = Number(toPlain(value));
    });
    return { name, values, known };
  }
  const values = new Array<string | readonly string[] | null>(source.rowCount).fill(null);
  visit(source, known, (row, value) => {
    values[row] = toPlain(value) as string | readonly string[];
  });
  return { name, values: values as readonly (string | null)[], known };
}

function visit(source: Source, known: Uint8Array, take: (row: number, value: DuckDBValue) => void): void {
  let row = 0;
  for (const chunk of source.chunks) {
    const vector = chunk.getColumnVector(source.index);
    for (let i = 0; i < chunk.rowCount; i++, row++) {
      const value = vector.getItem(i);
      if (value === null) continue;
      known[row] = 1;
      take(row, value);
    }
  }
}
