import type { ReactNode } from 'react';

export type ColumnKind = 'text' | 'count' | 'money' | 'percent' | 'decimal' | 'day' | 'instant';
export type CellValue = string | number | boolean | null | undefined;

/** One column as data. The kind settles alignment, format, sorting and how the CSV writes it. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** What sorting, the filter and the CSV see: minor units for money, a share for percent, epoch ms for an instant. */
  readonly value: (row: Row) => CellValue;
  readonly kind?: ColumnKind;
  /** How the cell looks where the kind's format is not enough. */
  readonly render?: (row: Row) => ReactNode;
  /** CSS grid track, e.g. `120px` or `minmax(160px, 2fr)`; by default numbers are narrow and words share the rest. */
  readonly width?: string;
  /** Definition, on hover over the title. */
  readonly hint?: string;
}

export function isNumeric(kind: ColumnKind | undefined): boolean {
  return kind === 'count' || kind === 'money' || kind === 'percent' || kind === 'decimal';
}

/** Pixels below which the columns scroll sideways instead of shrinking. */
export function leastWidth<Row>(columns: readonly Column<Row>[]): number {
  const least = columns.map((column) => Number(/(\d+)px/.exec(trackOf(column))?.[1] ?? 0));
  return least.reduce((sum, width) => sum + width, 0);
}

export function trackOf<Row>(column: Column<Row>): string {
  if (column.width) return column.width;
  if (column.kind === undefined || column.kind === 'text') return 'minmax(110px, 1fr)';
  if (column.kind === 'instant') return '160px';
  // `¥12,000.00` in full.
  return column.kind === 'money' ? 'minmax(108px, 132px)' : 'minmax(84px, 132px)';
}
