import { Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { Section } from '../page/index.ts';
import { relativeChange } from '../stat/index.ts';
import { Answer, EmptyState } from '../states/index.ts';
import { drillIntoWord } from './change-state.ts';
import classes from './explanation.module.css';
import { type Catalogue, findMetric } from './explorer-part.ts';
import type { ExplorerState } from './explorer-state.ts';
import { isShareMetric } from './is-share-metric.ts';
import type { MetricsQuery } from './metrics-query.ts';
import { useTexts } from './texts.ts';
import { useWords } from './use-words.ts';

interface ExplanationProps {
  readonly query: MetricsQuery;
  readonly metric: string;
  readonly state: ExplorerState;
  readonly go: (next: ExplorerState) => void;
  readonly catalogue: Catalogue;
}

type Part = CallOutput<typeof routes.explainMetric>['dimensions'][number];

/** What explains the change of the first metric: the dimensions that moved most, each with its values. */
export function Explanation(props: ExplanationProps) {
  const { query, metric, state, go, catalogue } = props;
  const t = useTexts();
  const format = useFormat();
  const words = useWords(catalogue);
  const { from = '', to = '', compare, where } = query;
  const answer = useAnswer(routes.explainMetric, { body: { metric, from, to, compare, where } }, { keepLast: true });
  const unit = findMetric(catalogue, metric)?.unit ?? 'count';
  const written = (value: number | null) => format.value(value, unit, isShareMetric(metric));
  return (
    <Answer of={answer} height={220}>
      {({ value, before, dimensions }) => {
        const change = relativeChange(value, before);
        return (
          <Section
            title={t('explain.title', { metric: words.metric(metric) })}
            note={t('explain.note', {
              value: written(value),
              before: written(before),
              change: change === null ? '–' : format.change(change),
            })}
          >
            {dimensions.length === 0 ? (
              <EmptyState title={t('explain.none')} />
            ) : (
              <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xl">
                {dimensions.slice(0, 6).map((part) => (
                  <Contributions
                    key={part.dimension}
                    part={part}
                    title={words.dimension(part.dimension)}
                    written={(amount) => `${amount > 0 ? '+' : ''}${written(amount)}`}
                    onOpen={(one) => go({ ...drillIntoWord(state, part.dimension, one), isExplaining: false })}
                  />
                ))}
              </SimpleGrid>
            )}
          </Section>
        );
      }}
    </Answer>
  );
}

function Contributions(props: {
  readonly part: Part;
  readonly title: string;
  readonly written: (amount: number) => string;
  readonly onOpen: (value: string | null) => void;
}) {
  const t = useTexts();
  const { contributions, exact } = props.part;
  const largest = Math.max(...contributions.map(({ contribution }) => Math.abs(contribution)), 1e-9);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {props.title}
      </Text>
      {contributions.slice(0, 6).map(({ value, contribution }) => (
        <Group key={value} gap="sm" wrap="nowrap">
          <Anchor
            component="button"
            size="sm"
            w={128}
            title={value ?? t('unknown')}
            truncate
            ta="left"
            onClick={() => props.onOpen(value)}
          >
            {value ?? t('unknown')}
          </Anchor>
          <div className={classes['track']} aria-hidden>
            <div
              className={classes['bar']}
              data-down={contribution < 0 || undefined}
              style={{ width: `${(50 * Math.abs(contribution)) / largest}%` }}
            />
          </div>
          <Text size="sm" ta="right" w={104} style={{ whiteSpace: 'nowrap' }}>
            {props.written(contribution)}
          </Text>
        </Group>
      ))}
      {!exact && (
        <Text size="xs" c="dimmed">
          {t('explain.overlap')}
        </Text>
      )}
    </Stack>
  );
}
