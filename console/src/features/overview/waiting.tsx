import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { type Icon, IconCoin, IconFileAlert, IconRocket, IconTag } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Section } from '../../components/page/index.ts';
import { EmptyState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { Overview } from './overview.ts';
import { useTexts } from './texts.ts';

type Item = Overview['waiting'][number];

const KINDS: Readonly<Record<Item['kind'], { readonly icon: Icon; readonly to: (subject: string) => string }>> = {
  quarantine: { icon: IconFileAlert, to: () => '/imports?view=rejects' },
  'campaign-draft': { icon: IconRocket, to: (subject) => `/campaigns/${encodeURIComponent(subject)}` },
  'budget-low': { icon: IconCoin, to: (subject) => `/campaigns/${encodeURIComponent(subject)}` },
  'tags-stale': { icon: IconTag, to: () => '/tags' },
};

export function Waiting({ items }: { readonly items: readonly Item[] }) {
  const t = useTexts();
  return (
    <Section title={t('waiting.title')}>
      {items.length === 0 ? (
        <EmptyState title={t('waiting.none')} about={t('waiting.none.about')} />
      ) : (
        <Stack gap="md">
          {items.map((item) => (
            <WaitingItem key={`${item.kind} ${item.subject}`} item={item} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function WaitingItem({ item: { kind, subject, count } }: { readonly item: Item }) {
  const t = useTexts();
  const format = useFormat();
  const { icon: KindIcon, to } = KINDS[kind];
  const shown = kind === 'budget-low' ? `${format.count(count)}%` : format.count(count);
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" size="md">
        <KindIcon size={15} />
      </ThemeIcon>
      <div>
        <Anchor component={Link} to={to(subject)} size="sm">
          {t(`waiting.${kind}`, { subject, count: count, shown })}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t(`waiting.${kind}.todo`)}
        </Text>
      </div>
    </Group>
  );
}
