import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { TesseraError } from '../../kernel/index.ts';
import type { NumberArray, SqlSession, SqlValue } from '../../warehouse/sql-engine.port.ts';
import { toBound, toPlain, toTyped } from './convert.ts';

/** DuckDB's vector size: chunks beyond it are refused. */
const CHUNK_ROWS = 2048;

/** One connection as a session. Statements on it run one after the other. */
export class DuckDbSession implements SqlSession {
  readonly connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  async rows<Row>(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    const reader = await this.#guard(() => this.connection.runAndReadAll(sql, values.map(toBound)));
    return reader.getRowObjects().map((row) => {
      const plain: Record<string, unknown> = {};
      for (const name in row) plain[name] = toPlain(row[name]!);
      return plain as Row;
    });
  }

  async run(sql: string, values: readonly SqlValue[] = []): Promise<void> {
    await this.#guard(() => this.connection.run(sql, values.map(toBound)));
  }

  async append(table: string, columns: Readonly<Record<string, readonly SqlValue[]>>): Promise<void> {
    await this.#guard(async () => {
      const names = await this.#columnsOf(table);
      const rowCount = Object.values(columns)[0]?.length ?? 0;
      const unknown = Object.keys(columns).filter((name) => !names.includes(name));
      if (unknown.length > 0) throw new Error(`${table} has no column ${unknown.join(', ')}`);
      const appender = await this.connection.createAppender(table);
      const types = names.map((_, i) => appender.columnType(i));
      for (let start = 0; start < rowCount; start += CHUNK_ROWS) {
        const end = Math.min(start + CHUNK_ROWS, rowCount);
        const chunk = DuckDBDataChunk.create(types, end - start);
        names.forEach((name, i) => {
          const given = columns[name];
          const values = given
            ? given.slice(start, end).map((value) => toTyped(value, types[i]!))
            : new Array(end - start).fill(null);
          chunk.setColumnValues(i, values);
        });
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    });
  }

  async appendNumbers(table: string, columns: Readonly<Record<string, NumberArray>>): Promise<void> {
    await this.#guard(async () => {
      const arrays = (await this.#columnsOf(table)).map((name) => {
        const values = columns[name];
        if (!values) throw new Error(`${table} wants a column ${name}`);
        return values;
      });
      const rowCount = arrays[0]?.length ?? 0;
      const appender = await this.connection.createAppender(table);
      const types = arrays.map((_, i) => appender.columnType(i));
      for (let start = 0; start < rowCount; start += CHUNK_ROWS) {
        const end = Math.min(start + CHUNK_ROWS, rowCount);
        const chunk = DuckDBDataChunk.create(types, end - start);
        for (const [i, values] of arrays.entries()) writeNumbers(chunk.getColumnVector(i), values.subarray(start, end));
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    });
  }

  async #columnsOf(table: string): Promise<readonly string[]> {
    const reader = await this.connection.runAndReadAll(
      'SELECT column_name FROM duckdb_columns() WHERE table_name = $1 ORDER BY column_index',
      [table],
    );
    return reader.getRows().map(([name]) => String(name));
  }

  /** A full disk is told as such; everything else is a fault of ours and goes up as it is. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (
        error instanceof Error &&
        /No space left|disk full|Could not write|max_temp_directory_size/i.test(error.message)
      ) {
        throw new TesseraError('disk.full', { path: 'the warehouse' }, { cause: error });
      }
      throw error;
    }
  }
}

/** Into the array behind a vector, which its typings hide; an array of another type is a fault of the caller. */
function writeNumbers(vector: ReturnType<DuckDBDataChunk['getColumnVector']>, values: NumberArray): void {
  const { items } = vector as unknown as { readonly items: NumberArray };
  if (items.constructor !== values.constructor) throw new Error(`a column of ${vector.type} cannot take these numbers`);
  items.set(values);
  vector.flush();
}
