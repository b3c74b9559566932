import { Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LiveState } from '../api/index.ts';
import { useFormat } from '../i18n/index.ts';
import classes from './shell.module.css';
import { useTexts } from './texts.ts';

export interface LiveBadgeProps {
  readonly state: LiveState;
  /** The folder's clock when the workspace was last read, and when that was by ours. */
  readonly now: number;
  readonly readAt: number;
}

/** As of when the screen holds, by the workspace's clock: it runs while the stream is open and stands while it is not. */
export function LiveBadge({ state, now, readAt }: LiveBadgeProps) {
  const t = useTexts();
  const format = useFormat();
  const [shown, setShown] = useState(now);
  useEffect(() => {
    if (state !== 'live') return;
    const tick = () => setShown(now + (Date.now() - readAt));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [state, now, readAt]);

  return (
    <Tooltip label={t('live.hint', { time: format.dateTime(shown) })}>
      <Text
        component="span"
        size="xs"
        c="dimmed"
        className={classes['live']}
        data-state={state}
        role="status"
        tabIndex={0}
      >
        <span>{t('live.asOf', { time: format.time(shown) })}</span>
        <span className={classes['dot']} aria-hidden />
        <span>{t(`live.${state}`)}</span>
      </Text>
    </Tooltip>
  );
}
