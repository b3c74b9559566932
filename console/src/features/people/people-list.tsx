import { Anchor, Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Page, Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useTexts } from './texts.ts';

type Person = CallOutput<typeof routes.searchPeople>['people'][number];

const SHOWN = 200;

/** Finds a person by the beginning of the id. */
export function PeopleList() {
  const t = useTexts();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [asked] = useDebouncedValue(search, 150);
  const found = useAnswer(routes.searchPeople, { query: { search: asked, limit: SHOWN } }, { keepLast: true });

  const columns: readonly Column<Person>[] = [
    {
      id: 'id',
      title: t('id'),
      value: (row) => row.userId,
      render: (row) => (
        <Anchor component={Link} to={`/people/${encodeURIComponent(row.userId)}`} size="sm">
          {row.userId}
        </Anchor>
      ),
    },
    { id: 'orders', title: t('orders'), value: (row) => row.orders, kind: 'count' },
    { id: 'last', title: t('lastOrder'), value: (row) => row.lastOrderAt, kind: 'instant' },
  ];

  return (
    <Page title={t('title')} about={t('about')}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={search}
        maw={420}
        autoFocus
        onChange={(event) => {
          const text = event.currentTarget.value;
          setParams(text ? { search: text } : {}, { replace: true });
        }}
      />
      <Section flush>
        <Answer of={found} height={520}>
          {({ people, next }) => (
            <DataTable
              name={t('list')}
              columns={columns}
              rows={people}
              rowKey={(row) => row.userId}
              onOpen={(row) => void navigate(`/people/${encodeURIComponent(row.userId)}`)}
              maxHeight={560}
              partial={next === undefined ? undefined : t('list.partial', { count: people.length })}
              empty={asked ? <EmptyState title={t('list.nobody')} /> : <NoPeople />}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function NoPeople() {
  const t = useTexts();
  return (
    <EmptyState
      title={t('list.empty')}
      about={t('list.empty.about')}
      action={
        <Button component={Link} to="/imports" variant="default">
          {t('import')}
        </Button>
      }
    />
  );
}
