import { createContext, useContext } from 'react';
import { useFormat } from '../../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import classes from './builder.module.css';
import type { Scope } from './scope.ts';

/** Counts by path of the tree, as the server has last answered them. */
export interface PartCounts {
  readonly byPath: ReadonlyMap<string, number>;
  readonly population: number;
  readonly isStale: boolean;
}

export const PartCountsContext = createContext<PartCounts | undefined>(undefined);

/** How many people one part of the tree finds on its own. Conditions of events have no count. */
export function PartCount(props: { readonly path: string; readonly scope: Scope; readonly isGroup?: boolean }) {
  const t = useTexts();
  const format = useFormat();
  const counts = useContext(PartCountsContext);
  if (props.scope.event !== undefined) return <span />;
  const count = counts?.byPath.get(props.path);
  const share = count === undefined || !counts?.population ? 0 : count / counts.population;
  return (
    <span
      className={classes['count']}
      data-stale={counts?.isStale || undefined}
      data-group={props.isGroup || undefined}
      title={count === undefined ? undefined : t('part.share', { share: format.percent(share) })}
    >
      {count === undefined ? '' : format.count(count)}
      <span className={classes['countBar']} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
