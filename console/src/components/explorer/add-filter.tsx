import { Button, Popover, Select, Stack } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { isBucketGrain } from './bucket.ts';
import { toggleFilter } from './change-state.ts';
import type { ExplorerState } from './explorer-state.ts';
import { isShareMetric } from './is-share-metric.ts';
import { useTexts } from './texts.ts';

/** Chooses a dimension and one of its values, largest first, instead of typing it. */
export function AddFilter(props: {
  readonly state: ExplorerState;
  readonly go: (next: ExplorerState) => void;
  readonly dimensions: readonly { readonly value: string; readonly label: string }[];
  readonly days: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;
}) {
  const t = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [dimension, setDimension] = useState<string | null>(null);
  const values = useValues(isOpen ? dimension : null, props);
  const choose = (value: string | null) => {
    if (!dimension || value === null) return;
    setOpen(false);
    setDimension(null);
    props.go(toggleFilter(props.state, dimension, value === UNKNOWN ? null : value));
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconFilterPlus size={14} />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('filter.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown w={260}>
        <Stack gap="sm">
          <Select
            label={t('filter.dimension')}
            data={props.dimensions.filter(({ value }) => !isBucketGrain(value))}
            value={dimension}
            onChange={setDimension}
            searchable
            comboboxProps={{ withinPortal: false }}
          />
          <Select
            label={t('filter.value')}
            data={values}
            value={null}
            onChange={choose}
            disabled={!dimension}
            searchable
            limit={100}
            nothingFoundMessage={t('nothing')}
            comboboxProps={{ withinPortal: false }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** No value of a dimension is empty. */
const UNKNOWN = '';

function useValues(
  dimension: string | null,
  {
    state,
    days,
  }: {
    readonly state: ExplorerState;
    readonly days: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;
  },
) {
  const t = useTexts();
  const format = useFormat();
  const [metric = ''] = state.metrics;
  const { data } = useAnswer(
    routes.queryMetrics,
    { body: { metrics: [metric], by: [dimension ?? ''], limit: 1000, from: days?.from, to: days?.to } },
    { enabled: dimension !== null },
  );
  const isShare = isShareMetric(metric);
  return (data?.rows ?? []).map(({ key, values }) => ({
    value: key[0] ?? UNKNOWN,
    label: `${key[0] ?? t('unknown')} · ${isShare ? format.percent(values[0] ?? 0) : format.short(values[0] ?? 0)}`,
  }));
}
