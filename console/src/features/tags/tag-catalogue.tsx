import { Tabs, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { FreshnessNote } from '../../components/freshness/index.ts';
import { Page, Section } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { NO_VALUE, useFormat, useLocal } from '../../i18n/index.ts';
import { BuildTags } from './build-tags.tsx';
import { Builds } from './builds.tsx';
import type { Tag } from './tag.ts';
import { Coverage, Drift, TagState, Usage, usedBy } from './tag-figures.tsx';
import { CategoryFilter, MoreFilters, useTagFilters } from './tag-filters.tsx';
import { useTexts } from './texts.ts';

/** Everything that is known of people: what it means, how far it can be trusted and who uses it; and the builds. */
export function TagCatalogue() {
  const t = useTexts();
  const [search, setSearch] = useSearchParams();
  const tags = useAnswer(routes.listTags);
  const builds = useAnswer(routes.listTagBuilds);
  const view = search.get('view') === 'builds' ? 'builds' : 'catalogue';
  return (
    <Page title={t('title')} about={t('about')} actions={<BuildTags />}>
      <Answer of={tags} height={560}>
        {(data) => (
          <>
            <Figures tags={data.tags} builds={builds.data?.builds} />
            <Tabs
              value={view}
              onChange={(next) => setSearch(next === 'builds' ? { view: 'builds' } : {})}
              keepMounted={false}
            >
              <Tabs.List mb="lg">
                <Tabs.Tab value="catalogue">{t('view.catalogue')}</Tabs.Tab>
                <Tabs.Tab value="builds">{t('view.builds')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="catalogue">
                <Catalogue tags={data.tags} />
              </Tabs.Panel>
              <Tabs.Panel value="builds">
                <Builds />
              </Tabs.Panel>
            </Tabs>
            <FreshnessNote of={data.freshness} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Figures(props: {
  readonly tags: readonly Tag[];
  readonly builds: CallOutput<typeof routes.listTagBuilds>['builds'] | undefined;
}) {
  const t = useTexts();
  const format = useFormat();
  const served = props.builds?.find(({ isServed }) => isServed);
  const held = props.tags.filter(({ state }) => state === 'held').length;
  const used = props.tags.filter(({ usage }) => usedBy(usage) > 0).length;
  return (
    <StatRow>
      <StatTile
        label={t('stat.tags')}
        value={format.count(props.tags.length)}
        note={t('stat.used', { count: format.count(used) })}
      />
      <StatTile label={t('stat.people')} value={served ? format.count(served.people) : NO_VALUE} />
      <StatTile
        label={t('stat.asOf')}
        value={served ? format.day(served.asOf) : NO_VALUE}
        note={served && t('stat.version', { version: served.version })}
      />
      <StatTile
        label={t('stat.took')}
        value={served ? format.duration(served.durationMs) : NO_VALUE}
        note={served && format.dateTime(served.builtAt)}
      />
      <StatTile
        label={t('stat.held')}
        value={format.count(held)}
        note={t(held === 0 ? 'stat.held.none' : 'stat.held.some')}
      />
    </StatRow>
  );
}

function Catalogue({ tags }: { readonly tags: readonly Tag[] }) {
  const t = useTexts();
  const navigate = useNavigate();
  const filters = useTagFilters(tags);
  const columns = useColumns();
  return (
    <Section title={<CategoryFilter tags={tags} filters={filters} />} flush>
      <DataTable
        name={t('title')}
        columns={columns}
        rows={filters.shown}
        rowKey={(tag) => tag.id}
        onOpen={(tag) => void navigate(`/tags/${encodeURIComponent(tag.id)}`)}
        maxHeight={620}
        tools={<MoreFilters tags={tags} filters={filters} />}
        empty={<EmptyState title={t('none')} about={t('none.about')} />}
      />
    </Section>
  );
}

function useColumns(): readonly Column<Tag>[] {
  const t = useTexts();
  const local = useLocal();
  return useMemo(
    (): readonly Column<Tag>[] => [
      { id: 'title', title: t('tag'), value: (tag) => local(tag.title), width: 'minmax(170px, 1.6fr)' },
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
      { id: 'category', title: t('category'), value: (tag) => t(`category.${tag.category}`), width: '104px' },
      {
        id: 'coverage',
        title: t('coverage'),
        value: (tag) => tag.coverage,
        render: (tag) => <Coverage tag={tag} />,
        kind: 'percent',
        hint: t('coverage.hint'),
        width: '130px',
      },
      {
        id: 'drift',
        title: t('drift'),
        value: (tag) => tag.drift,
        render: (tag) => <Drift drift={tag.drift} />,
        hint: t('drift.about'),
        width: '90px',
      },
      {
        id: 'usage',
        title: t('usage'),
        value: (tag) => usedBy(tag.usage),
        render: (tag) => <Usage usage={tag.usage} />,
        kind: 'count',
        width: '72px',
      },
      {
        id: 'state',
        title: t('state'),
        value: (tag) => t(`state.${tag.state}`),
        render: (tag) => <TagState state={tag.state} />,
        width: '96px',
      },
      { id: 'freshness', title: t('freshness'), value: (tag) => t(`freshness.${tag.freshness}`), width: '84px' },
      { id: 'owner', title: t('owner'), value: (tag) => tag.owner, width: '90px' },
      {
        id: 'description',
        title: t('description'),
        value: (tag) => local(tag.description),
        width: 'minmax(160px, 2fr)',
      },
    ],
    [t, local],
  );
}
