import type { Bits } from './bits.ts';
import type { Column } from './column.ts';

/** Rows with columns in memory: people with their tags, or what they did with its fields. */
export interface Frame {
  readonly rows: number;
  /** All rows. */
  readonly full: Bits;
  column(field: string): Column;
}

/** A condition over rows: where it is true, and where it is true or false. `truth` lies within `known`. */
export interface Mask {
  readonly truth: Bits;
  readonly known: Bits;
}
