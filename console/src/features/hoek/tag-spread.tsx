import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { DistributionChart } from '../../components/distribution/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer } from '../../components/states/index.ts';
import { useLocal } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

const FIRST_TAG = 'orders_30d';

/** How one tag spreads in the audience, beside everyone. */
export function TagSpread({ text }: { readonly text: string }) {
  const t = useTexts();
  const local = useLocal();
  const [tagId, setTag] = useState(FIRST_TAG);
  const catalogue = useAnswer(routes.listTags);
  const spread = useAnswer(routes.audienceDistribution, { body: { expression: text, tag: tagId } }, { keepLast: true });
  const tags = catalogue.data?.tags ?? [];
  const tag = tags.find(({ id }) => id === (spread.data?.tag ?? tagId));
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
        <Answer of={spread} height={300}>
          {({ distribution: { bins, known } }) =>
            known === 0 ? (
              <Text size="sm" c="dimmed">
                {t('spread.nobody')}
              </Text>
            ) : (
              <DistributionChart
                title={tag ? local(tag.title) : tagId}
                type={tag?.type ?? 'number'}
                bins={bins}
                isAgainstBase
              />
            )
          }
        </Answer>
      </Stack>
    </Section>
  );
}
