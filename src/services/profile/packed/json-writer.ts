import type { TagValue } from '../profile-store.port.ts';
import { BytePage, OVERRUN } from './byte-page.ts';
import { escapeOf, fixedBytes, type Layout, NAN_HIGH_WORD, SLOT_BYTES, type Slot, UNKNOWN_FLOAT } from './layout.ts';
import { isCode, readFloat, readUint, Tail } from './row-reader.ts';

/** `-1.2345678901234567e-300` */
const LONGEST_NUMBER = 25;

/**
 * Writes rows of one release as JSON in UTF-8, without making values or strings: whatever can be known before the row
 * is bytes by then, `,"orders_30d":4` for each code of each dictionary, so that most of a row is looked up and copied.
 */
export class JsonWriter {
  readonly #codes: readonly Coded[];
  readonly #numbers: readonly Numeric[];
  readonly #fragments: Fragments;
  readonly #fixedBytes: number;
  readonly #longest: number;
  readonly #page = new BytePage();

  /** Writes the tags of `only`. */
  constructor(layout: Layout, only: ReadonlySet<string>) {
    const texts: string[] = [];
    const named = nameSlots(layout, only);
    this.#codes = named.filter(({ slot }) => isCode(slot.kind)).map((each) => compileCodes(each, texts));
    this.#numbers = named.filter(({ slot }) => !isCode(slot.kind)).map((each) => compileNumber(each, texts));
    this.#fragments = new Fragments(texts);
    this.#fixedBytes = fixedBytes(layout);
    this.#longest = named.reduce((sum, each) => sum + longestText(each), 2);
  }

  /** `{"orders_30d":4,…}` with the tags in the order of the row. The bytes stay as they are. */
  write(row: Uint8Array): Buffer {
    const page = this.#page;
    // A number of nine bytes in the tail may become one of 25; texts stand there as they are.
    page.begin(this.#longest + 3 * (row.length - this.#fixedBytes));
    page.byte(OPEN);
    const tail = new Tail(row, this.#fixedBytes);
    let at = this.#writeCodes(row, tail);
    for (const number of this.#numbers) {
      if (number.isFloat) this.#writeFloat(number, row, { at, tail });
      else this.#writeWhole(number, readUint(row, at, number.bytes), tail);
      at += number.bytes;
    }
    page.byte(CLOSE);
    return page.end();
  }

  /** The hot part: {@link BytePage.copy} written out, with what it needs in variables. */
  #writeCodes(row: Uint8Array, tail: Tail): number {
    const { view: source, places } = this.#fragments;
    const page = this.#page;
    const { view } = page;
    let to = page.at;
    let at = 0;
    for (const slot of this.#codes) {
      let code = row[at++]!;
      if (slot.isWide) code += 256 * row[at++]!;
      if (code === slot.full) {
        page.at = to;
        this.#writeTail(slot, tail);
        to = page.at;
      } else {
        const place = 2 * (slot.first + code);
        let from = places[place]!;
        const end = to + places[place + 1]!;
        for (let i = to; i < end; i += 8, from += 8) view.setFloat64(i, source.getFloat64(from, true), true);
        to = end;
      }
    }
    page.at = to;
    return at;
  }

  #writeWhole(slot: Numeric, code: number, tail: Tail): void {
    if (code === slot.full) this.#writeTail(slot, tail);
    else if (code === 0) this.#copy(slot.first);
    else if (!slot.isOmitted) {
      this.#copy(slot.name);
      this.#page.whole(slot.base + code - 1);
    }
  }

  #writeFloat(slot: Numeric, row: Uint8Array, { at, tail }: { readonly at: number; readonly tail: Tail }): void {
    const isNumber = readUint(row, at + 4, 4) !== NAN_HIGH_WORD;
    if (!isNumber && readUint(row, at, 4) !== UNKNOWN_FLOAT) this.#writeTail(slot, tail);
    else if (!isNumber) this.#copy(slot.first);
    else if (!slot.isOmitted) {
      this.#copy(slot.name);
      this.#page.text(String(readFloat(row, at)));
    }
  }

  /** What is left out must be read all the same: the next value stands behind it. */
  #writeTail({ name, isOmitted }: Coded, tail: Tail): void {
    const text = tail.text();
    if (isOmitted) return;
    this.#copy(name);
    this.#page.text(text);
  }

  #copy(fragment: number): void {
    const { view, places } = this.#fragments;
    this.#page.copy(view, places[2 * fragment]!, places[2 * fragment + 1]!);
  }
}

const OPEN = 0x7b;
const CLOSE = 0x7d;

interface Named {
  readonly slot: Slot;
  /** `,"tag":`, without the comma for the first, and empty for a tag that is left out. */
  readonly name: string;
}

interface Coded {
  /** Fragment of the name alone. */
  readonly name: number;
  /** Fragment of the name with `null`; for a code those of its words follow. */
  readonly first: number;
  readonly isWide: boolean;
  readonly isOmitted: boolean;
  readonly full: number;
}

interface Numeric extends Coded {
  readonly base: number;
  readonly bytes: number;
  readonly isFloat: boolean;
}

function nameSlots({ slots }: Layout, only: ReadonlySet<string>): readonly Named[] {
  const first = slots.findIndex(({ tag }) => only.has(tag));
  return slots.map((slot, i) => ({
    slot,
    name: only.has(slot.tag) ? `${i === first ? '' : ','}${jsonOf(slot.tag)}:` : '',
  }));
}

function compileCodes({ slot, name }: Named, texts: string[]): Coded {
  const isOmitted = name === '';
  const at = texts.push(name) - 1;
  const first = texts.length;
  for (const value of [null, ...slot.words]) texts.push(isOmitted ? '' : name + jsonOf(value));
  const full = slot.kind === 'float64' ? Number.NaN : escapeOf(slot.kind);
  return { name: at, first, isWide: slot.kind === 'code16', isOmitted, full };
}

function compileNumber(named: Named, texts: string[]): Numeric {
  const { kind, base } = named.slot;
  return { ...compileCodes(named, texts), base, bytes: SLOT_BYTES[kind], isFloat: kind === 'float64' };
}

function longestText({ slot, name }: Named): number {
  const words = slot.words.map((word) => Buffer.byteLength(jsonOf(word)));
  return Buffer.byteLength(name) + words.reduce((a, b) => Math.max(a, b), LONGEST_NUMBER);
}

/** Without DEL, which {@link BytePage.copy} must not meet. */
function jsonOf(value: TagValue): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}

/** Texts that are known before any row, as bytes one after the other. */
class Fragments {
  readonly view: DataView;
  /** Begin and length of each. */
  readonly places: Int32Array;

  constructor(texts: readonly string[]) {
    const bytes = texts.map((text) => Buffer.from(text));
    const all = Buffer.concat([...bytes, Buffer.alloc(OVERRUN)]);
    this.places = new Int32Array(2 * bytes.length);
    let at = 0;
    bytes.forEach(({ length }, i) => {
      this.places[2 * i] = at;
      this.places[2 * i + 1] = length;
      at += length;
    });
    this.view = new DataView(all.buffer, all.byteOffset, all.length);
  }
}
