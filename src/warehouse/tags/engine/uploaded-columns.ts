import type { FieldType } from '../../../expression/index.ts';
import type { ResultColumn, SqlEngine } from '../../sql-engine.port.ts';
import { type CompileOptions, compileTags } from '../compile-tags.ts';
import type { PlannedTag } from '../plan-tags.ts';
import { createColumn, type TagColumn } from './tag-columns.ts';

export interface UploadedOptions extends CompileOptions {
  /** Places of a column; who came after they were counted has none. */
  readonly people: number;
}

/** Attributes, lists, scores and what only SQL can say of facts: read from the warehouse as columns. */
export async function uploadedColumns(
  engine: SqlEngine,
  tags: readonly PlannedTag[],
  options: UploadedOptions,
): Promise<ReadonlyMap<string, TagColumn>> {
  if (tags.length === 0) return new Map();
  const { sql, values } = compileTags(tags, options);
  const columns = await engine.columns(sql, values);
  const keys = columns.find(({ name }) => name === 'user_key')!.values as Float64Array;
  const byName = new Map(columns.map((column) => [column.name, column]));
  return new Map(
    tags.map(({ definition: { id, type } }) => [id, toColumn(byName.get(id)!, type, { keys, people: options.people })]),
  );
}

interface Places {
  /** Key of the person in each row. */
  readonly keys: Float64Array;
  readonly people: number;
}

function toColumn({ values, known }: ResultColumn, type: FieldType, { keys, people }: Places): TagColumn {
  if (type === 'category' || type === 'categories') return ofWords(values as readonly Worded[], type, { keys, people });
  const column = createColumn(type, people, ['']);
  const target = column.values as Int32Array | Float64Array | Uint8Array;
  for (let i = 0; i < known.length; i++)
    if (known[i] === 1 && keys[i]! < people) target[keys[i]!] = (values as Float64Array)[i]!;
  return column;
}

type Worded = string | readonly string[] | null;

function ofWords(values: readonly Worded[], type: FieldType, { keys, people }: Places): TagColumn {
  const codes = new Map<string, number>();
  const codeOf = (word: string) => {
    const code = codes.get(word) ?? codes.size + 1;
    codes.set(word, code);
    return code;
  };
  const coded = values.map((value) =>
    typeof value === 'string' ? codeOf(value) : value === null ? null : Uint32Array.from(value, codeOf),
  );
  const column = createColumn(type, people, ['', ...codes.keys()]);
  for (const [i, value] of coded.entries()) {
    const key = keys[i]!;
    if (value === null || key >= people) continue;
    if (column.kind === 'list') (column.values as (Uint32Array | null)[])[key] = value as Uint32Array;
    else (column.values as Uint32Array)[key] = typeof value === 'number' ? value : maskOf(value);
  }
  return column;
}

function maskOf(codes: Uint32Array): number {
  return codes.reduce((mask, code) => mask | (1 << code), 1);
}
