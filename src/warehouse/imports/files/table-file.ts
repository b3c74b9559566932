/** A checked file that the engine can read as a table. */
export interface TableFile {
  /** Name as people know it. */
  readonly file: string;
  /** SHA-256 of the bytes on disk, hex. */
  readonly hash: string;
  readonly columns: readonly string[];
  /** Relation for FROM with `__line` and the columns asked for. `__line` is the line of a text file, else the row, from 1. */
  readonly from: (columns: readonly string[]) => string;
  /** Rows that are no rows: CSV with the columns line, reason and raw text. Undefined where there are none. */
  readonly badRows: string | undefined;
  /** Data rows, bad ones included. */
  readonly rows: number;
  /** The relation has `#nth` from the time when the whole file was read: it holds some of its rows. */
  readonly isNumbered?: boolean;
}

export interface PrepareOptions {
  /** Folder for what is decoded; whoever calls removes it. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Text in SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
