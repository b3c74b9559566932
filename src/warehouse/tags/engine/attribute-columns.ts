import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { SqlEngine } from '../../sql-engine.port.ts';
import type { PlannedAs } from '../compile-scope.ts';
import type { CompileOptions } from '../compile-tags.ts';
import { readColumn, writeColumn } from './column-file.ts';
import type { SegmentStore } from './segment-store.ts';
import type { TagColumn } from './tag-columns.ts';
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
  const read = await uploadedColumns(
    engine,
    tags.filter((tag) => !isKept(tag)),
    options,
  );
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

function keyOf({ definition: { rule, type } }: AttributeTag, seq: number, { moneyDecimals }: CompileOptions): string {
  return createHash('sha256')
    .update(JSON.stringify([rule.attribute, type, seq, moneyDecimals]))
    .digest('hex')
    .slice(0, 24);
}
