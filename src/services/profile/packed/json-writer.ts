import type { TagValue } from '../profile-store.port.ts';
import { escapeOf, fixedBytes, type Layout, NAN_HIGH_WORD, SLOT_BYTES, type Slot, UNKNOWN_FLOAT } from './layout.ts';
import { isCode, readFloat, readUint, Tail } from './row-reader.ts';

/**
 * Writes rows of one release as JSON objects without making the values: everything that can be known before the row is
 * text by then, `,"orders_30d":4` for each code of each dictionary, so that most of a row is look-ups and joins.
 */
export class JsonWriter {
  readonly #codes8: readonly Fragments[];
  readonly #codes16: readonly Fragments[];
  readonly #wholes: readonly Whole[];
  readonly #floats: readonly Named[];
  readonly #fixedBytes: number;

  /** Tags of `omit` are left out. */
  constructor(layout: Layout, omit: ReadonlySet<string>) {
    const named = nameSlots(layout, omit);
    const ofKind = (...kinds: readonly string[]) => named.filter(({ slot }) => kinds.includes(slot.kind));
    this.#codes8 = ofKind('code8').map(compileFragments);
    this.#codes16 = ofKind('code16').map(compileFragments);
    this.#wholes = ofKind('uint16', 'uint24', 'uint32').map(compileWhole);
    this.#floats = ofKind('float64');
    this.#fixedBytes = fixedBytes(layout);
  }

  /** `{"orders_30d":4,…}` with the tags in the order of the row. */
  write(row: Uint8Array): string {
    const tail = new Tail(row, this.#fixedBytes);
    let json = '{';
    let at = 0;
    const codes8 = this.#codes8;
    for (let i = 0; i < codes8.length; i++) {
      const slot = codes8[i]!;
      json += slot.texts[row[at++]!] ?? inTail(slot, tail);
    }
    for (const slot of this.#codes16) {
      json += slot.texts[row[at]! + 256 * row[at + 1]!] ?? inTail(slot, tail);
      at += 2;
    }
    for (const slot of this.#wholes) {
      const code = readUint(row, at, slot.bytes);
      if (code === slot.full) json += inTail(slot, tail);
      else if (slot.name !== '') json += code === 0 ? slot.unknown : slot.name + wholeText(slot.base + code - 1);
      at += slot.bytes;
    }
    for (const slot of this.#floats) {
      json += floatText(slot, row, { at, tail });
      at += 8;
    }
    return `${json}}`;
  }
}

/** `,"tag":`, without the comma for the first, and empty for a tag that is left out. */
interface Named {
  readonly slot: Slot;
  readonly name: string;
}

interface Fragments extends Named {
  /** By code; the escape has none. */
  readonly texts: readonly string[];
}

interface Whole extends Named {
  readonly base: number;
  readonly bytes: number;
  readonly full: number;
  readonly unknown: string;
}

function nameSlots({ slots }: Layout, omit: ReadonlySet<string>): readonly Named[] {
  const first = slots.findIndex(({ tag }) => !omit.has(tag));
  return slots.map((slot, i) => ({
    slot,
    name: omit.has(slot.tag) ? '' : `${i === first ? '' : ','}${JSON.stringify(slot.tag)}:`,
  }));
}

function compileFragments({ slot, name }: Named): Fragments {
  const values: readonly TagValue[] = [null, ...slot.words];
  return { slot, name, texts: values.map((value) => (name === '' ? '' : name + JSON.stringify(value))) };
}

function compileWhole({ slot, name }: Named): Whole {
  if (slot.kind === 'float64' || isCode(slot.kind)) throw new Error(`${slot.kind} is no whole number`);
  return {
    slot,
    name,
    base: slot.base,
    bytes: SLOT_BYTES[slot.kind],
    full: escapeOf(slot.kind),
    unknown: name === '' ? '' : `${name}null`,
  };
}

/** A value that is left out must be read all the same: the next one stands behind it. */
function inTail({ name }: Named, tail: Tail): string {
  const text = tail.text();
  return name === '' ? '' : name + text;
}

function floatText(slot: Named, row: Uint8Array, { at, tail }: { readonly at: number; readonly tail: Tail }): string {
  const { name } = slot;
  if (readUint(row, at + 4, 4) !== NAN_HIGH_WORD) return name === '' ? '' : name + readFloat(row, at);
  if (readUint(row, at, 4) !== UNKNOWN_FLOAT) return inTail(slot, tail);
  return name === '' ? '' : `${name}null`;
}

/** Numbers below this have their text ready; larger ones are two of them. */
const GROUP = 10_000;
const TEXTS = Array.from({ length: GROUP }, (_, i) => String(i));
const PADDED = TEXTS.map((text) => text.padStart(4, '0'));

function wholeText(value: number): string {
  if (value < 0 || value >= GROUP * GROUP) return String(value);
  if (value < GROUP) return TEXTS[value]!;
  const high = Math.floor(value / GROUP);
  return TEXTS[high]! + PADDED[value - high * GROUP]!;
}
