import type { Ordering } from './compile-query.ts';
import type { ResultRow } from './result-row.ts';

/** The order of the SQL, for rows to which gaps were added: unknown last, words by code point. */
export function sortRows(rows: readonly ResultRow[], order: readonly Ordering[]): readonly ResultRow[] {
  return rows.toSorted((a, b) => {
    for (const { column, descending } of order) {
      const difference = compare(cell(a, column), cell(b, column), descending);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

type Cell = string | number | null | undefined;

function cell(row: ResultRow, column: Ordering['column']): Cell {
  const position = Number(column.slice(1));
  return column.startsWith('k') ? row.key[position] : row.values[position];
}

function compare(a: Cell, b: Cell, descending: boolean): number {
  if (a === b) return 0;
  if (a == null) return 1;
  if (b == null) return -1;
  return a < b === descending ? 1 : -1;
}
