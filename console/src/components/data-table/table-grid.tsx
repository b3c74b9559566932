import type { SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useFormat } from '../../i18n/index.ts';
import { ROW_HEIGHT } from '../../theme/index.ts';
import { type Column, isNumeric, leastWidth, trackOf } from './column.ts';
import { TableHead } from './table-head.tsx';
import { formatCell } from './format-cell.ts';
import classes from './data-table.module.css';

interface TableGridProps<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly openKey?: string | undefined;
  readonly maxHeight: number;
  readonly sorting: SortingState;
  readonly onSort: (sorting: SortingState) => void;
}

const HEAD_HEIGHT = 32;

/** Titles that stay and the rows in view, one of them active for the keyboard. */
export function TableGrid<Row>(props: TableGridProps<Row>) {
  const { rows, columns, onOpen } = props;
  const format = useFormat();
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const template = columns.map(trackOf).join(' ');

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, active, rows.length);
    if (target !== undefined) {
      event.preventDefault();
      setActive(target);
      virtual.scrollToIndex(target);
      return;
    }
    const row = rows[active];
    if (event.key === 'Enter' && row && onOpen && event.target === scroll.current) onOpen(row);
  };

  return (
    <div
      ref={scroll}
      className={classes['scroll']}
      style={{ maxHeight: props.maxHeight + HEAD_HEIGHT }}
      role="grid"
      aria-label={props.name}
      aria-rowcount={rows.length}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={classes['inner']} style={{ height: virtual.getTotalSize() + HEAD_HEIGHT, minWidth: leastWidth(columns) }} role="presentation">
        <TableHead columns={columns} sorting={props.sorting} onSort={props.onSort} />
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = props.rowKey(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the active row is told by aria-activedescendant
            <div
              key={key}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 1}
              aria-selected={key === props.openKey}
              className={classes['row']}
              data-active={index === active || undefined}
              data-open={key === props.openKey || undefined}
              data-opens={onOpen ? true : undefined}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
              onClick={() => {
                setActive(index);
                onOpen?.(row);
              }}
            >
              {columns.map((column) => {
                const text = formatCell(column.value(row), column.kind, format);
                return (
                  // biome-ignore lint/a11y/useFocusableInteractive: rows are the unit of the keyboard here
                  <div
                    key={column.id}
                    role="gridcell"
                    className={classes['cell']}
                    data-numeric={isNumeric(column.kind) || undefined}
                    title={column.render ? undefined : text}
                  >
                    {column.render ? column.render(row) : text}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const PAGE = 12;

function targetOf(key: string, active: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + PAGE,
    PageUp: active - PAGE,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}
