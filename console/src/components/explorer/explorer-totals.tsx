import { Stack, Text } from '@mantine/core';
import { useFormat, useLocal } from '../../i18n/index.ts';
import { relativeChange, StatRow, StatTile } from '../stat/index.ts';
import { putFirst } from './change-state.ts';
import { type ExplorerPart, findMetric } from './explorer-part.ts';
import { isShareMetric } from './is-share-metric.ts';
import { useTexts } from './texts.ts';

/** Each metric over the whole period, computed on its own and never by summing rows; the chosen one has the large chart. */
export function ExplorerTotals({ answer, catalogue, state, go }: ExplorerPart) {
  const t = useTexts();
  const local = useLocal();
  const format = useFormat();
  return (
    <StatRow>
      {answer.metrics.map((id, at) => {
        const metric = findMetric(catalogue, id);
        if (!metric) return null;
        const written = (value: number | null | undefined) => format.value(value, metric.unit, isShareMetric(id));
        const value = answer.totals[at];
        const before = answer.totalsBefore?.[at];
        return (
          <StatTile
            key={id}
            label={local(metric.title)}
            value={written(value)}
            change={relativeChange(value, before)}
            goodDirection={metric.goodDirection}
            {...(answer.metrics.length > 1 ? { onChoose: () => go(putFirst(state, id)), isChosen: at === 0 } : {})}
            note={answer.totalsBefore ? t('before', { value: written(before) }) : undefined}
            hint={
              <Stack gap="xs">
                <Text size="xs">{local(metric.description)}</Text>
                <Text size="xs">{t('metric.from', { owner: metric.owner, took: format.duration(answer.tookMs) })}</Text>
              </Stack>
            }
          />
        );
      })}
    </StatRow>
  );
}
