import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { SortingState } from '@tanstack/react-table';
import { type Column, isNumeric, trackOf } from './column.ts';
import classes from './data-table.module.css';

/** Titles that sort: once, the other way round, not at all. */
export function TableHead<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly sorting: SortingState;
  readonly onSort: (sorting: SortingState) => void;
}) {
  const [sort] = props.sorting;
  return (
    <div className={classes['head']} style={{ gridTemplateColumns: props.columns.map(trackOf).join(' ') }}>
      {props.columns.map((column) => {
        const isSorted = sort?.id === column.id;
        return (
          <Tooltip key={column.id} label={column.hint} disabled={!column.hint}>
            <UnstyledButton
              className={classes['title']}
              data-numeric={isNumeric(column.kind) || undefined}
              aria-pressed={isSorted}
              onClick={() => props.onSort(next(column, sort))}
            >
              <span>{column.title}</span>
              {isSorted && (sort.desc ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />)}
            </UnstyledButton>
          </Tooltip>
        );
      })}
    </div>
  );
}

function next<Row>(column: Column<Row>, sort: SortingState[number] | undefined): SortingState {
  const first = isNumeric(column.kind) || column.kind === 'instant';
  if (sort?.id !== column.id) return [{ id: column.id, desc: first }];
  return sort.desc === first ? [{ id: column.id, desc: !first }] : [];
}
