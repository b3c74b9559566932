import { Checkbox, ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { routes } from '../../../../../src/contract/index.ts';
import { useAnswer } from '../../../api/index.ts';
import { useFormat } from '../../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import classes from './builder.module.css';

const QUIET_MS = 150;
const SHOWN = 40;

/** Values to tick, each with how many have it, most frequent first; what nobody has can be typed all the same. */
export function ValueList(props: {
  readonly name: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const t = useTexts();
  const format = useFormat();
  const id = useId();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), QUIET_MS);
  const found = useAnswer(
    routes.fieldValues,
    { params: { field: props.name }, query: { search: asked, limit: SHOWN } },
    { keepLast: true },
  );
  const values = found.data?.values ?? [];
  const shown = new Set(values.map(({ value }) => value));
  const rows = [
    ...props.chosen.filter((value) => !shown.has(value)).map((value) => ({ value, count: undefined })),
    ...values,
  ];
  const most = Math.max(1, ...values.map(({ count }) => count));
  const toggle = (value: string) =>
    props.onChange(
      props.chosen.includes(value) ? props.chosen.filter((each) => each !== value) : [...props.chosen, value],
    );
  const isNew = search.trim() !== '' && !rows.some(({ value }) => value === search.trim());
  return (
    <Stack gap="xs">
      <TextInput
        aria-label={t('values.search')}
        placeholder={t('values.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <ScrollArea.Autosize mah={260} type="auto">
        {rows.map(({ value, count }) => (
          <label key={value} htmlFor={`${id} ${value}`} className={classes['value']}>
            <Checkbox
              id={`${id} ${value}`}
              size="xs"
              checked={props.chosen.includes(value)}
              onChange={() => toggle(value)}
            />
            <span className={classes['valueName']}>{value}</span>
            <span className={classes['valueBar']} aria-hidden>
              <span style={{ width: `${((count ?? 0) / most) * 100}%` }} />
            </span>
            <span className={classes['valueCount']}>{count === undefined ? '' : format.count(count)}</span>
          </label>
        ))}
        {isNew && (
          <UnstyledButton className={classes['value'] ?? ''} onClick={() => toggle(search.trim())}>
            <Text size="sm">{t('values.use', { value: search.trim() })}</Text>
          </UnstyledButton>
        )}
        {rows.length === 0 && !isNew && (
          <Text size="sm" c="dimmed" p="xs">
            {t(found.isPending ? 'values.asking' : 'values.none')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </Stack>
  );
}
