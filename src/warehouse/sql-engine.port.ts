/** A bound value; strings and numbers are never spliced into SQL text. `$1` is the first. */
export type SqlValue = string | number | bigint | boolean | null | readonly (string | number)[];

/** A column of numbers as memory holds it: TINYINT without a sign, INTEGER with and without, DOUBLE. Nothing in it is NULL. */
export type NumberArray = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** Reads and writes inside one transaction. */
export interface SqlSession {
  /** Rows as plain objects: integers as numbers (they must be safe), DATE as day number, TIMESTAMPTZ as epoch milliseconds, lists as arrays. */
  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Runs one or several statements for their effect. */
  run(sql: string, values?: readonly SqlValue[]): Promise<void>;
  /** Bulk insert: as many columns as names, each with the same length. Numbers go in as they are, epoch milliseconds into TIMESTAMPTZ, day numbers into DATE. */
  append(table: string, columns: Readonly<Record<string, readonly SqlValue[]>>): Promise<void>;
  /** Bulk insert of numbers alone, an order of magnitude faster: every column of the table, each array of the column's own type. */
  appendNumbers(table: string, columns: Readonly<Record<string, NumberArray>>): Promise<void>;
}

/** One result column as arrays: `values[i]` is meaningful where `known[i]` is 1. */
export interface ResultColumn {
  readonly name: string;
  readonly values: Float64Array | readonly (string | null)[] | readonly (readonly string[] | null)[];
  readonly known: Uint8Array;
}

/**
 * The engine under the warehouse: DuckDB's SQL dialect, one writer, many readers.
 *
 * `transaction` is all or nothing: when `work` rejects or the process dies, nothing of it is left, and once it has
 * resolved its writes survive kill -9. Transactions run one after the other; readers outside see only what is committed.
 * A full disk rejects with `disk.full`.
 */
export interface SqlEngine extends SqlSession {
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** Whole result by column: the way to load columns into memory. */
  columns(sql: string, values?: readonly SqlValue[]): Promise<readonly ResultColumn[]>;
  close(): Promise<void>;
}
