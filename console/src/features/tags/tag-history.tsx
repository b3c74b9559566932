import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { Chart, type ChartData } from '../../components/chart/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Point = CallOutput<typeof routes.tagHistory>['points'][number];
type Figure = 'coverage' | 'mean' | 'drift';

/** One figure of a tag over the builds, oldest first. */
export function TagHistory(props: {
  readonly tagId: string;
  readonly type: string;
  readonly maxDrift: number | undefined;
}) {
  const t = useTexts();
  const history = useAnswer(routes.tagHistory, { params: { id: props.tagId } });
  const [figure, setFigure] = useState<Figure>('coverage');
  const hasMean = history.data?.points.some(({ mean }) => mean !== undefined) && props.type !== 'date';
  const figures = (['coverage', 'mean', 'drift'] as const).filter((each) => each !== 'mean' || hasMean);
  return (
    <Section
      title={t('history')}
      note={t('history.note')}
      actions={
        <SegmentedControl
          aria-label={t('history')}
          size="xs"
          value={figure}
          onChange={(value) => setFigure(value as Figure)}
          data={figures.map((value) => ({ value, label: t(value === 'mean' ? 'mean' : value) }))}
        />
      }
    >
      <Answer of={history} height={220}>
        {({ points }) =>
          points.length < 2 ? (
            <EmptyState title={t('history.one')} about={t('history.one.about')} />
          ) : (
            <Line {...props} points={points} figure={figure} />
          )
        }
      </Answer>
    </Section>
  );
}

function Line(props: {
  readonly points: readonly Point[];
  readonly figure: Figure;
  readonly type: string;
  readonly maxDrift: number | undefined;
}) {
  const t = useTexts();
  const format = useFormat();
  const { points, figure, type, maxDrift } = props;
  const data = useMemo((): ChartData => {
    const rising = [...points].reverse();
    const title = t(figure === 'mean' ? 'mean' : figure);
    return {
      title,
      kind: 'line',
      categoryTitle: t('stat.asOf'),
      categories: rising.map(({ asOf, version }) => `${format.shortDay(asOf)} · v${version}`),
      series: [{ name: title, values: rising.map((point) => point[figure] ?? null) }],
      unit: figure === 'mean' ? (type === 'money' ? 'money' : 'ratio') : 'ratio',
      isShare: figure === 'coverage',
      ...(figure === 'drift' && maxDrift !== undefined
        ? { limit: { label: t('problem.limit'), value: maxDrift } }
        : {}),
    };
  }, [points, figure, type, maxDrift, t, format]);
  return <Chart data={data} height={200} />;
}
