import type { FieldType } from '../../expression/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { quoteName } from '../../warehouse/tags/index.ts';
import { dictionarySql, readDictionary } from './coded-words.ts';
import { type Column, toNumberColumn, toWordColumn, toWordSetColumn, type WordEntries } from './column.ts';
import { rowsOfKeys } from './people.ts';

export interface TagSource {
  readonly table: string;
  readonly tag: string;
  readonly type: FieldType;
  /** `user_key` by row. */
  readonly keys: Uint32Array;
}

/** Reads one tag of everyone, in the order of `user_key`. */
export function loadTagColumn(engine: SqlEngine, source: TagSource): Promise<Column> {
  if (source.type === 'category') return loadWords(engine, source);
  return source.type === 'categories' ? loadWordSets(engine, source) : loadNumbers(engine, source);
}

async function loadNumbers(engine: SqlEngine, { table, tag, type }: TagSource): Promise<Column> {
  const [column] = await engine.columns(`SELECT ${plainNumber(quoteName(tag), type)} FROM ${table} ORDER BY user_key`);
  return toNumberColumn(column!, type);
}

/** SQL for a value as a small number, which comes out of the engine without a detour. */
export function plainNumber(sql: string, type: FieldType): string {
  if (type === 'date') return `(${sql} - DATE '1970-01-01')::INTEGER`;
  return `(${sql})::${type === 'money' || type === 'number' ? 'DOUBLE' : 'INTEGER'}`;
}

async function loadWords(engine: SqlEngine, { table, tag }: TagSource): Promise<Column> {
  const dictionary = await readDictionary(engine, `SELECT ${quoteName(tag)} AS word FROM ${table}`);
  const [codes] = await engine.columns(
    `SELECT coalesce(d.code, 0)::UINTEGER FROM ${table} t LEFT JOIN ${dictionarySql(dictionary, '$1')} d
     ON d.word = t.${quoteName(tag)} ORDER BY t.user_key`,
    valuesOf(dictionary),
  );
  return toWordColumn(codes!, dictionary);
}

async function loadWordSets(engine: SqlEngine, { table, tag, keys }: TagSource): Promise<Column> {
  const words = `SELECT user_key, unnest(${quoteName(tag)}) AS word FROM ${table}`;
  const dictionary = await readDictionary(engine, words);
  const [rows, codes] = await engine.columns(
    `SELECT w.user_key, d.code FROM (${words}) w JOIN ${dictionarySql(dictionary, '$1')} d ON d.word = w.word
     ORDER BY w.user_key`,
    valuesOf(dictionary),
  );
  const owners = rowsOfKeys(keys, rows!.values as Float64Array);
  const entries: WordEntries = { rows: owners, codes: codes!.values as Float64Array };
  const [isKnown] = await engine.columns(
    `SELECT (${quoteName(tag)} IS NOT NULL)::INTEGER FROM ${table} ORDER BY user_key`,
  );
  return toWordSetColumn(isKnown!, entries, dictionary);
}

const valuesOf = ({ words }: { readonly words: readonly string[] }) => (words.length === 0 ? [] : [words]);
