import { Box, Group, Skeleton, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { Change } from './change.tsx';
import classes from './stat.module.css';

export interface StatTileProps {
  readonly label: string;
  /** Formatted, with its unit; undefined while it is being asked. */
  readonly value: string | undefined;
  /** Stands small behind the value: unit, interval. */
  readonly suffix?: string;
  /** Relative change (0.03 is +3 %), and which way is good. */
  readonly change?: number | null | undefined;
  readonly goodDirection?: 'up' | 'down' | 'none';
  /** Against what the change is; shown small below. */
  readonly note?: ReactNode;
  /** On hover: exact value, definition, freshness, what served it. */
  readonly hint?: ReactNode;
  /** Chooses the tile; the chosen one is marked. */
  readonly onChoose?: () => void;
  readonly isChosen?: boolean;
}

/** One number that answers the page's question. */
export function StatTile(props: StatTileProps) {
  return (
    <Tooltip label={props.hint} disabled={!props.hint}>
      <Box
        className={classes['tile']}
        data-tile
        data-chosen={props.isChosen || undefined}
        {...(props.onChoose
          ? { component: 'button', type: 'button', onClick: props.onChoose, 'aria-pressed': props.isChosen ?? false }
          : { tabIndex: props.hint ? 0 : -1 })}
      >
        <Text size="xs" c="dimmed" truncate>
          {props.label}
        </Text>
        {props.value === undefined ? (
          <Skeleton height={24} width="60%" my={4} />
        ) : (
          <Group gap="xs" align="baseline" wrap="wrap">
            <Text fz="xl" fw={600} lh={1.4} className={classes['value']} data-value>
              {props.value}
            </Text>
            {props.suffix && (
              <Text size="sm" c="dimmed">
                {props.suffix}
              </Text>
            )}
            <Change share={props.change} goodDirection={props.goodDirection ?? 'none'} />
          </Group>
        )}
        {props.note && (
          <Text size="xs" c="dimmed" truncate>
            {props.note}
          </Text>
        )}
      </Box>
    </Tooltip>
  );
}
