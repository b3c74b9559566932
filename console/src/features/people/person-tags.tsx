import { Anchor, Badge, Group, Switch, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useFormat, useLocal } from '../../i18n/index.ts';
import { tagText } from './tag-text.ts';
import { useTexts } from './texts.ts';

type Profile = CallOutput<typeof routes.getProfile>;
type Definition = CallOutput<typeof routes.listTags>['tags'][number];

interface TagRow {
  readonly definition: Definition;
  readonly text: string;
  readonly asOf: string;
  readonly isStale: boolean;
}

/** Every tag of the person with what it means and as of when. */
export function PersonTags({ profile }: { readonly profile: UseQueryResult<Profile> }) {
  const t = useTexts();
  const catalogue = useAnswer(routes.listTags);
  return (
    <Section title={t('tags')} flush>
      <Answer of={profile} height={600}>
        {({ tags, asOf }) =>
          tags.length === 0 ? (
            <EmptyState title={t('tags.none')} about={t('tags.none.about')} />
          ) : (
            <Answer of={catalogue} height={600}>
              {(known) => <TagTable tags={tags} definitions={known.tags} asOf={asOf} />}
            </Answer>
          )
        }
      </Answer>
    </Section>
  );
}

function TagTable(props: {
  readonly tags: Profile['tags'];
  readonly definitions: readonly Definition[];
  readonly asOf: string;
}) {
  const t = useTexts();
  const local = useLocal();
  const rows = useTagRows(props);
  const [onlyKnown, setOnlyKnown] = useState(true);
  const known = rows.filter((row) => row.text !== '');
  const columns: readonly Column<TagRow>[] = [
    {
      id: 'tag',
      title: t('tag'),
      value: (row) => `${local(row.definition.title)} ${row.definition.id}`,
      render: (row) => (
        <Anchor
          component={Link}
          to={`/tags/${row.definition.id}`}
          size="sm"
          c="inherit"
          title={local(row.definition.description)}
        >
          {local(row.definition.title)}
        </Anchor>
      ),
      width: 'minmax(140px, 1.4fr)',
    },
    {
      id: 'value',
      title: t('value'),
      value: (row) => row.text,
      render: (row) => (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" truncate title={row.text}>
            {row.text || '–'}
          </Text>
          {row.isStale && (
            <Badge size="xs" color="yellow" variant="light" title={row.asOf}>
              {t('stale')}
            </Badge>
          )}
        </Group>
      ),
      width: 'minmax(110px, 1fr)',
    },
    { id: 'category', title: t('category'), value: (row) => t(`category.${row.definition.category}`), width: '108px' },
  ];
  return (
    <DataTable
      name={t('tags')}
      columns={columns}
      rows={onlyKnown ? known : rows}
      rowKey={(row) => row.definition.id}
      maxHeight={760}
      tools={
        <Switch
          size="xs"
          checked={onlyKnown}
          onChange={(event) => setOnlyKnown(event.currentTarget.checked)}
          label={t('tags.onlyKnown')}
          title={t('tags.note', { known: known.length, all: rows.length })}
        />
      }
    />
  );
}

function useTagRows({ tags, definitions }: Parameters<typeof TagTable>[0]): readonly TagRow[] {
  const t = useTexts();
  const format = useFormat();
  return useMemo(() => {
    const byId = new Map(definitions.map((definition) => [definition.id, definition]));
    return tags.flatMap(({ id, value, asOf, stale }) => {
      const definition = byId.get(id);
      if (!definition) return [];
      const text = tagText(value, definition, { format, yes: t('yes'), no: t('no') });
      return [{ definition, text, asOf, isStale: stale }];
    });
  }, [tags, definitions, format, t]);
}
