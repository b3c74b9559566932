import type { Bits } from './bits.ts';
import type { WordSetColumn } from './column.ts';

type Numbers = Float64Array | Int32Array;

// `Number(a >= b)` compiles without a branch: five times faster than `if` on values that the processor cannot predict.

/** Rows that are at least the bound. */
export function scanAtLeast(values: Numbers, bound: number, out: Bits): void {
  for (let word = 0, row = 0; word < out.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++) bits |= Number(values[row]! >= bound) << bit;
    out[word] = bits;
  }
}

/** Rows above the bound. */
export function scanAbove(values: Numbers, bound: number, out: Bits): void {
  for (let word = 0, row = 0; word < out.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++) bits |= Number(values[row]! > bound) << bit;
    out[word] = bits;
  }
}

/** Rows that equal the value. */
export function scanEqual(values: Numbers, value: number, out: Bits): void {
  for (let word = 0, row = 0; word < out.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++) bits |= Number(values[row]! === value) << bit;
    out[word] = bits;
  }
}

/** Rows from `low` to `high`, both included. */
export function scanBetween(values: Numbers, [low, high]: readonly [number, number], out: Bits): void {
  for (let word = 0, row = 0; word < out.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++)
      bits |= (Number(values[row]! >= low) & Number(values[row]! <= high)) << bit;
    out[word] = bits;
  }
}

/** Rows whose value is one of the set. */
export function scanOneOf(values: Numbers, wanted: ReadonlySet<number>, out: Bits): void {
  for (let word = 0, row = 0; word < out.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++) bits |= Number(wanted.has(values[row]!)) << bit;
    out[word] = bits;
  }
}

/** Rows whose code is wanted: `isWanted[code]` is 1. */
export function scanCodes(codes: Uint16Array | Uint32Array, isWanted: Uint8Array, out: Bits): void {
  for (let word = 0, row = 0; word < out.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++) bits |= isWanted[codes[row]!]! << bit;
    out[word] = bits;
  }
}

/** Rows that have one of the wanted codes among theirs. */
export function scanSets({ offsets, codes }: WordSetColumn, isWanted: Uint8Array, out: Bits): void {
  for (let row = 0; row < offsets.length - 1; row++) {
    let has = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) has |= isWanted[codes[at]!]!;
    out[row >>> 5]! |= has << (row & 31);
  }
}
