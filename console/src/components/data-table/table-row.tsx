// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a <tr> cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and tells its active row by aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { useFormat } from '../../i18n/index.ts';
import { ROW_HEIGHT } from '../../theme/index.ts';
import { type Column, isNumeric } from './column.ts';
import classes from './data-table.module.css';
import { formatCell } from './format-cell.ts';

interface TableRowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  /** CSS grid tracks, the same as the head's. */
  readonly template: string;
  /** Pixels from the start of the table. */
  readonly top: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly opens: boolean;
  readonly onClick: () => void;
}

export function TableRow<Row>({ row, columns, ...props }: TableRowProps<Row>) {
  const format = useFormat();
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.isOpen}
      className={classes['row']}
      data-active={props.isActive || undefined}
      data-open={props.isOpen || undefined}
      data-opens={props.opens || undefined}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)`, height: ROW_HEIGHT }}
      onClick={props.onClick}
    >
      {columns.map((column) => {
        const text = formatCell(column.value(row), column.kind, format);
        return (
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
}
