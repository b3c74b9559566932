import { isUtf8 } from 'node:buffer';
import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TesseraError } from '../../../kernel/index.ts';
import { asFileFault } from './file-fault.ts';

const CHUNK_BYTES = 1 << 20;

export interface ReadOptions {
  /** Name for errors. */
  readonly file: string;
  /** As TextDecoder knows it, or `binary` for bytes as they are. */
  readonly encoding: string;
  readonly signal: AbortSignal;
  /** Told how many bytes have been read from disk so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * The bytes of a file, decompressed where it is gzip and as UTF-8 whatever its encoding. Truncation is found by zlib,
 * because DuckDB accepts some cuts silently. Throws `import.truncated`, `import.damaged`, `import.encoding`.
 */
export async function* readChunks(path: string, options: ReadOptions): AsyncGenerator<Buffer> {
  const place = { line: 1 };
  try {
    const isGzip = await startsAsGzip(path);
    if (!isGzip && /\.gz$/i.test(options.file))
      throw new TesseraError('import.damaged', { file: options.file, problem: 'it is not gzip' });
    const raw = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const bytes of decode(isGzip ? unzip(raw) : raw, options, place)) {
      if (options.signal.aborted) throw new TesseraError('job.cancelled');
      options.onBytes?.(raw.bytesRead);
      yield bytes;
      place.line += countNewlines(bytes);
    }
  } catch (error) {
    throw asFileFault(error, options.file, place.line);
  }
}

/** A fault of either stream ends the other and comes out of the second. */
function unzip(raw: ReadStream): Readable {
  return pipeline(raw, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
}

async function startsAsGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

interface PlaceInFile {
  line: number;
}

function decode(chunks: AsyncIterable<Buffer>, options: ReadOptions, place: PlaceInFile): AsyncIterable<Buffer> {
  if (options.encoding === 'binary') return chunks;
  if (/^utf-?8$/i.test(options.encoding)) return checkUtf8(chunks, options, place);
  return transcode(chunks, options, place);
}

/** Cuts at ends of lines, so that no character is split; a byte-order mark is left out. */
async function* checkUtf8(
  chunks: AsyncIterable<Buffer>,
  options: ReadOptions,
  place: PlaceInFile,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  const check = (bytes: Buffer): Buffer => {
    if (!isUtf8(bytes) || bytes.includes(0)) throw encodingFault(bytes, options, place);
    const hasMark = isFirst && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
    isFirst = false;
    return hasMark ? bytes.subarray(3) : bytes;
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield check(Buffer.concat([rest, chunk.subarray(0, end)]));
    rest = end > 0 ? Buffer.from(chunk.subarray(end)) : Buffer.concat([rest, chunk]);
    if (rest.length > LONGEST_LINE)
      throw new TesseraError('import.damaged', { file: options.file, problem: 'a line is longer than 64 MB' });
  }
  if (rest.length > 0) yield check(rest);
}

async function* transcode(
  chunks: AsyncIterable<Buffer>,
  options: ReadOptions,
  place: PlaceInFile,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(options.encoding, { fatal: true });
  const { encoding, file } = options;
  const fault = () => new TesseraError('import.encoding', { file, encoding, line: place.line, column: 1 });
  const text = (bytes?: Buffer): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw fault();
    }
  };
  for await (const chunk of chunks) {
    const decoded = text(chunk);
    if (decoded.includes('\0')) throw fault();
    yield Buffer.from(decoded);
  }
  yield Buffer.from(text());
}

function encodingFault(bytes: Buffer, { file, encoding }: ReadOptions, place: PlaceInFile): TesseraError {
  let { line } = place;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const text = bytes.subarray(start, end);
    if (!isUtf8(text) || text.includes(0)) {
      const column = badByte(text) + 1;
      return new TesseraError('import.encoding', { file, encoding: encoding.toUpperCase(), line, column });
    }
    start = end + 1;
  }
  return new TesseraError('import.encoding', { file, encoding, line, column: 1 });
}

/** Characters before the first byte that is wrong. */
function badByte(text: Buffer): number {
  const zero = text.indexOf(0);
  let good = 0;
  while (good < text.length && isUtf8(text.subarray(0, good + 1 + lengthLeft(text, good))))
    good += 1 + lengthLeft(text, good);
  return text.subarray(0, zero >= 0 ? Math.min(zero, good) : good).toString('utf8').length;
}

function lengthLeft(text: Buffer, at: number): number {
  const lead = text[at]!;
  if (lead < 0xc0) return 0;
  if (lead < 0xe0) return 1;
  return lead < 0xf0 ? 2 : 3;
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

const NEWLINE = 10;
const LONGEST_LINE = 1 << 26;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
