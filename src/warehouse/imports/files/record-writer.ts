import { type FileHandle, open } from 'node:fs/promises';
import { asFileFault } from './file-fault.ts';

/** Collects records in one buffer, because a million small writes would cost more than the work between them. */
export class RecordWriter {
  readonly #path: string;
  #handle: FileHandle | undefined;
  #buffer = Buffer.allocUnsafe(1 << 22);
  #length = 0;
  #records = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** How many records were added. */
  get records(): number {
    return this.#records;
  }

  /** Adds `<line><separator><record>` and a line end. */
  add(line: number, separator: string, record: Buffer): void {
    const prefix = `${line}${separator}`;
    this.#reserve(prefix.length + record.length + 1);
    this.#length += this.#buffer.write(prefix, this.#length, 'latin1');
    this.#length += record.copy(this.#buffer, this.#length);
    this.#buffer[this.#length++] = 10;
    this.#records++;
  }

  /** Call after each chunk: what is added in between stays in memory. */
  async flush(): Promise<void> {
    if (this.#length === 0) return;
    try {
      this.#handle ??= await open(this.#path, 'w');
      await this.#handle.writeFile(this.#buffer.subarray(0, this.#length));
    } catch (error) {
      throw asFileFault(error, this.#path, 0);
    }
    this.#length = 0;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#handle?.close();
    }
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
