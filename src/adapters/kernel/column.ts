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

export function toColumn(source: ResultColumn, type: FieldType): Column {
  const known = knownBits(source);
  if (type === 'categories') return toSets(source.values as readonly (readonly string[] | null)[], known);
  if (type === 'category') return toWords(source.values as readonly (string | null)[], known);
  return { kind: 'numbers', values: padded(source.values as Float64Array, type), known };
}

/** A number that is not one is unknown. */
function knownBits({ known, values }: ResultColumn): Bits {
  const bits = emptyBits(known.length);
  for (let row = 0; row < known.length; row++) if (known[row] === 1 && !Number.isNaN(values[row])) setBit(bits, row);
  return bits;
}

function padded(values: Float64Array, type: FieldType): Float64Array | Int32Array {
  const length = wordCount(values.length) * 32;
  const column = type === 'money' || type === 'number' ? new Float64Array(length) : new Int32Array(length);
  column.set(values);
  return column;
}

function toWords(values: readonly (string | null)[], known: Bits): WordColumn {
  const dictionary = new Dictionary();
  const codes = new Uint32Array(wordCount(values.length) * 32);
  for (let row = 0; row < values.length; row++) {
    const word = values[row];
    if (word !== null && word !== undefined) codes[row] = dictionary.code(word);
  }
  const isSmall = dictionary.words.length < 65_535;
  return { kind: 'words', codes: isSmall ? Uint16Array.from(codes) : codes, ...dictionary.content, known };
}

function toSets(values: readonly (readonly string[] | null)[], known: Bits): WordSetColumn {
  const dictionary = new Dictionary();
  const offsets = new Uint32Array(values.length + 1);
  for (let row = 0; row < values.length; row++) offsets[row + 1] = offsets[row]! + (values[row]?.length ?? 0);
  const codes = new Uint32Array(offsets[values.length]!);
  let at = 0;
  for (const words of values) for (const word of words ?? []) codes[at++] = dictionary.code(word);
  return { kind: 'sets', offsets, codes, ...dictionary.content, known };
}

class Dictionary {
  readonly words: string[] = [];
  readonly #codes = new Map<string, number>();

  code(word: string): number {
    const known = this.#codes.get(word);
    if (known !== undefined) return known;
    this.#codes.set(word, this.words.push(word));
    return this.words.length;
  }

  get content(): { readonly words: readonly string[]; readonly codeOf: ReadonlyMap<string, number> } {
    return { words: this.words, codeOf: this.#codes };
  }
}
