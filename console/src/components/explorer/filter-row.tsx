import { Button, Group, Pill, Text } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { AddFilter } from './add-filter.tsx';
import { toggleFilter } from './change-state.ts';
import type { ExplorerControlsProps } from './explorer-part.ts';
import { useTexts } from './texts.ts';
import { useWords } from './use-words.ts';

interface FilterRowProps extends ExplorerControlsProps {
  readonly dimensions: readonly { readonly value: string; readonly label: string }[];
  readonly periodTitle: string;
}

/** The filters as removable words, a way to add one, and the question what explains the change. */
export function FilterRow({ state, go, catalogue, fixed, days, isBounded, dimensions, periodTitle }: FilterRowProps) {
  const t = useTexts();
  const words = useWords(catalogue);
  const canExplain = state.compare !== undefined && isBounded;
  return (
    <Group gap="sm" justify="space-between">
      <Group gap="xs">
        {[...fixed].flatMap(({ dimension, values }) =>
          values.map((value) => (
            <Pill key={`${dimension} ${value}`}>
              {words.dimension(dimension)}: {value ?? t('unknown')}
            </Pill>
          )),
        )}
        {state.filters.flatMap(({ dimension, values }) =>
          values.map((value) => (
            <Pill
              key={`${dimension} ${value}`}
              withRemoveButton
              removeButtonProps={{ 'aria-label': t('filter.remove'), tabIndex: 0, 'aria-hidden': false }}
              onRemove={() => go(toggleFilter(state, dimension, value))}
            >
              {words.dimension(dimension)}: {value ?? t('unknown')}
            </Pill>
          )),
        )}
        <AddFilter state={state} go={go} dimensions={dimensions} days={days} />
      </Group>
      <Group gap="sm">
        <Text size="xs" c="dimmed">
          {periodTitle}
        </Text>
        {canExplain && (
          <Button
            variant={state.isExplaining ? 'filled' : 'light'}
            size="compact-xs"
            leftSection={<IconZoomQuestion size={14} />}
            aria-pressed={state.isExplaining}
            onClick={() => go({ ...state, isExplaining: !state.isExplaining })}
          >
            {t('explain')}
          </Button>
        )}
      </Group>
    </Group>
  );
}
