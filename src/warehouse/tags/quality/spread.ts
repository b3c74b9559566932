import type { TagDefinition } from '../definition.ts';
import { quoteName } from '../sql-parameters.ts';

/** What separates the bins of one tag: numbers by ends (the last bin is open), words by themselves. */
export interface SpreadCuts {
  /** Rising; bin i holds values up to `ends[i]` that no bin before holds. */
  readonly ends?: readonly number[];
  /** By code point; the rest is one more bin. */
  readonly words?: readonly string[];
}

/**
 * How a tag spreads in one build over cuts that later builds are counted by again. `counts` has a bin for each cut, one
 * for the rest, and a last one for unknown. Sets count once for each of their words, an empty set among the rest.
 */
export interface Spread extends SpreadCuts {
  readonly counts: readonly number[];
}

export const hasWords = ({ type }: Pick<TagDefinition, 'type'>): boolean =>
  type === 'category' || type === 'categories' || type === 'boolean';

/**
 * Whether a tag counts days up to the as-of day: what happened once grows older by the days between two builds, what
 * happens again and again does not, and either is no drift.
 */
export function countsDays({ type, rule }: Pick<TagDefinition, 'type' | 'rule'>): boolean {
  const { kind } = rule;
  return type === 'date' || kind === 'elapsed' || (kind === 'aggregate' && rule.measure.startsWith('days_since'));
}

/** A number tag as the spread sees it. Of a day the age at the as-of day, which stands still while time goes on. */
export function spreadNumber({ id, type }: TagDefinition, asOf: number): string {
  const column = quoteName(id);
  if (type === 'date') return `(${asOf} - (${column} - DATE '1970-01-01'))::DOUBLE`;
  return type === 'number' ? `nullif(${column}, 'nan'::DOUBLE)` : `${column}::DOUBLE`;
}

/** Rows of `word`, unknown as NULL. An empty set is one row of the word that no cut has. */
export function spreadWords({ id, type }: TagDefinition, table: string): string {
  const column = quoteName(id);
  const word =
    type === 'categories' ? `unnest(CASE WHEN len(${column}) = 0 THEN [''] ELSE ${column} END)` : `${column}::VARCHAR`;
  const known = `SELECT ${word} AS word FROM ${quoteName(table)} WHERE ${column} IS NOT NULL`;
  return `(${known} UNION ALL SELECT NULL FROM ${quoteName(table)} WHERE ${column} IS NULL)`;
}
