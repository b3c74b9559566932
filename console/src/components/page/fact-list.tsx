import { Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import classes from './fact-list.module.css';

/** Names and values of one thing, in two columns. A fact without a value is left out. */
export function FactList({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes['list']}>
      {facts
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" size="sm" m={0}>
              {value}
            </Text>
          </Fragment>
        ))}
    </dl>
  );
}
