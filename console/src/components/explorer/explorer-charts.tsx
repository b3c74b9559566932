import { SimpleGrid, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useFormat } from '../../i18n/index.ts';
import { Chart } from '../chart/index.ts';
import { FreshnessNote } from '../freshness/index.ts';
import { Section } from '../page/index.ts';
import { EmptyState } from '../states/index.ts';
import { answerChart } from './answer-chart.ts';
import { bucketRange, isBucketGrain } from './bucket.ts';
import { drillIntoBucket, drillIntoWord } from './change-state.ts';
import { commonDimensions, type ExplorerPart, findMetric } from './explorer-part.ts';
import { useTexts } from './texts.ts';
import { useWords } from './use-words.ts';

/** The first metric large, the others small below, each with an axis of its own. */
export function ExplorerCharts(part: ExplorerPart) {
  const t = useTexts();
  const { answer } = part;
  if (answer.by.length === 0) return null;
  if (answer.rows.length === 0) {
    return (
      <Section>
        <EmptyState title={t('nothing')} about={t('nothing.about')} />
      </Section>
    );
  }
  const [first, ...others] = answer.metrics;
  return (
    <Section>
      {first && <MetricChart {...part} metricId={first} height={260} isFirst />}
      {others.length > 0 && (
        <SimpleGrid cols={{ base: 1, md: 2 }} mt="lg" spacing="lg">
          {others.map((id) => (
            <MetricChart key={id} {...part} metricId={id} height={170} />
          ))}
        </SimpleGrid>
      )}
    </Section>
  );
}

interface MetricChartProps extends ExplorerPart {
  readonly metricId: string;
  readonly height: number;
  readonly isFirst?: boolean;
}

function MetricChart({ answer, catalogue, state, go, metricId, height, isFirst }: MetricChartProps) {
  const t = useTexts();
  const format = useFormat();
  const words = useWords(catalogue);
  const metric = findMetric(catalogue, metricId);
  const at = answer.metrics.indexOf(metricId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `words` is made anew each time from the catalogue and the language, which `t` and `format` stand for
  const chart = useMemo(
    () =>
      metric &&
      answerChart({
        answer,
        metric,
        at,
        format,
        words: {
          title: words.metric(metricId),
          now: t('now'),
          before: t('before.series'),
          unknown: t('unknown'),
          dimension: words.dimension,
        },
      }),
    [answer, metric, at, format, t, catalogue],
  );
  if (!metric || !chart) return null;

  const grain = answer.by.find(isBucketGrain);
  const [word] = answer.by.filter((id) => !isBucketGrain(id));
  const drill = (category: number) => {
    const key = chart.keys[category];
    if (!key) return;
    if (grain && key[0]) {
      const firstWord = commonDimensions(catalogue, state.metrics).find(
        ({ kind, id }) => kind === 'word' && id !== word,
      );
      go(drillIntoBucket(state, { grain, key: key[0] }, firstWord?.id));
    } else if (word) go(drillIntoWord(state, word, key[answer.by.indexOf(word)] ?? null));
  };
  const zoom = (first: number, last: number) => {
    const from = grain && bucketRange(grain, chart.keys[first]?.[0] ?? '');
    const to = grain && bucketRange(grain, chart.keys[last]?.[0] ?? '');
    if (from && to) go({ ...state, period: { kind: 'between', from: from.from, to: to.to } });
  };

  const notes = [
    ...(answer.additive[at] === false ? [t('notAdditive')] : []),
    ...(chart.hidden > 0 ? [t('hidden', { count: chart.hidden })] : []),
    ...(isFirst ? [t(grain ? 'hint.time' : 'hint.word')] : []),
  ];
  return (
    <div>
      <Chart
        data={chart.data}
        {...(chart.data.kind === 'rows' ? {} : { height })}
        onPick={drill}
        {...(grain ? { onRange: zoom } : {})}
        caption={isFirst && <FreshnessNote of={answer.freshness} tookMs={answer.tookMs} />}
      />
      {notes.length > 0 && (
        <Text size="xs" c="dimmed" mt="xs">
          {notes.join(' · ')}
        </Text>
      )}
    </div>
  );
}
