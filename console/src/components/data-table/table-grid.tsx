// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform and only those in view exist, which a <table> cannot do
import type { SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { ROW_HEIGHT } from '../../theme/index.ts';
import { type Column, leastWidth, trackOf } from './column.ts';
import classes from './data-table.module.css';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';

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
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, rows.length - 1));
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
      <div
        className={classes['inner']}
        style={{ height: virtual.getTotalSize() + HEAD_HEIGHT, minWidth: leastWidth(columns) }}
        role="presentation"
      >
        <TableHead columns={columns} sorting={props.sorting} onSort={props.onSort} />
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = props.rowKey(row);
          return (
            <TableRow
              key={key}
              id={`${id}-${index}`}
              index={index}
              row={row}
              columns={columns}
              template={template}
              top={start}
              isActive={index === active}
              isOpen={key === props.openKey}
              opens={onOpen !== undefined}
              onClick={() => {
                setActive(index);
                onOpen?.(row);
              }}
            />
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
