import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { columnsOf, FILE_NAMES, type FileName, type RowSink } from './tables.ts';

/** Bytes that are gathered before they go to disk, and the most that one row may take. */
const CHUNK_BYTES = 1 << 19;
const ROW_BYTES = 1 << 12;
const NEW_LINE = 10;

/** Writes one CSV file per table into a folder. */
export interface FolderSink extends RowSink {
  readonly rows: ReadonlyMap<FileName, number>;
  /** Gives the files their names. Before it, they end in `.partial`. */
  finish(): void;
  /** Takes away everything written so far. */
  abandon(): void;
}

export function openFolderSink(folder: string): FolderSink {
  const files = new Map(FILE_NAMES.map((name) => [name, new CsvFile(join(folder, `${name}.csv`), columnsOf(name))]));
  return {
    row: (file, line) => files.get(file)!.append(line),
    get rows() {
      return new Map([...files].map(([name, file]) => [name, file.rows]));
    },
    finish: () => {
      for (const file of files.values()) file.finish();
    },
    abandon: () => {
      for (const file of files.values()) file.abandon();
    },
  };
}

class CsvFile {
  rows = 0;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #pending = Buffer.allocUnsafe(CHUNK_BYTES + ROW_BYTES);
  #filled = 0;

  constructor(path: string, columns: readonly string[]) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#descriptor = openSync(`${path}.partial`, 'w');
    this.#put(columns.join(','));
  }

  append(line: string): void {
    this.rows++;
    this.#put(line);
  }

  finish(): void {
    this.#flush();
    closeSync(this.#descriptor);
    renameSync(`${this.#path}.partial`, this.#path);
  }

  abandon(): void {
    closeSync(this.#descriptor);
    rmSync(`${this.#path}.partial`, { force: true });
  }

  /** All names in the city are ASCII, and then Latin-1 is the same bytes as UTF-8 and faster. */
  #put(line: string): void {
    this.#filled += this.#pending.write(line, this.#filled, 'latin1');
    this.#pending[this.#filled++] = NEW_LINE;
    if (this.#filled > CHUNK_BYTES) this.#flush();
  }

  #flush(): void {
    for (let written = 0; written < this.#filled; )
      written += writeSync(this.#descriptor, this.#pending, written, this.#filled - written);
    this.#filled = 0;
  }
}
