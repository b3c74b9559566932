import type { TagFact } from '../definition.ts';
import { FACT_TABLES } from '../fact-tables.ts';

/**
 * How a column of a fact stands in a segment:
 * - `word`: code of a word, 0 where unknown; the width follows the dictionary;
 * - `id`: 64 bits of hash in two columns of 32, both 0 where unknown: can be told apart, not read back;
 * - `amount`: minor units as a float64, NaN where unknown;
 * - `measure`: the value as it is and, exact to be summed, in millionths; NaN where unknown;
 * - `integer`: a whole number, the least one where unknown.
 * `day` and `weekday` belong to the segment as a whole.
 */
export type StoredAs = 'word' | 'id' | 'amount' | 'measure' | 'integer';

export interface StoredColumn {
  readonly name: string;
  readonly as: StoredAs;
}

/** Ids that nobody reads as words: as many as there are facts. */
const IDS = new Set(['order_id', 'session_id', 'coupon_id', 'device_id']);
/** Equal for all rows of a segment, which holds one day. */
export const SEGMENT_COLUMNS: ReadonlySet<string> = new Set(['day', 'weekday']);

export function storedColumns(fact: TagFact): readonly StoredColumn[] {
  return Object.keys(FACT_TABLES[fact].columns)
    .filter((name) => !SEGMENT_COLUMNS.has(name))
    .map((name) => ({ name, as: storedAs(fact, name) }));
}

/** Not for {@link SEGMENT_COLUMNS}. */
export function storedAs(fact: TagFact, name: string): StoredAs {
  const type = FACT_TABLES[fact].columns[name];
  if (type === 'category') return IDS.has(name) ? 'id' : 'word';
  if (type === 'money') return 'amount';
  return type === 'number' ? 'measure' : 'integer';
}

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const ARRAYS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f64: Float64Array,
} as const;

export type ArrayKind = keyof typeof ARRAYS;

export const bytesOf = (kind: ArrayKind): number => ARRAYS[kind].BYTES_PER_ELEMENT;

export interface Span {
  readonly buffer: ArrayBufferLike;
  /** In bytes; a multiple of 8. */
  readonly offset: number;
  readonly length: number;
}

export function viewOf(kind: ArrayKind, { buffer, offset, length }: Span): NumberArray {
  return new ARRAYS[kind](buffer as ArrayBuffer, offset, length);
}

/** The least array that holds codes of a dictionary of this size. */
export function wordArray(words: number): ArrayKind {
  if (words <= 0x100) return 'u8';
  return words <= 0x1_0000 ? 'u16' : 'u32';
}

/** The arrays of one column, by the name under which the generated code finds them. */
export function arraysOf(
  { name, as }: StoredColumn,
  words: number,
): readonly { readonly key: string; readonly kind: ArrayKind }[] {
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
    case 'integer':
      return [{ key: name, kind: name === 'hour' ? 'u8' : 'i32' }];
  }
}
