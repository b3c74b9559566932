export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Where a node stands: its column, counted from what nothing leads to, and its place in the column. */
export interface Place {
  readonly key: string;
  readonly column: number;
  readonly row: number;
}

/**
 * Columns for a graph without cycles: every edge leads to the right, each node as far left as its own edges let it.
 * Rows follow the average row of what leads to the node, so that few edges cross.
 */
export function layeredLayout(keys: readonly string[], edges: readonly Edge[]): readonly Place[] {
  const before = new Map<string, readonly string[]>(keys.map((key) => [key, []]));
  for (const { from, to } of edges) {
    if (before.has(from)) before.set(to, [...(before.get(to) ?? []), from]);
  }
  const columns = columnsOf(keys, before);
  const byColumn: string[][] = [];
  for (const key of keys) {
    const column = columns.get(key) ?? 0;
    byColumn[column] = [...(byColumn[column] ?? []), key];
  }
  const rows = new Map<string, number>();
  return byColumn.flatMap((inColumn, column) => {
    const sorted = inColumn
      .map((key) => ({ key, pull: average((before.get(key) ?? []).map((each) => rows.get(each) ?? 0)) }))
      .sort((a, b) => a.pull - b.pull || (a.key < b.key ? -1 : 1));
    return sorted.map(({ key }, row) => {
      rows.set(key, row);
      return { key, column, row };
    });
  });
}

/** Longest way from a beginning; a cycle, which there must not be, is cut where it closes. */
function columnsOf(
  keys: readonly string[],
  before: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  const columnOf = (key: string, path: ReadonlySet<string>): number => {
    const known = columns.get(key);
    if (known !== undefined) return known;
    const inner = new Set([...path, key]);
    const column = (before.get(key) ?? [])
      .filter((each) => !inner.has(each))
      .reduce((most, each) => Math.max(most, columnOf(each, inner) + 1), 0);
    columns.set(key, column);
    return column;
  };
  for (const key of keys) columnOf(key, new Set());
  return columns;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
