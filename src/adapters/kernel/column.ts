import type { FieldType } from '../../expression/index.ts';
import type { ResultColumn } from '../../warehouse/sql-engine.port.ts';
import { type Bits, emptyBits, setBit, wordCount } from './bits.ts';

/** Integers, numbers, money, dates as day numbers, and booleans as 0 and 1. */
export interface NumberColumn {
  readonly kind: 'numbers';
  readonly values: Float64Array | Int32Array;
  readonly known: Bits;
}

/** One word a row: `codes` are positions in `words` plus 1, and 0 is unknown. */
export interface WordColumn {
  readonly kind: 'words';
  readonly codes: Uint16Array | Uint32Array;
  readonly words: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
  readonly known: Bits;
}

/** Several words a row: those of row `i` are `codes[offsets[i]]` to before `codes[offsets[i + 1]]`. */
export interface WordSetColumn {
  readonly kind: 'sets';
  readonly offsets: Uint32Array;
  readonly codes: Uint32Array;
  readonly words: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
  readonly known: Bits;
}

/** A column in memory, padded to whole words of 32 rows so that scans need no tail. */
export type Column = NumberColumn | WordColumn | WordSetColumn;

/** Words that were coded, in the order of their codes from 1. */
export class Dictionary {
  readonly words: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;

  constructor(words: readonly string[]) {
    this.words = words;
    this.codeOf = new Map(words.map((word, i) => [word, i + 1]));
  }
}

/** A number that is not one is unknown. */
export function toNumberColumn({ values, known }: ResultColumn, type: FieldType): NumberColumn {
  const length = wordCount(known.length) * 32;
  const column = type === 'money' || type === 'number' ? new Float64Array(length) : new Int32Array(length);
  const bits = emptyBits(known.length);
  for (let row = 0; row < known.length; row++) {
    const value = (values as Float64Array)[row]!;
    column[row] = value;
    if (known[row] === 1 && !Number.isNaN(value)) setBit(bits, row);
  }
  return { kind: 'numbers', values: column, known: bits };
}

/** `codes` has 0 where the word is unknown. */
export function toWordColumn({ values }: ResultColumn, { words, codeOf }: Dictionary): WordColumn {
  const length = wordCount(values.length) * 32;
  const codes = words.length < 65_535 ? new Uint16Array(length) : new Uint32Array(length);
  codes.set(values as Float64Array);
  const known = emptyBits(values.length);
  for (let row = 0; row < values.length; row++) if (codes[row] !== 0) setBit(known, row);
  return { kind: 'words', codes, words, codeOf, known };
}

/** One entry a word: the row that has it, ascending, and its code. */
export interface WordEntries {
  readonly rows: Float64Array;
  readonly codes: Float64Array;
}

export function toWordSetColumn(
  isKnown: ResultColumn,
  entries: WordEntries,
  { words, codeOf }: Dictionary,
): WordSetColumn {
  const offsets = offsetsOf(entries.rows, isKnown.values.length);
  const known = emptyBits(isKnown.values.length);
  isKnown.values.forEach((value, row) => {
    if (value === 1) setBit(known, row);
  });
  return { kind: 'sets', offsets, codes: Uint32Array.from(entries.codes), words, codeOf, known };
}

/** Where the entries of each owner begin, and after the last where they end. */
export function offsetsOf(owners: Float64Array, count: number): Uint32Array {
  const offsets = new Uint32Array(count + 1);
  for (const owner of owners) offsets[owner + 1]!++;
  for (let i = 0; i < count; i++) offsets[i + 1]! += offsets[i]!;
  return offsets;
}
