import { RESERVED_WORDS } from './reserved-words.ts';
import { syntaxError } from './syntax-error.ts';
import type { Token } from './tokenize.ts';

/** Reads tokens one after the other; every miss is an `expression.syntax` that says what was expected where. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Whether the words or symbols come next, in this order. Words in any case. */
  sees(...texts: readonly string[]): boolean {
    return texts.every((text, i) => {
      const token = this.#tokens[this.#at + i];
      return (token?.kind === 'word' || token?.kind === 'symbol') && token.text.toLowerCase() === text;
    });
  }

  /** Takes them if they come next. */
  takes(...texts: readonly string[]): boolean {
    if (!this.sees(...texts)) return false;
    this.#at += texts.length;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw this.miss(`"${text}"`);
  }

  /** A name of a field or an event. */
  name(what: string): Token {
    const { kind, text } = this.next;
    if (kind === 'name' || (kind === 'word' && !RESERVED_WORDS.has(text.toLowerCase()))) return this.take();
    throw this.miss(what);
  }

  text(what: string): string {
    if (this.next.kind !== 'text') throw this.miss(what);
    return this.take().text;
  }

  /** A whole number from `low` to `high`. */
  wholeNumber(what: string, low: number, high: number): number {
    const value = Number(this.next.text);
    if (this.next.kind !== 'number' || !Number.isInteger(value) || value < low || value > high) {
      throw this.miss(`${what} from ${low} to ${high}`);
    }
    this.take();
    return value + 0;
  }

  miss(expected: string): Error {
    const { kind, source } = this.next;
    return syntaxError(this.next, expected, kind === 'end' ? source : `"${source.slice(0, 40)}"`);
  }
}
