import type { SqlEngine, SqlValue } from '../../warehouse/sql-engine.port.ts';
import { Dictionary } from './column.ts';

/** Rows that hold words: a SELECT with its values. */
export interface WordSource {
  readonly sql: string;
  readonly values?: readonly SqlValue[];
}

/** The different words of one column of a source. */
export async function readDictionary(engine: SqlEngine, column: string, source: WordSource): Promise<Dictionary> {
  const sql = `SELECT DISTINCT ${column} AS word FROM (${source.sql}) WHERE ${column} IS NOT NULL ORDER BY word`;
  const [words] = await engine.columns(sql, source.values);
  return new Dictionary(words!.values as readonly string[]);
}

/**
 * The dictionary as a relation `word`, `code`: the engine codes the words, which is far cheaper than to bring each out
 * as a string. A word that appeared meanwhile is in no dictionary and stays unknown.
 */
export function dictionarySql({ words }: Dictionary, place: string): string {
  if (words.length === 0) return "(SELECT '' AS word, 0 AS code WHERE false)";
  return `(SELECT unnest(${place}::VARCHAR[]) AS word, unnest(range(1, ${words.length + 1}))::UINTEGER AS code)`;
}
