import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { Dictionary } from './column.ts';

/** The words of a SELECT, each once; `word` is its column. */
export async function readDictionary(engine: SqlEngine, sql: string): Promise<Dictionary> {
  const [words] = await engine.columns(`SELECT DISTINCT word FROM (${sql}) WHERE word IS NOT NULL ORDER BY word`);
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
