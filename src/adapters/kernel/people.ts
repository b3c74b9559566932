import type { UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { TagRelease } from '../../warehouse/tags/index.ts';

/** The people of a release: row `i` of its columns is the person of `user_key` `i`. */
export interface People {
  readonly count: number;
  /** By row. */
  readonly ids: readonly UserId[];
  /** Rows in the code-point order of their ids. */
  readonly order: Uint32Array;
}

export async function loadPeople(engine: SqlEngine, release: TagRelease): Promise<People> {
  const [keys, ids] = await engine.columns(
    `SELECT t.user_key, u.user_id FROM ${release.table} t JOIN dim_user u ON u.user_key = t.user_key ORDER BY u.user_id`,
  );
  const order = Uint32Array.from(keys!.values as Float64Array);
  const byRow = new Array<UserId>(order.length);
  const sorted = ids!.values as readonly UserId[];
  for (let i = 0; i < order.length; i++) byRow[order[i]!] = sorted[i]!;
  if (byRow.length !== order.length) throw new Error(`the people of ${release.table} are not dense from 0`);
  return { count: order.length, ids: byRow, order };
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
