import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useFormat, useLocal } from '../../i18n/index.ts';
import { type Column, DataTable } from '../data-table/index.ts';
import { Section } from '../page/index.ts';
import { Change, relativeChange } from '../stat/index.ts';
import { isBucketGrain } from './bucket.ts';
import { keyTitle } from './bucket-title.ts';
import { drillIntoBucket, drillIntoWord } from './change-state.ts';
import { commonDimensions, type ExplorerPart, findMetric } from './explorer-part.ts';
import { isShareMetric } from './is-share-metric.ts';
import type { MetricsAnswer } from './metrics-query.ts';
import { useTexts } from './texts.ts';
import { useWords } from './use-words.ts';

type Row = MetricsAnswer['rows'][number];

/** Every row of the answer; opening one goes deeper, as a click into the chart does. */
export function ExplorerTable(part: ExplorerPart) {
  const t = useTexts();
  const { answer, catalogue, state, go } = part;
  const columns = useColumns(part);
  if (answer.by.length === 0) return null;

  const open = (row: Row) => {
    const at = answer.by.findIndex((id) => !isBucketGrain(id));
    const word = answer.by[at];
    if (word) return go(drillIntoWord(state, word, row.key[at] ?? null));
    const [grain] = answer.by;
    const firstWord = commonDimensions(catalogue, state.metrics).find(({ kind }) => kind === 'word');
    if (isBucketGrain(grain) && row.key[0]) go(drillIntoBucket(state, { grain, key: row.key[0] }, firstWord?.id));
  };
  return (
    <Section flush>
      <DataTable
        name={t('table')}
        columns={columns}
        rows={answer.rows}
        rowKey={(row) => JSON.stringify(row.key)}
        onOpen={open}
        partial={answer.truncated ? t('truncated') : undefined}
      />
    </Section>
  );
}

function useColumns({ answer, catalogue }: ExplorerPart): readonly Column<Row>[] {
  const t = useTexts();
  const local = useLocal();
  const format = useFormat();
  const words = useWords(catalogue);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `words` follows catalogue and language
  return useMemo(() => {
    const dimensions = answer.by.map(
      (id, at): Column<Row> => ({
        id,
        title: words.dimension(id),
        value: (row) => row.key[at] ?? t('unknown'),
        render: (row) => (
          <>
            {keyTitle(id, row.key[at] ?? null, format, t('unknown'))}
            {row.incomplete && at === 0 && (
              <Text component="span" size="xs" c="var(--t-warning)">
                {' '}
                · {t('incomplete')}
              </Text>
            )}
          </>
        ),
      }),
    );
    const metrics = answer.metrics.flatMap((id, at): readonly Column<Row>[] => {
      const metric = findMetric(catalogue, id);
      if (!metric) return [];
      const kind = metric.unit === 'ratio' ? (isShareMetric(id) ? 'percent' : 'decimal') : metric.unit;
      const value: Column<Row> = {
        id,
        title: local(metric.title),
        hint: local(metric.description),
        kind,
        value: (row) => row.values[at],
      };
      if (!answer.totalsBefore) return [value];
      const change: Column<Row> = {
        id: `${id} change`,
        title: t('change'),
        kind: 'percent',
        width: '84px',
        value: (row) => relativeChange(row.values[at], row.before?.[at]),
        render: (row) => (
          <Change share={relativeChange(row.values[at], row.before?.[at])} goodDirection={metric.goodDirection} />
        ),
      };
      return [value, change];
    });
    return [...dimensions, ...metrics];
  }, [answer, catalogue, format, local, t]);
}
