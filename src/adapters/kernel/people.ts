import type { UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { TagRelease } from '../../warehouse/tags/index.ts';

/** The people of a release, by row: row `i` of its columns is the person with the i-th lowest `user_key`. */
export interface People {
  readonly count: number;
  /** `user_key` by row: they have gaps where people were merged or erased. */
  readonly keys: Uint32Array;
  /** By row. */
  readonly ids: readonly UserId[];
  /** Rows in the code-point order of their ids. */
  readonly order: Uint32Array;
}

/** A person who was merged after the build is still one of it, under the login's own id. */
export async function loadPeople(engine: SqlEngine, release: TagRelease): Promise<People> {
  const [found, ids] = await engine.columns(
    `SELECT t.user_key, l.user_id FROM ${release.table} t JOIN user_login l ON l.account_key = t.user_key ORDER BY l.user_id`,
  );
  const sortedKeys = Uint32Array.from(found!.values as Float64Array);
  const keys = sortedKeys.slice().sort();
  const order = sortedKeys.map((key) => rowOf(keys, key)!);
  const byRow = new Array<UserId>(order.length);
  const sorted = ids!.values as readonly UserId[];
  for (let i = 0; i < order.length; i++) byRow[order[i]!] = sorted[i]!;
  return { count: order.length, keys, ids: byRow, order };
}

/** Nobody was merged or erased: keys are rows. */
export function isDense(keys: Uint32Array): boolean {
  return keys.length === 0 || keys.at(-1) === keys.length - 1;
}

/** Row of a `user_key`, or undefined for who is not in the release. */
export function rowOf(keys: Uint32Array, key: number): number | undefined {
  let [low, high] = [0, Math.min(key, keys.length - 1)];
  if (keys[high] === key) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key ? low : undefined;
}

/** Rows of many keys, all of them of the release. */
export function rowsOfKeys(keys: Uint32Array, given: Float64Array): Float64Array {
  return isDense(keys) ? given : given.map((key) => rowOf(keys, key)!);
}

/** Position in `order` of the first id after `id`. */
export function positionAfter({ ids, order }: People, id: string): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareCodePoints(ids[order[middle]!]!, id) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Row of a person, or undefined for who is not in the release. */
export function findRow(people: People, id: string): number | undefined {
  const row = people.order[positionAfter(people, id) - 1];
  return row !== undefined && people.ids[row] === id ? row : undefined;
}

/** Order of UTF-8 bytes, which is DuckDB's; JavaScript's own differs where surrogate pairs meet the last of the plane. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
