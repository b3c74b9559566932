import type { FieldType } from '../../../expression/index.ts';
import type { ResultColumn, SqlEngine } from '../../sql-engine.port.ts';
import { type CompileOptions, compileTags } from '../compile-tags.ts';
import type { PlannedTag } from '../plan-tags.ts';
import { UNKNOWN_BOOLEAN, UNKNOWN_INTEGER } from './predicate-code.ts';
import { createColumn, type TagColumn } from './tag-columns.ts';

/** Attributes, lists, scores and what only SQL can say of facts: read from the warehouse as columns. */
export async function uploadedColumns(
  engine: SqlEngine,
  tags: readonly PlannedTag[],
  options: CompileOptions,
): Promise<ReadonlyMap<string, TagColumn>> {
  if (tags.length === 0) return new Map();
  const { sql, values } = compileTags(tags, options);
  const columns = await engine.columns(sql, values);
  const types = new Map(tags.map(({ definition: { id, type } }) => [id, type]));
  return new Map(
    columns.flatMap((column) => {
      const type = types.get(column.name);
      return type ? [[column.name, toColumn(column, type)] as const] : [];
    }),
  );
}

function toColumn({ values, known }: ResultColumn, type: FieldType): TagColumn {
  if (type === 'category' || type === 'categories') return ofWords(values as readonly Worded[], type);
  const column = createColumn(type, known.length, ['']);
  const target = column.values as Int32Array | Float64Array | Uint8Array;
  const unknown = UNKNOWN[column.kind as 'integer' | 'number' | 'boolean'];
  for (let i = 0; i < known.length; i++) target[i] = known[i] === 1 ? (values as Float64Array)[i]! : unknown;
  return column;
}

const UNKNOWN = { integer: UNKNOWN_INTEGER, number: Number.NaN, boolean: UNKNOWN_BOOLEAN } as const;

type Worded = string | readonly string[] | null;

function ofWords(values: readonly Worded[], type: FieldType): TagColumn {
  const codes = new Map<string, number>();
  const codeOf = (word: string) => {
    const code = codes.get(word) ?? codes.size + 1;
    codes.set(word, code);
    return code;
  };
  const coded = values.map((value) =>
    typeof value === 'string' ? codeOf(value) : value === null ? null : Uint32Array.from(value, codeOf),
  );
  const column = createColumn(type, values.length, ['', ...codes.keys()]);
  for (const [i, value] of coded.entries()) {
    if (value === null) continue;
    if (column.kind === 'list') (column.values as (Uint32Array | null)[])[i] = value as Uint32Array;
    else (column.values as Uint32Array)[i] = typeof value === 'number' ? value : maskOf(value);
  }
  return column;
}

function maskOf(codes: Uint32Array): number {
  return codes.reduce((mask, code) => mask | (1 << code), 1);
}
