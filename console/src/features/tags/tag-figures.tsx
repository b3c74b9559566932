import { Badge, Group, Text, Tooltip } from '@mantine/core';
import { Sparkline } from '../../components/sparkline/index.ts';
import { NO_VALUE, useFormat } from '../../i18n/index.ts';
import type { Tag } from './tag.ts';
import { useTexts } from './texts.ts';

/** Usual reading of the population stability index: below the first nothing moved, above the second look into it. */
const DRIFT_STEPS = { quiet: 0.1, loud: 0.25 } as const;

/** How many know it now, and how that was over the last builds. */
export function Coverage({ tag }: { readonly tag: Pick<Tag, 'coverage' | 'coverageHistory'> }) {
  const format = useFormat();
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      {tag.coverageHistory.length > 1 && <Sparkline values={tag.coverageHistory} />}
      <span>{tag.coverage === undefined ? NO_VALUE : format.percent(tag.coverage)}</span>
    </Group>
  );
}

/** Whether the spread moved against the version before, as a word with the index. */
export function Drift({ drift }: { readonly drift: number | undefined }) {
  const t = useTexts();
  const format = useFormat();
  if (drift === undefined)
    return (
      <Text span c="dimmed">
        {NO_VALUE}
      </Text>
    );
  const level = drift >= DRIFT_STEPS.loud ? 'loud' : drift >= DRIFT_STEPS.quiet ? 'some' : 'quiet';
  return (
    <Tooltip label={t('drift.hint', { value: format.decimal(drift) })}>
      <Badge color={{ loud: 'red', some: 'yellow', quiet: 'gray' }[level]}>{t(`drift.${level}`)}</Badge>
    </Tooltip>
  );
}

/** By how much else it is used; what uses it in detail on hover. */
export function Usage({ usage }: { readonly usage: Tag['usage'] }) {
  const t = useTexts();
  const parts = (['audiences', 'campaigns', 'flows', 'metrics', 'tags'] as const).filter((kind) => usage[kind] > 0);
  const total = usedBy(usage);
  return (
    <Tooltip
      label={parts.map((kind) => t(`usage.${kind}`, { count: usage[kind] })).join(' · ')}
      disabled={parts.length === 0}
    >
      <Text span size="sm" {...(total === 0 ? { c: 'dimmed' } : {})}>
        {total}
      </Text>
    </Tooltip>
  );
}

export function usedBy(usage: Tag['usage']): number {
  return usage.audiences + usage.campaigns + usage.flows + usage.metrics + usage.tags;
}

const STATE_COLOURS = { ok: 'green', held: 'red', unbuilt: 'gray' } as const;

export function TagState({ state }: { readonly state: Tag['state'] }) {
  const t = useTexts();
  return <Badge color={STATE_COLOURS[state]}>{t(`state.${state}`)}</Badge>;
}
