import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { isShareMetric } from '../../components/explorer/index.ts';
import { Section } from '../../components/page/index.ts';
import { Change, relativeChange } from '../../components/stat/index.ts';
import { EmptyState } from '../../components/states/index.ts';
import { useFormat, useLocal } from '../../i18n/index.ts';
import type { Overview } from './overview.ts';
import { useTexts } from './texts.ts';

/** The last whole day against the same weekday a week before, in words, with what explains the difference. */
export function Changes({ changes }: { readonly changes: Overview['changes'] }) {
  const t = useTexts();
  const format = useFormat();
  const [first] = changes;
  return (
    <Section title={t('changes.title')} note={first && t('changes.note', { day: format.day(first.day) })}>
      {changes.length === 0 ? (
        <EmptyState title={t('changes.none')} />
      ) : (
        <Stack gap="sm">
          {changes.map((change) => (
            <ChangeLine key={change.metric} change={change} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function ChangeLine({ change }: { readonly change: Overview['changes'][number] }) {
  const t = useTexts();
  const local = useLocal();
  const format = useFormat();
  const catalogue = useAnswer(routes.listMetrics);
  const metric = catalogue.data?.metrics.find(({ id }) => id === change.metric);
  const dimensionTitle = (id: string) => {
    const dimension = catalogue.data?.dimensions.find((each) => each.id === id);
    return dimension ? local(dimension.title) : id;
  };
  const unit = metric?.unit ?? 'count';
  const written = (value: number | null) => format.value(value, unit, isShareMetric(change.metric));
  const amount = change.contribution;
  const explained = t('changes.explained', {
    part: partTitle(change.explainedBy ?? '', dimensionTitle),
    amount: amount === undefined ? '' : `(${amount > 0 ? '+' : ''}${written(amount)})`,
  });
  return (
    <Group gap="sm" wrap="nowrap" align="baseline">
      <Anchor component={Link} to={explainAddress(change)} size="sm" w={190} truncate>
        {metric ? local(metric.title) : change.metric}
      </Anchor>
      <Text size="sm" fw={600} w={130} ta="right">
        {written(change.value)}
      </Text>
      <Group w={84} justify="flex-end">
        <Change share={relativeChange(change.value, change.before)} goodDirection={metric?.goodDirection ?? 'none'} />
      </Group>
      <Text size="sm" c="dimmed" flex={1} miw={0}>
        {t('changes.before', { value: written(change.before) })}
        {change.explainedBy && ` · ${explained}`}
      </Text>
    </Group>
  );
}

/** `city = 'Chengdu'` as people read it. */
function partTitle(filter: string, dimensionTitle: (id: string) => string): string {
  const [, dimension, value] = /^(\w+) = '(.*)'$/.exec(filter) ?? [];
  return dimension && value ? `${dimensionTitle(dimension)} ${value.replaceAll("''", "'")}` : filter;
}

/** Cloud, asked what explains this change. */
function explainAddress({ metric, day }: Overview['changes'][number]): string {
  const search = new URLSearchParams({ metrics: metric, by: '', from: day, to: day, compare: 'week', explain: '1' });
  return `/cloud?${search}`;
}
