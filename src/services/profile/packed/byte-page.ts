/** What is handed out of one allocation: a fresh one for each answer of a few kilobytes would cost more than writing it. */
const PAGE_BYTES = 1 << 18;
/** Copies go eight bytes at a time, and the last one may go too far. */
export const OVERRUN = 8;
/** Digits of a whole number that are written at once. */
const GROUP = 10_000;

/** Numbers up to {@link GROUP}, four digits each. */
const DIGITS = Buffer.from(Array.from({ length: GROUP }, (_, i) => String(i).padStart(4, '0')).join(''));

/**
 * Bytes that are written once, from front to end, and handed out in slices. A slice keeps its page alive, so it should
 * not live for long.
 */
export class BytePage {
  #bytes = Buffer.alloc(0);
  /** Of the page that `begin` made room on. */
  view = new DataView(new ArrayBuffer(0));
  /** Where the next byte goes. */
  at = 0;
  #start = 0;

  /** Makes room for one slice of at most so many bytes. */
  begin(bytes: number): void {
    if (this.at + bytes + OVERRUN > this.#bytes.length) {
      // Zeroed, so that what a copy overruns is never another answer's.
      this.#bytes = Buffer.from(new ArrayBuffer(Math.max(PAGE_BYTES, bytes + OVERRUN)));
      this.view = new DataView(this.#bytes.buffer);
      this.at = 0;
    }
    this.#start = this.at;
  }

  end(): Buffer {
    return this.#bytes.subarray(this.#start, this.at);
  }

  byte(value: number): void {
    this.#bytes[this.at++] = value;
  }

  /** Source needs {@link OVERRUN} bytes behind the last one that is copied, and must not hold DEL. */
  copy(source: DataView, from: number, length: number): void {
    const view = this.view;
    const start = this.at;
    // As float64: V8 copies that without making a BigInt. A NaN, whose bits might change, has a byte 7F or FF, which
    // UTF-8 without DEL never has.
    for (let i = 0; i < length; i += 8) view.setFloat64(start + i, source.getFloat64(from + i, true), true);
    this.at = start + length;
  }

  text(text: string): void {
    this.at += this.#bytes.write(text, this.at);
  }

  /** From 0 to 10⁸ by groups of digits, others as text. */
  whole(value: number): void {
    if (value < 0 || value >= GROUP * GROUP) {
      this.text(String(value));
      return;
    }
    const high = Math.floor(value / GROUP);
    if (high > 0) this.#group(high, firstDigit(high));
    const low = value - high * GROUP;
    this.#group(low, high > 0 ? 0 : firstDigit(low));
  }

  #group(value: number, first: number): void {
    for (let digit = first; digit < 4; digit++) this.#bytes[this.at++] = DIGITS[4 * value + digit]!;
  }
}

function firstDigit(value: number): number {
  if (value >= 100) return value >= 1000 ? 0 : 1;
  return value >= 10 ? 2 : 3;
}
