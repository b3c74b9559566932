import type { ReactNode } from 'react';
import classes from './stat.module.css';

/** One to five `StatTile`s side by side. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <div className={classes['row']}>{children}</div>;
}
