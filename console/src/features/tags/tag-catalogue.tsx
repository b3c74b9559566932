import { Select, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { FreshnessNote } from '../../components/freshness/index.ts';
import { Page, Section } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useFormat, useLocal } from '../../i18n/index.ts';
import { BuildTags } from './build-tags.tsx';
import { CATEGORIES, FRESHNESSES, type Tag } from './tag.ts';
import { useTexts } from './texts.ts';

/** Everything that is known of people, with its owner, coverage and freshness. */
export function TagCatalogue() {
  const t = useTexts();
  const local = useLocal();
  const format = useFormat();
  const navigate = useNavigate();
  const tags = useAnswer(routes.listTags);
  const builds = useAnswer(routes.listTagBuilds);
  const columns = useMemo(
    (): readonly Column<Tag>[] => [
      { id: 'title', title: t('tag'), value: (tag) => local(tag.title), width: 'minmax(150px, 1.4fr)' },
      {
        id: 'id',
        title: t('id'),
        value: (tag) => tag.id,
        render: (tag) => (
          <Text span size="xs" ff="monospace" c="dimmed">
            {tag.id}
          </Text>
        ),
        width: 'minmax(150px, 1.2fr)',
      },
      { id: 'category', title: t('category'), value: (tag) => t(`category.${tag.category}`), width: '110px' },
      { id: 'type', title: t('type'), value: (tag) => t(`type.${tag.type}`), width: '112px' },
      {
        id: 'coverage',
        title: t('coverage'),
        value: (tag) => tag.coverage,
        kind: 'percent',
        hint: t('coverage.hint'),
        width: '100px',
      },
      { id: 'freshness', title: t('freshness'), value: (tag) => t(`freshness.${tag.freshness}`), width: '100px' },
      { id: 'owner', title: t('owner'), value: (tag) => tag.owner, width: '110px' },
      {
        id: 'description',
        title: t('description'),
        value: (tag) => local(tag.description),
        width: 'minmax(180px, 2.4fr)',
      },
    ],
    [t, local],
  );
  const [newest] = builds.data?.builds ?? [];

  return (
    <Page title={t('title')} about={t('about')} actions={<BuildTags />}>
      <Answer of={tags} height={560}>
        {(data) => (
          <>
            <StatRow>
              <StatTile label={t('stat.tags')} value={format.count(data.tags.length)} />
              <StatTile label={t('stat.people')} value={newest ? format.count(newest.people) : '–'} />
              <StatTile
                label={t('stat.asOf')}
                value={newest ? format.day(newest.asOf) : '–'}
                note={newest && t('stat.version', { version: newest.version })}
              />
              <StatTile
                label={t('stat.took')}
                value={newest ? format.duration(newest.durationMs) : '–'}
                note={newest && format.dateTime(newest.builtAt)}
              />
            </StatRow>
            <Section flush>
              <Filtered tags={data.tags}>
                {(shown, tools) => (
                  <DataTable
                    name={t('title')}
                    columns={columns}
                    rows={shown}
                    rowKey={(tag) => tag.id}
                    onOpen={(tag) => void navigate(`/tags/${encodeURIComponent(tag.id)}`)}
                    maxHeight={620}
                    tools={tools}
                    empty={<EmptyState title={t('none')} about={t('none.about')} />}
                  />
                )}
              </Filtered>
            </Section>
            <FreshnessNote of={data.freshness} />
          </>
        )}
      </Answer>
    </Page>
  );
}

/** Filters by category, owner and freshness, kept in the address. */
function Filtered(props: {
  readonly tags: readonly Tag[];
  readonly children: (shown: readonly Tag[], tools: React.ReactNode) => React.ReactNode;
}) {
  const t = useTexts();
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const category = search.get('category');
  const owner = search.get('owner');
  const freshness = search.get('freshness');
  const shown = useMemo(
    () =>
      props.tags.filter(
        (tag) =>
          (!category || tag.category === category) &&
          (!owner || tag.owner === owner) &&
          (!freshness || tag.freshness === freshness),
      ),
    [props.tags, category, owner, freshness],
  );
  const owners = [...new Set(props.tags.map((tag) => tag.owner))].sort();
  const tools = (
    <>
      <Select
        aria-label={t('category')}
        placeholder={t('category')}
        clearable
        w={130}
        value={category}
        onChange={(value) => set('category', value)}
        data={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
      />
      <Select
        aria-label={t('owner')}
        placeholder={t('owner')}
        clearable
        w={130}
        value={owner}
        onChange={(value) => set('owner', value)}
        data={owners}
      />
      <Select
        aria-label={t('freshness')}
        placeholder={t('freshness')}
        clearable
        w={120}
        value={freshness}
        onChange={(value) => set('freshness', value)}
        data={FRESHNESSES.map((value) => ({ value, label: t(`freshness.${value}`) }))}
      />
    </>
  );
  return props.children(shown, tools);
}
