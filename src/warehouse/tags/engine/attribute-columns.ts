import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { SqlEngine } from '../../sql-engine.port.ts';
import type { PlannedAs } from '../compile-scope.ts';
import type { CompileOptions } from '../compile-tags.ts';
import { readColumn, writeColumn } from './column-file.ts';
import type { SegmentStore } from './segment-store.ts';
import { createColumn, type TagColumn } from './tag-columns.ts';
import { uploadedColumns } from './uploaded-columns.ts';

export type AttributeTag = PlannedAs<'attribute'>;

export interface AttributeOptions extends CompileOptions {
  readonly people: number;
  readonly store: SegmentStore;
}

/** Uploaded attributes as columns: read from the warehouse when any of them has changed, else kept from the last time. */
export async function attributeColumns(
  engine: SqlEngine,
  tags: readonly AttributeTag[],
  options: AttributeOptions,
): Promise<ReadonlyMap<string, TagColumn>> {
  const [change] = await engine.rows<{ seq: number | null }>(
    "SELECT max(seq) AS seq FROM fact_change WHERE fact = 'user_attribute'",
  );
  const placeOf = (tag: AttributeTag) => options.store.columnPlace(keyOf(tag, change?.seq ?? 0, options));
  const isKept = (tag: AttributeTag) => existsSync(placeOf(tag));
  const stale = tags.filter((tag) => !isKept(tag));
  const isWord = ({ definition }: AttributeTag) => definition.type === 'category';
  const others = stale.filter((tag) => !isWord(tag));
  const read = new Map(await uploadedColumns(engine, others, options));
  for (const tag of stale.filter(isWord))
    read.set(tag.definition.id, await readWordColumn(engine, tag, options.people));
  const columns = new Map(
    tags.map((tag) => [tag.definition.id, read.get(tag.definition.id) ?? readColumn(placeOf(tag), options.people)]),
  );
  for (const tag of tags) {
    const column = read.get(tag.definition.id);
    if (column && column.kind !== 'list') writeColumn(placeOf(tag), tag.definition.type, column);
  }
  options.store.keepColumns(tags.map((tag) => placeOf(tag)));
  return columns;
}

/** Words become codes in the warehouse, so that a word crosses once and not once a person. */
async function readWordColumn(engine: SqlEngine, { definition }: AttributeTag, people: number): Promise<TagColumn> {
  const words = `SELECT word, row_number() OVER (ORDER BY word) AS code
    FROM (SELECT DISTINCT value AS word FROM user_attribute WHERE attribute = $1 AND value <> '')`;
  const own = [definition.rule.attribute];
  const given = await engine.rows<{ word: string }>(`SELECT word FROM (${words}) ORDER BY code`, own);
  const [keys, codes] = await engine.columns(
    `SELECT a.user_key, w.code::UINTEGER FROM user_attribute a JOIN (${words}) w ON w.word = a.value WHERE a.attribute = $1`,
    own,
  );
  const column = createColumn('category', people, ['', ...given.map(({ word }) => word)]);
  const [at, code] = [keys!.values as Float64Array, codes!.values as Float64Array];
  for (let i = 0; i < at.length; i++) if (at[i]! < people) (column.values as Uint32Array)[at[i]!] = code[i]!;
  return column;
}

function keyOf({ definition: { rule, type } }: AttributeTag, seq: number, { moneyDecimals }: CompileOptions): string {
  return createHash('sha256')
    .update(JSON.stringify([rule.attribute, type, seq, moneyDecimals]))
    .digest('hex')
    .slice(0, 24);
}
