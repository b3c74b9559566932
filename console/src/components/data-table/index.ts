export type { CellValue, Column, ColumnKind } from './column.ts';
export { DataTable, type DataTableProps } from './data-table.tsx';
