import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

/** A framed part of a page. `flush` for tables that reach the frame. */
export function Section(props: {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes['section']}>
      {(props.title || props.actions) && (
        <div className={classes['sectionHeader']}>
          <div>
            <Text component="h2" size="sm" fw={600} m={0}>
              {props.title}
            </Text>
            {props.note && (
              <Text size="xs" c="dimmed">
                {props.note}
              </Text>
            )}
          </div>
          {props.actions}
        </div>
      )}
      <div className={props.flush ? classes['flush'] : classes['sectionBody']}>{props.children}</div>
    </section>
  );
}
