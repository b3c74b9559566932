/** A set of rows, 32 a word. Bits beyond the last row are 0. */
export type Bits = Uint32Array;

export const wordCount = (rows: number): number => (rows + 31) >>> 5;

export function emptyBits(rows: number): Bits {
  return new Uint32Array(wordCount(rows));
}

export function fullBits(rows: number): Bits {
  const bits = emptyBits(rows).fill(0xffff_ffff);
  if (rows % 32 !== 0) bits[bits.length - 1] = 2 ** (rows % 32) - 1;
  return bits;
}

export function hasBit(bits: Bits, row: number): boolean {
  return ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1;
}

export function setBit(bits: Bits, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31);
}

/** How many of the first `words` words' bits are set. */
export function countBits(bits: Bits, words = bits.length): number {
  let count = 0;
  for (let i = 0; i < words; i++) count += countWord(bits[i]!);
  return count;
}

/** How many bits are set from one row to before another. */
export function countBetween(bits: Bits, start: number, end: number): number {
  if (start === end) return 0;
  const [first, last] = [start >>> 5, (end - 1) >>> 5];
  const head = 0xffff_ffff << (start & 31);
  const tail = 0xffff_ffff >>> (31 - ((end - 1) & 31));
  if (first === last) return countWord(bits[first]! & head & tail);
  let count = countWord(bits[first]! & head) + countWord(bits[last]! & tail);
  for (let i = first + 1; i < last; i++) count += countWord(bits[i]!);
  return count;
}

/** Warren, Hacker's Delight, 5-1. */
function countWord(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

export function bitsOf(rows: ArrayLike<number>, universe: number): Bits {
  const bits = emptyBits(universe);
  for (let i = 0; i < rows.length; i++) if (rows[i]! < universe) setBit(bits, rows[i]!);
  return bits;
}
