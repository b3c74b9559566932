import type { NumberArray, SqlSession, SqlValue } from '../../sql-engine.port.ts';
import { COLUMN_TYPES } from '../compile-tags.ts';
import type { TagDefinition } from '../definition.ts';
import { quoteName } from '../sql-parameters.ts';
import { UNKNOWN_BOOLEAN, UNKNOWN_INTEGER } from './predicate-code.ts';
import { type TagColumn, valueAt } from './tag-columns.ts';

/** Sets are written this many people at a time. */
const SETS_AT_ONCE = 10_000;

export interface TagTable {
  readonly table: string;
  /** Keys of the people to write, rising. */
  readonly keys: Uint32Array;
  readonly definitions: readonly TagDefinition[];
  readonly columns: ReadonlyMap<string, TagColumn>;
}

/** Writes computed columns as a release's table: `user_key` and a column a tag, in the order of keys. */
export async function writeTagTable(
  session: SqlSession,
  { table, keys, definitions, columns }: TagTable,
): Promise<void> {
  const places: SqlValue[] = [];
  const staged: Record<string, NumberArray> = { user_key: keys };
  const selects = definitions.map(({ id, type }, i) => {
    const column = columns.get(id)!;
    if (column.kind === 'mask' || column.kind === 'list') return `sets.s${i}`;
    staged[`c${i}`] = ofPeople(column.values, keys);
    const value = readStaged(column, `c${i}`, places);
    return type === 'date' ? `(DATE '1970-01-01' + ${value})` : `(${value})::${COLUMN_TYPES[type]}`;
  });
  await stageNumbers(session, staged);
  await stageSets(session, { keys, definitions, columns });
  const named = definitions.map(({ id }, i) => `${selects[i]} AS ${quoteName(id)}`);
  await session.run(
    `CREATE TABLE ${quoteName(table)} AS SELECT ${['numbers.user_key', ...named].join(', ')}
     FROM staged_numbers numbers JOIN staged_sets sets USING (user_key) ORDER BY numbers.user_key`,
    places,
  );
  await session.run('DROP TABLE staged_numbers; DROP TABLE staged_sets');
}

/** The values of these people alone; the column itself where nobody is missing. */
function ofPeople(values: NumberArray, keys: Uint32Array): NumberArray {
  if (keys.length === values.length) return values;
  const own = values.slice(0, keys.length);
  for (let i = 0; i < keys.length; i++) own[i] = values[keys[i]!]!;
  return own;
}

/** A staged number as the tag's value: unknown becomes NULL, a code its word. */
function readStaged(column: TagColumn, name: string, places: SqlValue[]): string {
  switch (column.kind) {
    case 'integer':
      return `nullif(${name}, ${UNKNOWN_INTEGER})`;
    case 'number':
      return `nullif(${name}, 'nan'::DOUBLE)`;
    case 'boolean':
      return `nullif(${name}, ${UNKNOWN_BOOLEAN})`;
    default:
      // Places of a list begin with 1, and the word of code 0 is none.
      return `list_extract($${places.push(column.words)}::VARCHAR[], nullif(${name}, 0)::BIGINT + 1)`;
  }
}

async function stageNumbers(session: SqlSession, staged: Readonly<Record<string, NumberArray>>): Promise<void> {
  const typed = Object.entries(staged).map(([name, values]) => `${name} ${SQL_TYPES[values.constructor.name]}`);
  await session.run(`CREATE TEMP TABLE staged_numbers (${typed.join(', ')})`);
  await session.appendNumbers('staged_numbers', staged);
}

const SQL_TYPES: Readonly<Record<string, string>> = {
  Uint8Array: 'UTINYINT',
  Int32Array: 'INTEGER',
  Uint32Array: 'UINTEGER',
  Float64Array: 'DOUBLE',
};

async function stageSets(session: SqlSession, { keys, definitions, columns }: Omit<TagTable, 'table'>): Promise<void> {
  const sets = definitions.flatMap(({ id }, i) => {
    const column = columns.get(id)!;
    return column.kind === 'mask' || column.kind === 'list' ? [{ name: `s${i}`, read: readSets(column) }] : [];
  });
  await session.run(
    `CREATE TEMP TABLE staged_sets (${['user_key UINTEGER', ...sets.map(({ name }) => `${name} VARCHAR[]`)].join(', ')})`,
  );
  for (let first = 0; first < keys.length; first += SETS_AT_ONCE) {
    const some = Array.from(keys.subarray(first, first + SETS_AT_ONCE));
    const read = sets.map(({ name, read }) => [name, some.map(read)] as const);
    await session.append('staged_sets', { user_key: some, ...Object.fromEntries(read) });
  }
}

/** Masks repeat: each is turned into words once. */
function readSets(column: TagColumn): (person: number) => readonly string[] | null {
  if (column.kind !== 'mask') return (person) => valueAt(column, person) as readonly string[] | null;
  const known = new Map<number, readonly string[] | null>();
  return (person) => {
    const mask = column.values[person]!;
    if (!known.has(mask)) known.set(mask, valueAt(column, person) as readonly string[] | null);
    return known.get(mask)!;
  };
}
