import type { ProfileRow, TagValue } from '../profile-store.port.ts';
import { chooseLayout } from './choose-layout.ts';
import {
  ESCAPED_FLOAT,
  escapeOf,
  fixedBytes,
  type Layout,
  NAN_HIGH_WORD,
  SLOT_BYTES,
  type Slot,
  TAIL_LONG,
  TAIL_NUMBER,
  UNKNOWN_FLOAT,
} from './layout.ts';

export interface PackedRow {
  readonly userId: string;
  readonly row: Buffer;
}

/** Rows that are looked at before the layout is chosen, and held in memory until then. */
const SAMPLE_ROWS = 8192;

type Rows = AsyncIterable<ProfileRow> | Iterable<ProfileRow>;

/**
 * Packs the rows of one release. The layout is chosen from the first rows and its dictionaries grow with the others, so
 * `layout` is whole only after the last row.
 */
export function packRows(tagIds: readonly string[], rows: Rows) {
  let packer: RowPacker | undefined;
  return {
    layout(): Layout {
      if (!packer) throw new Error('the layout is known after the rows');
      return packer.layout();
    },
    async *packed(): AsyncGenerator<PackedRow> {
      let waiting: ProfileRow[] | undefined = [];
      for await (const row of rows) {
        if (!waiting) yield packer!.pack(row);
        else if (waiting.push(row) === SAMPLE_ROWS) {
          packer = new RowPacker(tagIds, waiting);
          for (const early of waiting) yield packer.pack(early);
          waiting = undefined;
        }
      }
      if (!waiting) return;
      packer = new RowPacker(tagIds, waiting);
      for (const early of waiting) yield packer.pack(early);
    },
  };
}

class RowPacker {
  readonly #slots: readonly OpenSlot[];
  readonly #fixedBytes: number;
  /** Grows to the longest row; each row is copied out of it. */
  #buffer = Buffer.alloc(4096);

  constructor(tagIds: readonly string[], sample: readonly ProfileRow[]) {
    const layout = chooseLayout(
      tagIds,
      sample.map(({ values }) => values.map(normal)),
    );
    const places = new Map(tagIds.map((id, i) => [id, i]));
    this.#fixedBytes = fixedBytes(layout);
    this.#slots = layout.slots.map((slot) => ({ ...slot, place: places.get(slot.tag)!, codes: new Codes(slot) }));
  }

  layout(): Layout {
    const slots = this.#slots.map(({ tag, kind, base, codes }): Slot => ({ tag, kind, base, words: codes.words }));
    return { format: 1, slots };
  }

  pack({ userId, values }: ProfileRow): PackedRow {
    let at = 0;
    let end = this.#fixedBytes;
    this.#reserve(end);
    for (const slot of this.#slots) {
      const value = normal(values[slot.place] ?? null);
      if (!this.#fill(slot, value, at)) end = this.#append(value as Exclude<TagValue, null>, end);
      at += SLOT_BYTES[slot.kind];
    }
    return { userId, row: Buffer.from(this.#buffer.subarray(0, end)) };
  }

  /** False when the slot cannot hold the value and says so. */
  #fill({ kind, base, codes }: OpenSlot, value: TagValue, at: number): boolean {
    const buffer = this.#buffer;
    if (kind === 'float64') {
      if (typeof value === 'number') {
        buffer.writeDoubleLE(value, at);
        return true;
      }
      buffer.writeUInt32LE(value === null ? UNKNOWN_FLOAT : ESCAPED_FLOAT, at);
      buffer.writeUInt32LE(NAN_HIGH_WORD, at + 4);
      return value === null;
    }
    const full = escapeOf(kind);
    const code = value === null ? 0 : codeOf(value);
    buffer.writeUIntLE(code, at, SLOT_BYTES[kind]);
    return code !== full;

    function codeOf(known: Exclude<TagValue, null>): number {
      if (kind === 'code8' || kind === 'code16') return codes.of(known, full);
      const isWhole = Number.isSafeInteger(known) && (known as number) >= base;
      return isWhole ? Math.min((known as number) - base + 1, full) : full;
    }
  }

  /** Puts a value into the tail and returns where the next one goes. */
  #append(value: Exclude<TagValue, null>, end: number): number {
    if (typeof value === 'number') {
      this.#reserve(end + 9);
      this.#buffer[end] = TAIL_NUMBER;
      return this.#buffer.writeDoubleLE(value, end + 1);
    }
    const text = Buffer.from(JSON.stringify(value));
    this.#reserve(end + 5 + text.length);
    const isLong = text.length >= TAIL_LONG;
    this.#buffer[end] = isLong ? TAIL_LONG : text.length;
    const start = isLong ? this.#buffer.writeUInt32LE(text.length, end + 1) : end + 1;
    return start + text.copy(this.#buffer, start);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#buffer.length) return;
    this.#buffer = Buffer.concat([this.#buffer], 2 * bytes);
  }
}

interface OpenSlot extends Slot {
  /** In `tagIds`. */
  readonly place: number;
  readonly codes: Codes;
}

/** A dictionary that gives new words the next code for as long as there is one. */
class Codes {
  readonly words: Exclude<TagValue, null>[];
  readonly #scalars = new Map<TagValue, number>();
  readonly #sets = new Map<string, number>();

  constructor({ words }: Slot) {
    this.words = [];
    for (const word of words) this.of(word, Number.POSITIVE_INFINITY);
  }

  of(value: Exclude<TagValue, null>, full: number): number {
    return typeof value === 'object'
      ? this.#code(this.#sets, JSON.stringify(value), { value, full })
      : this.#code(this.#scalars, value, { value, full });
  }

  #code<Key>(
    known: Map<Key, number>,
    key: Key,
    { value, full }: { readonly value: Exclude<TagValue, null>; readonly full: number },
  ): number {
    const code = known.get(key);
    if (code !== undefined) return code;
    if (this.words.length + 1 >= full) return full;
    const next = this.words.push(value);
    known.set(key, next);
    return next;
  }
}

/** What is not finite is unknown, and there is one zero: as JSON has it. */
function normal(value: TagValue): TagValue {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}
