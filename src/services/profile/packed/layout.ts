import type { TagValue } from '../profile-store.port.ts';

/**
 * Where one tag stands in a packed row. The first `fixedBytes` of every row of a release are alike:
 *
 * - `code8`, `code16`: the place of the value in `words`, from 1; numbers, words, truth values and whole sets alike.
 * - `uint16`, `uint24`, `uint32`: a whole number as `value − base + 1`.
 * - `float64`: a number as it is.
 *
 * All are little-endian. 0 is unknown (for `float64` the NaN of {@link UNKNOWN_FLOAT}); all bits set (for `float64`
 * {@link ESCAPED_FLOAT}) says that the value stands in the row's tail, which takes whatever a slot cannot hold.
 */
export interface Slot {
  readonly tag: string;
  readonly kind: SlotKind;
  /** Of a `uint`. */
  readonly base: number;
  /** Of a code: the words in the order of their codes. */
  readonly words: readonly Exclude<TagValue, null>[];
}

export type SlotKind = 'code8' | 'code16' | 'uint16' | 'uint24' | 'uint32' | 'float64';

/** How the rows of one release are packed. JSON carries it; a row means nothing without it. */
export interface Layout {
  readonly format: 1;
  /** In the order in which they stand in a row, by kind as in {@link SLOT_KINDS}. */
  readonly slots: readonly Slot[];
}

export const SLOT_KINDS: readonly SlotKind[] = ['code8', 'code16', 'uint16', 'uint24', 'uint32', 'float64'];

export const SLOT_BYTES: Readonly<Record<SlotKind, number>> = {
  code8: 1,
  code16: 2,
  uint16: 2,
  uint24: 3,
  uint32: 4,
  float64: 8,
};

/** High word of both NaNs; the low words differ. No number of ours has it: what is not finite is unknown. */
export const NAN_HIGH_WORD = 0x7ff80000;
export const UNKNOWN_FLOAT = 0;
export const ESCAPED_FLOAT = 1;

/** First byte of an entry of the tail: a float64 follows; a length of 4 bytes follows; below, the length itself. */
export const TAIL_NUMBER = 255;
export const TAIL_LONG = 254;

/** The value that says "in the tail", which is also one more than a slot can hold. */
export function escapeOf(kind: Exclude<SlotKind, 'float64'>): number {
  return 2 ** (8 * SLOT_BYTES[kind]) - 1;
}

/** Bytes that every row has. */
export function fixedBytes({ slots }: Layout): number {
  return slots.reduce((bytes, { kind }) => bytes + SLOT_BYTES[kind], 0);
}
