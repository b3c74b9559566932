import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { columnsOf, FILE_NAMES, type FileName, type RowSink } from './tables.ts';

/** Bytes of text that are gathered before they go to disk. */
const CHUNK_CHARACTERS = 1 << 18;

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
  #pending: string;

  constructor(path: string, columns: readonly string[]) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#descriptor = openSync(`${path}.partial`, 'w');
    this.#pending = `${columns.join(',')}\n`;
  }

  append(line: string): void {
    this.rows++;
    this.#pending += `${line}\n`;
    if (this.#pending.length > CHUNK_CHARACTERS) this.#flush();
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

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    for (let written = 0; written < bytes.length; )
      written += writeSync(this.#descriptor, bytes, written, bytes.length - written);
    this.#pending = '';
  }
}
