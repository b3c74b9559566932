import { SegmentedControl, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { CATEGORIES, FRESHNESSES, type Tag } from './tag.ts';
import { usedBy } from './tag-figures.tsx';
import { useTexts } from './texts.ts';

/** Filters of the catalogue, all kept in the address. */
export function useTagFilters(tags: readonly Tag[]) {
  const [search, setSearch] = useSearchParams();
  const chosen = (name: string) => search.get(name);
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const [category, owner, freshness, usage, state] = ['category', 'owner', 'freshness', 'usage', 'state'].map(chosen);
  const shown = useMemo(
    () =>
      tags.filter(
        (tag) =>
          (!category || tag.category === category) &&
          (!owner || tag.owner === owner) &&
          (!freshness || tag.freshness === freshness) &&
          (!usage || usedBy(tag.usage) > 0 === (usage === 'used')) &&
          (!state || tag.state === state),
      ),
    [tags, category, owner, freshness, usage, state],
  );
  return { shown, chosen, set };
}

type Filters = ReturnType<typeof useTagFilters>;

/** The five categories with how many tags each has. */
export function CategoryFilter({ tags, filters }: { readonly tags: readonly Tag[]; readonly filters: Filters }) {
  const t = useTexts();
  const count = (category: string) => tags.filter((tag) => tag.category === category).length;
  return (
    <SegmentedControl
      aria-label={t('category')}
      size="xs"
      value={filters.chosen('category') ?? ''}
      onChange={(value) => filters.set('category', value)}
      data={[
        { value: '', label: `${t('category.all')} ${tags.length}` },
        ...CATEGORIES.map((value) => ({ value, label: `${t(`category.${value}`)} ${count(value)}` })),
      ]}
    />
  );
}

export function MoreFilters({ tags, filters }: { readonly tags: readonly Tag[]; readonly filters: Filters }) {
  const t = useTexts();
  const owners = [...new Set(tags.map((tag) => tag.owner))].sort();
  const select = (name: string, label: string, data: readonly { readonly value: string; readonly label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      w={118}
      value={filters.chosen(name)}
      onChange={(value) => filters.set(name, value)}
      data={data}
    />
  );
  return (
    <>
      {select(
        'owner',
        t('owner'),
        owners.map((value) => ({ value, label: value })),
      )}
      {select(
        'freshness',
        t('freshness'),
        FRESHNESSES.map((value) => ({ value, label: t(`freshness.${value}`) })),
      )}
      {select('usage', t('usage'), [
        { value: 'used', label: t('usage.used') },
        { value: 'unused', label: t('usage.unused') },
      ])}
      {select(
        'state',
        t('state'),
        (['ok', 'held', 'unbuilt'] as const).map((value) => ({ value, label: t(`state.${value}`) })),
      )}
    </>
  );
}
