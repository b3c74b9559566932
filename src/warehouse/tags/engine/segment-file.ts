import { closeSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import type { Arena } from './arena.ts';
import { BLOCK_PEOPLE } from './person-words.ts';
import { type ArrayKind, bytesOf, type NumberArray, viewOf } from './stored-columns.ts';

/** Facts of one kind, one day and one shard of people, as arrays sorted by person. */
export interface SegmentData {
  readonly rows: number;
  /** Place in the shard of each row's person, rising. */
  readonly people: Uint32Array;
  readonly arrays: readonly { readonly key: string; readonly kind: ArrayKind; readonly values: NumberArray }[];
}

interface Header {
  readonly rows: number;
  /** `starts[i]` is the first row of block `firstBlock + i`; one more than there are blocks. */
  readonly firstBlock: number;
  readonly starts: readonly number[];
  readonly arrays: readonly { readonly key: string; readonly kind: ArrayKind; readonly offset: number }[];
}

const PREFIX_BYTES = 8;

/** Writes a segment whole or not at all. */
export function writeSegment(path: string, data: SegmentData): void {
  const blocks = blockStarts(data.people);
  const places = Uint16Array.from(data.people, (place) => place % BLOCK_PEOPLE);
  const arrays = [{ key: 'people', kind: 'u16' as const, values: places }, ...data.arrays];
  let offset = 0;
  const layout = arrays.map(({ key, kind }) => {
    const at = offset;
    offset += aligned(bytesOf(kind) * data.rows);
    return { key, kind, offset: at };
  });
  const header = Buffer.from(JSON.stringify({ rows: data.rows, ...blocks, arrays: layout } satisfies Header));
  const file = Buffer.alloc(PREFIX_BYTES + aligned(header.length) + offset);
  file.writeUInt32LE(header.length, 0);
  header.copy(file, PREFIX_BYTES);
  for (const [i, { kind, values }] of arrays.entries()) {
    const bytes = Buffer.from(values.buffer, values.byteOffset, bytesOf(kind) * data.rows);
    bytes.copy(file, PREFIX_BYTES + aligned(header.length) + layout[i]!.offset);
  }
  writeFileSync(`${path}.new`, file);
  renameSync(`${path}.new`, path);
}

/** The rows of some blocks of one segment, in memory. */
export interface LoadedRows {
  /** In the order in which they were asked for. */
  readonly arrays: readonly NumberArray[];
  /** `starts[i]` is the first row of the i-th block asked for; one more than blocks. */
  readonly starts: Int32Array;
}

export interface BlockRange {
  readonly first: number;
  readonly count: number;
}

export interface ReadOptions {
  readonly blocks: BlockRange;
  /** Where the rows come to lie: they are gone when it is reset. */
  readonly arena: Arena;
}

/** Reads only the arrays and blocks that are asked for; undefined where the segment has no row in them. */
export function readSegment(
  path: string,
  wanted: readonly { readonly key: string; readonly kind: ArrayKind }[],
  { blocks, arena }: ReadOptions,
): LoadedRows | undefined {
  const file = openSync(path, 'r');
  try {
    const { header, bodyAt } = readHeader(file);
    const startOf = (block: number) =>
      header.starts[Math.min(Math.max(block - header.firstBlock, 0), header.starts.length - 1)]!;
    const from = startOf(blocks.first);
    const rows = startOf(blocks.first + blocks.count) - from;
    if (rows === 0) return undefined;
    const starts = Int32Array.from({ length: blocks.count + 1 }, (_, i) => startOf(blocks.first + i) - from);
    const arrays = wanted.map(({ key, kind }) => {
      const stored = header.arrays.find((array) => array.key === key);
      if (!stored) throw new Error(`the segment ${path} has no "${key}"`);
      return readArray(file, { ...stored, at: bodyAt + stored.offset, from, rows, wanted: kind, arena });
    });
    return { arrays, starts };
  } finally {
    closeSync(file);
  }
}

function readHeader(file: number): { readonly header: Header; readonly bodyAt: number } {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  readSync(file, prefix, 0, PREFIX_BYTES, 0);
  const length = prefix.readUInt32LE(0);
  const text = Buffer.alloc(length);
  readSync(file, text, 0, length, PREFIX_BYTES);
  return { header: JSON.parse(text.toString()) as Header, bodyAt: PREFIX_BYTES + aligned(length) };
}

interface ArrayPart {
  readonly kind: ArrayKind;
  readonly at: number;
  readonly from: number;
  readonly rows: number;
  readonly wanted: ArrayKind;
  readonly arena: Arena;
}

function readArray(file: number, { kind, at, from, rows, wanted, arena }: ArrayPart): NumberArray {
  const values = viewOf(kind, { ...arena.take(rows * bytesOf(kind)), length: rows });
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  readSync(file, bytes, 0, bytes.length, at + from * bytesOf(kind));
  if (kind === wanted) return values;
  // Codes of words are stored as narrow as the dictionary was that day.
  const wide = viewOf(wanted, { ...arena.take(rows * bytesOf(wanted)), length: rows });
  wide.set(values);
  return wide;
}

function blockStarts(people: Uint32Array): Pick<Header, 'firstBlock' | 'starts'> {
  const blockOf = (row: number) => Math.floor(people[row]! / BLOCK_PEOPLE);
  const firstBlock = people.length === 0 ? 0 : blockOf(0);
  const starts: number[] = [];
  for (let row = 0; row < people.length; row++) while (starts.length <= blockOf(row) - firstBlock) starts.push(row);
  return { firstBlock, starts: [...starts, people.length] };
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;
