import { Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useFormat } from '../../i18n/index.ts';
import { Section } from '../page/index.ts';
import { commonDimensions, type ExplorerControlsProps } from './explorer-part.ts';
import { COMPARISONS, type Period } from './explorer-state.ts';
import { FilterRow } from './filter-row.tsx';
import { useTexts } from './texts.ts';
import { useWords } from './use-words.ts';

const LAST = [7, 30, 90, 365];

/** What is asked for, in the order in which one would say it: metrics, by, when, against what, only where. */
export function ExplorerControls(props: ExplorerControlsProps) {
  const { state, go, catalogue, days } = props;
  const t = useTexts();
  const format = useFormat();
  const words = useWords(catalogue);
  const fixed = new Set(props.fixed.map(({ dimension }) => dimension));
  const dimensions = commonDimensions(catalogue, state.metrics)
    .filter(({ id }) => !fixed.has(id))
    .map(({ id }) => ({ value: id, label: words.dimension(id) }));
  const [first, second] = state.by;

  const setBy = (at: number, dimension: string | null) => {
    const by = at === 0 ? [dimension, second] : [first, dimension];
    go({ ...state, by: [...new Set(by.filter((id): id is string => Boolean(id)))] });
  };
  const setMetrics = (metrics: string[]) => {
    if (metrics.length === 0) return;
    const known = new Set(commonDimensions(catalogue, metrics).map(({ id }) => id));
    const by = state.by.filter((id) => known.has(id));
    go({ ...state, metrics, by, filters: state.filters.filter(({ dimension }) => known.has(dimension)) });
  };
  const presets = [
    ...LAST.map((count) => ({ value: String(count), label: t('last', { count }) })),
    { value: 'all', label: t('all') },
  ];
  const period = periodName(state.period);

  return (
    <Section>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <MultiSelect
            label={t('metrics')}
            data={catalogue.metrics.map(({ id }) => ({ value: id, label: words.metric(id) }))}
            value={[...state.metrics]}
            onChange={setMetrics}
            searchable
            hidePickedOptions
            maxValues={6}
            flex="1 1 260px"
            maxDropdownHeight={320}
            styles={{ inputField: { minWidth: 16, width: 16 } }}
          />
          <Select
            label={t('by')}
            data={dimensions}
            value={first ?? null}
            onChange={(id) => setBy(0, id)}
            clearable
            searchable
            w={128}
            placeholder={t('by.none')}
          />
          <Select
            label={t('thenBy')}
            data={dimensions.filter(({ value }) => value !== first)}
            value={second ?? null}
            onChange={(id) => setBy(1, id)}
            clearable
            searchable
            w={128}
            placeholder={t('by.none')}
            disabled={!first}
          />
          <Select
            label={t('period')}
            data={period === 'between' ? [...presets, { value: 'between', label: t('between') }] : presets}
            value={period}
            onChange={(value) => value && value !== 'between' && go({ ...state, period: readPreset(value) })}
            allowDeselect={false}
            w={122}
          />
          <DayInput
            label={t('from')}
            day={days.from}
            onChange={(from) => go({ ...state, period: { kind: 'between', from, to: days.to ?? from } })}
          />
          <DayInput
            label={t('to')}
            day={days.to}
            onChange={(to) => go({ ...state, period: { kind: 'between', from: days.from ?? to, to } })}
          />
          <Select
            label={t('compare')}
            data={[
              { value: 'none', label: t('compare.none') },
              ...COMPARISONS.map((value) => ({ value, label: t(`compare.${value}`) })),
            ]}
            value={props.isBounded ? (state.compare ?? 'none') : 'none'}
            disabled={!props.isBounded}
            onChange={(value) =>
              go({ ...state, compare: COMPARISONS.find((known) => known === value), isExplaining: false })
            }
            allowDeselect={false}
            w={134}
          />
        </Group>
        <FilterRow
          {...props}
          dimensions={dimensions}
          periodTitle={days.from && days.to ? `${format.day(days.from)} – ${format.day(days.to)}` : t('all')}
        />
      </Stack>
    </Section>
  );
}

/** The browser's own date field: typed, by keyboard, or by its calendar. */
function DayInput(props: {
  readonly label: string;
  readonly day: string | undefined;
  readonly onChange: (day: string) => void;
}) {
  return (
    <TextInput
      type="date"
      label={props.label}
      value={props.day ?? ''}
      onChange={(event) => event.currentTarget.value && props.onChange(event.currentTarget.value)}
      w={122}
    />
  );
}

function periodName(period: Period): string {
  if (period.kind === 'last') return String(period.days);
  return period.kind;
}

function readPreset(value: string): Period {
  return value === 'all' ? { kind: 'all' } : { kind: 'last', days: Number(value) };
}
