import { Autocomplete, Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { useFormat, useLocal } from '../../i18n/index.ts';
import { conditionText, OPERATORS, type Operator } from './condition-text.ts';
import { useTexts } from './texts.ts';

type Tag = CallOutput<typeof routes.listTags>['tags'][number];

/** Tag, comparison, value: one condition; values of words are suggested with their counts. */
export function AddCondition({ onAdd }: { readonly onAdd: (condition: string, word: 'and' | 'or') => void }) {
  const t = useTexts();
  const local = useLocal();
  const [tagId, setTag] = useState<string | null>(null);
  const [op, setOp] = useState<Operator | null>(null);
  const [value, setValue] = useState('');
  const catalogue = useAnswer(routes.listTags);
  const tags = catalogue.data?.tags ?? [];
  const tag = tags.find(({ id }) => id === tagId);
  const operators = tag ? OPERATORS[tag.type] : [];
  const suggestions = useSuggestions(tag);
  const condition = tag && op ? conditionText({ field: tag.id, type: tag.type, op, value }) : undefined;

  const choose = (id: string | null) => {
    const chosen = tags.find((each) => each.id === id);
    setTag(id);
    setOp(chosen ? (OPERATORS[chosen.type][0] ?? null) : null);
    setValue('');
  };
  const add = (word: 'and' | 'or') => {
    if (condition) onAdd(condition, word);
    setValue('');
  };

  return (
    <Group gap="sm" align="end" wrap="wrap">
      <Select
        label={t('add.tag')}
        data={tags.map(({ id, title }) => ({ value: id, label: local(title) }))}
        value={tagId}
        onChange={choose}
        searchable
        w={220}
      />
      <Select
        label={t('add.op')}
        data={operators.map((each) => ({
          value: each,
          label: each === 'is known' ? t('op.known') : each === 'contains any' ? t('op.contains') : each,
        }))}
        value={op}
        onChange={(next) => setOp(next as Operator | null)}
        disabled={!tag}
        w={120}
      />
      <Autocomplete
        label={t('add.value')}
        data={suggestions}
        value={value}
        onChange={setValue}
        disabled={!tag || op === 'is known'}
        w={170}
      />
      <Button variant="default" disabled={!condition} onClick={() => add('and')}>
        {t('add.and')}
      </Button>
      <Button variant="default" disabled={!condition} onClick={() => add('or')}>
        {t('add.or')}
      </Button>
    </Group>
  );
}

function useSuggestions(tag: Tag | undefined) {
  const format = useFormat();
  const isWords = tag?.type === 'category' || tag?.type === 'categories';
  const values = useAnswer(
    routes.fieldValues,
    { params: { field: tag?.id ?? '' }, query: { limit: 30 } },
    { enabled: isWords },
  );
  if (tag?.type === 'boolean') return ['true', 'false'];
  if (!isWords) return [];
  return (values.data?.values ?? []).map(({ value, count }) => ({ value, label: `${value} (${format.count(count)})` }));
}
