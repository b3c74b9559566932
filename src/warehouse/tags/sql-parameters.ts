import type { FieldType, Literal } from '../../expression/index.ts';
import type { SqlValue } from '../sql-engine.port.ts';

/** Collects the bound values of one statement, so that no value is ever spliced into its text. */
export class SqlParameters {
  readonly #values: SqlValue[] = [];
  readonly #known = new Map<string, string>();

  get values(): readonly SqlValue[] {
    return this.#values;
  }

  /** SQL for one value, cast to what a field of this type holds: a date is a day number. */
  bind(value: Literal, type: FieldType): string {
    if (type === 'date') return `(DATE '1970-01-01' + ${this.#place(value)}::INTEGER)`;
    if (typeof value === 'number') return `${this.#place(value)}::${Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE'}`;
    return `${this.#place(value)}::${typeof value === 'boolean' ? 'BOOLEAN' : 'VARCHAR'}`;
  }

  /** Equal values share a place: a catalogue of tags repeats its words and windows. */
  #place(value: Literal): string {
    const key = `${typeof value}:${value}`;
    const known = this.#known.get(key);
    if (known) return known;
    const place = `$${this.#values.push(value)}`;
    this.#known.set(key, place);
    return place;
  }
}

/** A column or table name in SQL text. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
