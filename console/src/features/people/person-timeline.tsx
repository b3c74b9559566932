import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { answerKey, api } from '../../api/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type TimelinePage = CallOutput<typeof routes.getTimeline>;
type Entry = TimelinePage['entries'][number];

const PAGE = 50;

/** Orders, visits, contacts and coupons of the person, newest first. */
export function PersonTimeline({ userId }: { readonly userId: string }) {
  const t = useTexts();
  const timeline = useInfiniteQuery({
    queryKey: answerKey(routes.getTimeline, { params: { userId } }),
    queryFn: ({ pageParam }) =>
      api.call(routes.getTimeline, {
        params: { userId },
        query: { limit: PAGE, ...(pageParam && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (last: TimelinePage) => last.next,
    select: ({ pages }) => pages.flatMap((page) => page.entries),
  });
  return (
    <Section title={t('timeline')} note={t('timeline.note')}>
      <Answer of={timeline} height={420}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyState title={t('timeline.empty')} />
          ) : (
            <Stack gap="sm">
              <Entries entries={entries} />
              {timeline.hasNextPage && (
                <Group justify="center">
                  <Button
                    variant="default"
                    loading={timeline.isFetchingNextPage}
                    onClick={() => void timeline.fetchNextPage()}
                  >
                    {t('timeline.more')}
                  </Button>
                </Group>
              )}
            </Stack>
          )
        }
      </Answer>
    </Section>
  );
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useTexts();
  const format = useFormat();
  const couponWord = useCouponWord();
  return (
    <Table.ScrollContainer minWidth={420} mah={560}>
      <Table verticalSpacing={4} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('at')}</Table.Th>
            <Table.Th>{t('what')}</Table.Th>
            <Table.Th>{t('subject')}</Table.Th>
            <Table.Th ta="right">{t('amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={keyOf(entry)}>
              <Table.Td c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {format.dateTime(entry.at)}
              </Table.Td>
              <Table.Td>
                <Badge size="sm" variant="light" color={COLOURS[entry.kind]}>
                  {t(`kind.${entry.kind}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Text size="sm" truncate maw={280} title={detailOf(entry)}>
                  {entry.kind === 'coupon' ? couponWord(entry.title) : entry.title}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{entry.amount === undefined ? '' : format.money(entry.amount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What happened to the coupon; a word that a source made up is shown as it is. */
function useCouponWord(): (kind: string) => string {
  const t = useTexts();
  return (kind) => {
    const word = t(`coupon.kind.${kind}` as 'coupon.kind.issued');
    return word === `coupon.kind.${kind}` ? kind : word;
  };
}

const COLOURS: Readonly<Record<Entry['kind'], string>> = {
  order: 'green',
  visit: 'gray',
  exposure: 'blue',
  coupon: 'orange',
  decision: 'gray',
};

function keyOf({ at, kind, subjectId, title }: Entry): string {
  return [at, kind, subjectId ?? '', title].join(' ');
}

function detailOf({ subjectId, detail }: Entry): string {
  const parts = Object.entries(detail).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${String(value)}`],
  );
  return [subjectId, ...parts].filter(Boolean).join('\n');
}
