/** One record of a CSV file, as bytes without its line end. */
export interface CsvRecord {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly bytes: Buffer;
  readonly fields: number;
  /** A quoted field goes on after its closing quote. */
  readonly isMalformed: boolean;
}

/** What is left of a chunk: a record that has not ended yet. */
interface Tail {
  readonly bytes: Buffer;
  readonly line: number;
  /** Where the quote stands that keeps it open. */
  readonly openQuote: { readonly line: number; readonly column: number } | undefined;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Cuts chunks of CSV (RFC 4180; a lone CR is no line end) into records and counts their fields. Blank lines are left
 * out but counted. Bytes of a record are valid until the next one is asked for.
 */
export class CsvRecords {
  readonly #delimiter: number;
  #tail: Tail = { bytes: Buffer.alloc(0), line: 1, openQuote: undefined };

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** The quote that was open at the end of what was given so far. */
  get openQuote(): { readonly line: number; readonly column: number } | undefined {
    return this.#tail.openQuote;
  }

  /** Bytes that wait for their line end. */
  get pending(): number {
    return this.#tail.bytes.length;
  }

  take(chunk: Buffer, onRecord: (record: CsvRecord) => void): void {
    this.#scan(this.#tail.bytes.length > 0 ? Buffer.concat([this.#tail.bytes, chunk]) : chunk, onRecord);
  }

  /** The last record needs no line end. */
  finish(onRecord: (record: CsvRecord) => void): void {
    if (this.#tail.bytes.length > 0) this.#scan(Buffer.concat([this.#tail.bytes, Buffer.from('\n')]), onRecord);
  }

  #scan(bytes: Buffer, onRecord: (record: CsvRecord) => void): void {
    const delimiter = this.#delimiter;
    let { line } = this.#tail;
    let start = 0;
    let startLine = line;
    let fields = 1;
    let isFieldStart = true;
    let isMalformed = false;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte === QUOTE && isFieldStart) {
        const open = { line, column: i - start + 1 };
        for (i++; i < bytes.length; i++) {
          if (bytes[i] === LF) line++;
          else if (bytes[i] === QUOTE) {
            if (bytes[i + 1] !== QUOTE) break;
            i++;
          }
        }
        // A quote at the very end may be the first half of a doubled one, so it waits for more as well.
        if (i + 1 >= bytes.length) {
          this.#tail = {
            bytes: Buffer.from(bytes.subarray(start)),
            line: startLine,
            openQuote: i < bytes.length ? undefined : open,
          };
          return;
        }
        const next = bytes[i + 1]!;
        isMalformed ||= next !== delimiter && next !== LF && next !== CR;
        isFieldStart = false;
      } else if (byte === LF) {
        const end = i > start && bytes[i - 1] === CR ? i - 1 : i;
        if (end > start) onRecord({ line: startLine, bytes: bytes.subarray(start, end), fields, isMalformed });
        line++;
        start = i + 1;
        startLine = line;
        fields = 1;
        isFieldStart = true;
        isMalformed = false;
      } else if (byte === delimiter) {
        fields++;
        isFieldStart = true;
      } else isFieldStart = false;
    }
    this.#tail = { bytes: Buffer.from(bytes.subarray(start)), line: startLine, openQuote: undefined };
  }
}

/** The fields of one well-formed record. */
export function parseRecord(text: string, delimiter: string): readonly string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      const stop = end < 0 ? text.length : end;
      fields.push(text.slice(at + 1, stop).replaceAll('""', '"'));
      at = stop + 1;
    } else {
      const next = text.indexOf(delimiter, at);
      const stop = next < 0 ? text.length : next;
      fields.push(text.slice(at, stop));
      at = stop;
    }
    if (text[at] !== delimiter) return fields;
    at++;
  }
}
