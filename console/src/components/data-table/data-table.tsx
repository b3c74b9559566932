import { ActionIcon, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import {
  type ColumnDef,
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table';
import { type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import { FormatContext, useFormat } from '../../i18n/index.ts';
import { saveCsv, toCsv } from '../csv/index.ts';
import { EmptyState } from '../states/index.ts';
import { useTexts } from '../texts.ts';
import { type CellValue, type Column, isNumeric } from './column.ts';
import classes from './data-table.module.css';
import { formatCell } from './format-cell.ts';
import { TableGrid } from './table-grid.tsx';

export interface DataTableProps<Row> {
  /** Of the table, for screen readers and the CSV's file name. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens a row, usually in the side panel; Enter or a click. */
  readonly onOpen?: (row: Row) => void;
  /** Key of the row that is open. */
  readonly openKey?: string | undefined;
  readonly firstSort?: { readonly column: string; readonly descending?: boolean };
  /** Pixels that the rows may take before they scroll. Default 480. */
  readonly maxHeight?: number;
  readonly empty?: ReactNode;
  /** Filters of the page, beside the table's own search. */
  readonly tools?: ReactNode;
  /** Says that there is more than these rows. */
  readonly partial?: string | undefined;
  /** A handful of rows: without search and download. */
  readonly isBrief?: boolean;
}

/**
 * Sorts, finds, exports and opens rows. Only what is in view is drawn, so ten thousand rows are as quick as ten.
 * Keys: ↑ ↓ PageUp PageDown Home End move, Enter opens, `/` goes to the search.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useTexts();
  const format = useFormat();
  const { currency } = useContext(FormatContext);
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);
  const [sorting, setSorting] = useState<SortingState>(
    props.firstSort ? [{ id: props.firstSort.column, desc: props.firstSort.descending ?? false }] : [],
  );
  const [globalFilter, setGlobalFilter] = useState('');
  const definitions = useMemo(() => props.columns.map((column) => definitionOf(column)), [props.columns]);

  const table = useReactTable<Row>({
    data: props.rows as Row[],
    columns: definitions,
    state: { sorting, globalFilter },
    onSortingChange: setSorting,
    onGlobalFilterChange: setGlobalFilter,
    getRowId: (row) => props.rowKey(row),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    globalFilterFn: (row, _column, text: string) => {
      const wanted = text.toLowerCase();
      return props.columns.some(({ value, kind }) => {
        const cell = value(row.original);
        return (
          `${cell ?? ''}`.toLowerCase().includes(wanted) ||
          formatCell(cell, kind, format).toLowerCase().includes(wanted)
        );
      });
    },
    getColumnCanGlobalFilter: () => true,
  });
  const rows = table.getRowModel().rows.map((row) => row.original);

  const download = () => {
    const cells = rows.map((row) => props.columns.map((column) => exported(column, row, currency.decimals)));
    saveCsv(props.name, toCsv([props.columns.map((column) => column.title), ...cells]));
  };

  return (
    <div className={classes['table']}>
      {!props.isBrief && (
        <Group gap="sm" px="lg" py="xs" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <TextInput
              ref={search}
              aria-label={t('table.search')}
              placeholder={t('table.search')}
              leftSection={<IconSearch size={14} />}
              value={globalFilter}
              onChange={(event) => setGlobalFilter(event.currentTarget.value)}
              w={200}
            />
            {props.tools}
          </Group>
          <Group gap="sm" wrap="nowrap">
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }} aria-live="polite">
              {rows.length === props.rows.length
                ? t('table.rows', { count: rows.length, shown: format.count(rows.length) })
                : t('table.some', { shown: format.count(rows.length), all: format.count(props.rows.length) })}
              {props.partial && ` · ${props.partial}`}
            </Text>
            <Tooltip label={t('table.csv')}>
              <ActionIcon onClick={download} aria-label={t('table.csv')}>
                <IconDownload size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      )}
      {rows.length === 0 && props.rows.length === 0 && props.empty ? (
        props.empty
      ) : (
        <TableGrid {...props} rows={rows} maxHeight={props.maxHeight ?? 480} sorting={sorting} onSort={setSorting} />
      )}
      {rows.length === 0 && props.rows.length > 0 && <EmptyState title={t('table.nothing')} />}
    </div>
  );
}

function definitionOf<Row>(column: Column<Row>): ColumnDef<Row, CellValue> {
  return {
    id: column.id,
    accessorFn: (row) => column.value(row) ?? undefined,
    sortingFn: isNumeric(column.kind) || column.kind === 'instant' ? 'basic' : 'alphanumeric',
    sortUndefined: 'last',
    sortDescFirst: isNumeric(column.kind),
  };
}

/** Plain numbers for machines: money as people write it, without symbol or separators. */
function exported<Row>(column: Column<Row>, row: Row, decimals: number): CellValue {
  const value = column.value(row);
  if (typeof value !== 'number') return value;
  if (column.kind === 'money') return (value / 10 ** decimals).toFixed(decimals);
  return column.kind === 'instant' ? new Date(value).toISOString() : value;
}
