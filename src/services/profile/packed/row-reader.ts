import type { TagValue } from '../profile-store.port.ts';
import {
  escapeOf,
  fixedBytes,
  type Layout,
  NAN_HIGH_WORD,
  SLOT_BYTES,
  type Slot,
  type SlotKind,
  TAIL_LONG,
  TAIL_NUMBER,
  UNKNOWN_FLOAT,
} from './layout.ts';

/** Reads rows of one release back as values. */
export class RowReader {
  readonly #slots: readonly Slot[];
  readonly #fixedBytes: number;
  readonly #places = new Map<string, { readonly slot: Slot; readonly at: number }>();

  constructor(layout: Layout) {
    this.#slots = layout.slots;
    this.#fixedBytes = fixedBytes(layout);
    let at = 0;
    for (const slot of layout.slots) {
      this.#places.set(slot.tag, { slot, at });
      at += SLOT_BYTES[slot.kind];
    }
  }

  /** All values by tag id. */
  tags(row: Uint8Array): Readonly<Record<string, TagValue>> {
    const tags: Record<string, TagValue> = {};
    const tail = new Tail(row, this.#fixedBytes);
    let at = 0;
    for (const slot of this.#slots) {
      tags[slot.tag] = readSlot(slot, row, { at, tail });
      at += SLOT_BYTES[slot.kind];
    }
    return tags;
  }

  /** Values of some tags, in the order asked; undefined for a tag that the release does not have. */
  pick(row: Uint8Array, tagIds: readonly string[]): readonly (TagValue | undefined)[] {
    const places = tagIds.map((id) => this.#places.get(id));
    // A tail is read from its beginning, so a value that stands there costs reading all.
    const inTail = places.some((place) => place && isEscaped(place.slot, row, place.at));
    const tags = inTail ? this.tags(row) : undefined;
    const tail = new Tail(row, this.#fixedBytes);
    return places.map((place, i) =>
      tags ? tags[tagIds[i]!] : place && readSlot(place.slot, row, { at: place.at, tail }),
    );
  }
}

function isEscaped({ kind }: Slot, row: Uint8Array, at: number): boolean {
  if (kind !== 'float64') return readUint(row, at, SLOT_BYTES[kind]) === escapeOf(kind);
  return readUint(row, at + 4, 4) === NAN_HIGH_WORD && readUint(row, at, 4) !== UNKNOWN_FLOAT;
}

function readSlot(
  { kind, base, words }: Slot,
  row: Uint8Array,
  { at, tail }: { readonly at: number; readonly tail: Tail },
): TagValue {
  if (kind === 'float64') {
    if (readUint(row, at + 4, 4) !== NAN_HIGH_WORD) return readFloat(row, at);
    return readUint(row, at, 4) === UNKNOWN_FLOAT ? null : tail.value();
  }
  const code = readUint(row, at, SLOT_BYTES[kind]);
  if (code === 0) return null;
  if (code === escapeOf(kind)) return tail.value();
  return isCode(kind) ? words[code - 1]! : base + code - 1;
}

export function isCode(kind: SlotKind): boolean {
  return kind === 'code8' || kind === 'code16';
}

export function readUint(row: Uint8Array, at: number, bytes: number): number {
  let value = row[at]!;
  for (let i = 1, unit = 256; i < bytes; i++, unit *= 256) value += row[at + i]! * unit;
  return value;
}

const floatBytes = new Uint8Array(8);
const float = new Float64Array(floatBytes.buffer);

export function readFloat(row: Uint8Array, at: number): number {
  for (let i = 0; i < 8; i++) floatBytes[i] = row[at + i]!;
  return float[0]!;
}

/** What stands behind the fixed part, read in the order of the slots that point to it. */
export class Tail {
  readonly #row: Uint8Array;
  #at: number;

  constructor(row: Uint8Array, at: number) {
    this.#row = row;
    this.#at = at;
  }

  value(): TagValue {
    return JSON.parse(this.text()) as TagValue;
  }

  /** The next value as JSON. */
  text(): string {
    const mark = this.#row[this.#at++]!;
    if (mark === TAIL_NUMBER) {
      this.#at += 8;
      return String(readFloat(this.#row, this.#at - 8));
    }
    const length = mark === TAIL_LONG ? readUint(this.#row, this.#at, 4) : mark;
    const start = mark === TAIL_LONG ? this.#at + 4 : this.#at;
    this.#at = start + length;
    const { buffer, byteOffset } = this.#row;
    return Buffer.from(buffer, byteOffset + start, length).toString();
  }
}
