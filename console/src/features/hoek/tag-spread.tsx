import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { Chart, type ChartData } from '../../components/chart/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer } from '../../components/states/index.ts';
import { useLocal } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Distribution = CallOutput<typeof routes.audienceDistribution>['distribution'];

const FIRST_TAG = 'orders_30d';

/** How one tag spreads in the audience, beside everyone. */
export function TagSpread({ text }: { readonly text: string }) {
  const t = useTexts();
  const local = useLocal();
  const [tagId, setTag] = useState(FIRST_TAG);
  const catalogue = useAnswer(routes.listTags);
  const spread = useAnswer(routes.audienceDistribution, { body: { expression: text, tag: tagId } }, { keepLast: true });
  const tags = catalogue.data?.tags ?? [];
  const tag = tags.find(({ id }) => id === tagId);
  const title = tag ? local(tag.title) : tagId;
  return (
    <Section title={t('spread')} note={t('spread.note')}>
      <Stack gap="md">
        <Select
          aria-label={t('spread.tag')}
          data={tags.map((each) => ({ value: each.id, label: local(each.title) }))}
          value={tagId}
          onChange={(id) => setTag(id ?? FIRST_TAG)}
          searchable
          maw={320}
        />
        <Answer of={spread} height={260}>
          {({ distribution }) => (
            <Chart
              data={chartOf(distribution, {
                title,
                isWords: tag?.type === 'category' || tag?.type === 'categories',
                t,
              })}
            />
          )}
        </Answer>
      </Stack>
    </Section>
  );
}

function chartOf(
  { bins }: Distribution,
  { title, isWords, t }: { readonly title: string; readonly isWords: boolean; readonly t: ReturnType<typeof useTexts> },
): ChartData {
  const total = (of: (bin: Distribution['bins'][number]) => number) =>
    Math.max(
      1,
      bins.reduce((sum, bin) => sum + of(bin), 0),
    );
  const members = total((bin) => bin.count);
  const everyone = total((bin) => bin.base);
  return {
    title,
    kind: isWords ? 'rows' : 'bars',
    categoryTitle: title,
    categories: bins.map((bin) => bin.label),
    series: [
      { name: t('spread.audience'), values: bins.map((bin) => bin.count / members) },
      { name: t('spread.base'), values: bins.map((bin) => bin.base / everyone), isMuted: true },
    ],
    unit: 'ratio',
  };
}
