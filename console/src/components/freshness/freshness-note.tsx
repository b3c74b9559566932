import { Text, Tooltip } from '@mantine/core';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from '../texts.ts';

export interface Freshness {
  readonly asOf?: string | undefined;
  readonly tagVersion?: number | undefined;
  readonly at: number;
  readonly factsUntil?: number | undefined;
}

/** As of when an answer holds and what it was computed from. Every answer that carries a freshness shows it. */
export function FreshnessNote({ of, tookMs }: { readonly of: Freshness; readonly tookMs?: number }) {
  const t = useTexts();
  const format = useFormat();
  const main = of.asOf
    ? t('freshness.asOf', { day: format.day(of.asOf), version: of.tagVersion ?? '–' })
    : of.factsUntil === undefined
      ? t('freshness.answered', { time: format.dateTime(of.at) })
      : t('freshness.live', { time: format.dateTime(of.factsUntil) });
  const hint = [
    t('freshness.answered', { time: `${format.dateTime(of.at)} · ${format.time(of.at)}` }),
    ...(tookMs === undefined ? [] : [t('freshness.took', { duration: format.duration(tookMs) })]),
  ].join('\n');
  return (
    <Tooltip label={hint} styles={{ tooltip: { whiteSpace: 'pre-line' } }}>
      <Text component="span" size="xs" c="dimmed">
        {main}
      </Text>
    </Tooltip>
  );
}
