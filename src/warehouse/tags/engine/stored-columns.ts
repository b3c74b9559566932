import type { TagFact } from '../definition.ts';
import { FACT_TABLES } from '../fact-tables.ts';

/**
 * How a column of a fact stands in a segment:
 * - `word`: code of a word, 0 where unknown; the width follows the dictionary;
 * - `id`: 64 bits of hash in two columns of 32, both 0 where unknown: can be told apart, not read back;
 * - `amount`: minor units as a float64, NaN where unknown;
 * - `measure`: the value as it is and, exact to be summed, in millionths; NaN where unknown;
 * - `small`: a whole number that is never unknown.
 * `day` and `weekday` belong to the segment as a whole.
 */
export type StoredAs = 'word' | 'id' | 'amount' | 'measure' | 'small';

export interface StoredColumn {
  readonly name: string;
  readonly as: StoredAs;
}

/** Ids that nobody reads as words: as many as there are facts. */
const IDS = new Set(['order_id', 'session_id', 'coupon_id', 'device_id']);
const OF_THE_SEGMENT = new Set(['day', 'weekday']);

export function storedColumns(fact: TagFact): readonly StoredColumn[] {
  return Object.keys(FACT_TABLES[fact].columns)
    .filter((name) => !OF_THE_SEGMENT.has(name))
    .map((name) => ({ name, as: storedAs(fact, name) }));
}

/** Undefined for what belongs to the segment. */
export function storedAs(fact: TagFact, name: string): StoredAs {
  const type = FACT_TABLES[fact].columns[name];
  if (type === 'category') return IDS.has(name) ? 'id' : 'word';
  if (type === 'money') return 'amount';
  return type === 'number' ? 'measure' : 'small';
}

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** One array of a segment: what the generated code reads. */
export interface StoredArray {
  readonly key: string;
  readonly bytes: 1 | 2 | 4 | 8;
  readonly make: (buffer: ArrayBufferLike, offset: number, length: number) => NumberArray;
}

const ARRAYS = {
  u8: { bytes: 1, make: (b, o, n) => new Uint8Array(b, o, n) },
  u16: { bytes: 2, make: (b, o, n) => new Uint16Array(b, o, n) },
  u32: { bytes: 4, make: (b, o, n) => new Uint32Array(b, o, n) },
  i32: { bytes: 4, make: (b, o, n) => new Int32Array(b, o, n) },
  f64: { bytes: 8, make: (b, o, n) => new Float64Array(b, o, n) },
} as const satisfies Record<string, Omit<StoredArray, 'key'>>;

export type ArrayKind = keyof typeof ARRAYS;

export const bytesOf = (kind: ArrayKind): number => ARRAYS[kind].bytes;
export const viewOf = (kind: ArrayKind, at: { readonly buffer: ArrayBufferLike; readonly offset: number; readonly length: number }): NumberArray =>
  ARRAYS[kind].make(at.buffer, at.offset, at.length);

/** The least array that holds codes of a dictionary of this size. */
export function wordArray(words: number): ArrayKind {
  if (words <= 0x100) return 'u8';
  return words <= 0x1_0000 ? 'u16' : 'u32';
}

/** The arrays of one column, by the name under which the generated code finds them. */
export function arraysOf({ name, as }: StoredColumn, words: number): readonly { readonly key: string; readonly kind: ArrayKind }[] {
  switch (as) {
    case 'word':
      return [{ key: name, kind: wordArray(words) }];
    case 'id':
      return [
        { key: `${name}_low`, kind: 'u32' },
        { key: `${name}_high`, kind: 'u32' },
      ];
    case 'amount':
      return [{ key: name, kind: 'f64' }];
    case 'measure':
      return [
        { key: name, kind: 'f64' },
        { key: `${name}_millionths`, kind: 'f64' },
      ];
    case 'small':
      return [{ key: name, kind: name === 'hour' ? 'u8' : 'i32' }];
  }
}
