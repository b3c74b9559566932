import type { FieldType } from '../../../expression/index.ts';
import { MASK_WORDS } from './accumulator-state.ts';
import { type FieldCode, UNKNOWN_BOOLEAN, UNKNOWN_INTEGER } from './predicate-code.ts';

/** The values of one tag for everybody: `values[user_key]`. Memory is shared, so that threads fill it together. */
export type TagColumn =
  /** `UNKNOWN_INTEGER` is unknown; dates are day numbers. */
  | { readonly kind: 'integer'; readonly values: Int32Array }
  /** NaN is unknown; money is minor units. */
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** 0, 1 or `UNKNOWN_BOOLEAN`. */
  | { readonly kind: 'boolean'; readonly values: Uint8Array }
  /** Codes of `words`; 0 is unknown. */
  | { readonly kind: 'word'; readonly values: Uint32Array; readonly words: readonly string[] }
  /** Bit `code` for each word; bit 0 says that the set is known. */
  | { readonly kind: 'mask'; readonly values: Int32Array; readonly words: readonly string[] }
  /** Sets of more words than a mask holds: filled person by person, in any order. */
  | { readonly kind: 'list'; readonly values: readonly (Uint32Array | null)[]; readonly words: readonly string[] };

export type FixedColumn = Exclude<TagColumn, { kind: 'list' }>;

/** A column in which nobody is known yet. */
export function createColumn(type: FieldType, people: number, words: readonly string[]): TagColumn {
  const column = blankColumn(type, people, words);
  if (column.kind === 'list') return column;
  const unknown = { integer: UNKNOWN_INTEGER, number: Number.NaN, boolean: UNKNOWN_BOOLEAN, word: 0, mask: 0 };
  if (unknown[column.kind] !== 0) column.values.fill(unknown[column.kind]);
  return column;
}

/** A column that will be written for everybody: what stands in it before means nothing. */
export function blankColumn(type: FieldType, people: number, words: readonly string[]): TagColumn {
  switch (type) {
    case 'integer':
    case 'date':
      return { kind: 'integer', values: new Int32Array(shared(people * 4)) };
    case 'number':
    case 'money':
      return { kind: 'number', values: new Float64Array(shared(people * 8)) };
    case 'boolean':
      return { kind: 'boolean', values: new Uint8Array(shared(people)) };
    case 'category':
      return { kind: 'word', values: new Uint32Array(shared(people * 4)), words };
    case 'categories':
      if (words.length <= MASK_WORDS) return { kind: 'mask', values: new Int32Array(shared(people * 4)), words };
      return { kind: 'list', values: new Array<Uint32Array | null>(people).fill(null), words };
  }
}

function shared(bytes: number): ArrayBuffer {
  return new SharedArrayBuffer(bytes) as unknown as ArrayBuffer;
}

/** How generated code reads a column `name` for the person `i`. */
export function columnCode(column: TagColumn, name: string): FieldCode {
  const js = `${name}[i]`;
  switch (column.kind) {
    case 'integer':
    case 'number':
    case 'boolean':
      return { kind: column.kind, js };
    case 'word':
      return { kind: 'word', js, words: column.words };
    case 'mask':
      return {
        kind: 'set',
        has: (code) => (code > 0 ? `(${js} >>> ${code} & 1) === 1` : 'false'),
        isKnown: `(${js} & 1) === 1`,
        words: column.words,
      };
    case 'list':
      return {
        kind: 'set',
        has: (code) => (code > 0 ? `${js}.includes(${code})` : 'false'),
        isKnown: `${js} !== null`,
        words: column.words,
      };
  }
}

/** By code point, as DuckDB sorts words; UTF-16 differs from it beyond the basic plane. */
export function compareWords(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rankOfUnit(x) - rankOfUnit(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
const rankOfUnit = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit);

/** `order[code]`: place of a word among all of its dictionary. */
export function wordOrder(words: readonly string[]): Uint32Array {
  const sorted = Uint32Array.from(words, (_, code) => code).sort((a, b) => compareWords(words[a]!, words[b]!));
  const order = new Uint32Array(words.length);
  sorted.forEach((code, place) => {
    order[code] = place;
  });
  return order;
}

/** The value of one person as a release holds it: words as they are, sets sorted, null where unknown. */
export function valueAt(column: TagColumn, person: number): number | string | boolean | readonly string[] | null {
  switch (column.kind) {
    case 'integer': {
      const value = column.values[person]!;
      return value === UNKNOWN_INTEGER ? null : value;
    }
    case 'number': {
      const value = column.values[person]!;
      return Number.isNaN(value) ? null : value;
    }
    case 'boolean': {
      const value = column.values[person]!;
      return value === UNKNOWN_BOOLEAN ? null : value === 1;
    }
    case 'word': {
      const code = column.values[person]!;
      return code === 0 ? null : column.words[code]!;
    }
    case 'mask': {
      const mask = column.values[person]!;
      if ((mask & 1) === 0) return null;
      return column.words.filter((_, code) => code > 0 && ((mask >>> code) & 1) === 1).sort(compareWords);
    }
    case 'list': {
      const codes = column.values[person];
      return codes ? Array.from(codes, (code) => column.words[code]!).sort(compareWords) : null;
    }
  }
}
