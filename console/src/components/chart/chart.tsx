import { ActionIcon, Group, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconChartBar, IconDownload, IconPhoto, IconTable } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useContext, useMemo, useRef, useState } from 'react';
import { FormatContext, useFormat } from '../../i18n/index.ts';
import { type Palette, usePalette } from '../../theme/index.ts';
import { saveCsv, saveFile, toCsv } from '../csv/index.ts';
import { useTexts } from '../texts.ts';
import classes from './chart.module.css';
import type { CanvasHandle } from './chart-canvas.tsx';
import type { ChartData } from './chart-data.ts';
import { chartOption } from './chart-option.ts';
import { ChartTable } from './chart-table.tsx';

const ChartCanvas = lazy(() => import('./chart-canvas.tsx'));

export interface ChartProps {
  readonly data: ChartData;
  /** Pixels; bars that lie take what they need. Default 260. */
  readonly height?: number;
  readonly caption?: ReactNode;
  /** Hides title and tools, for small charts in a panel. */
  readonly isBare?: boolean;
  /** A category was clicked. */
  readonly onPick?: (category: number) => void;
  /** A range of categories was brushed, both ends included. */
  readonly onRange?: (first: number, last: number) => void;
}

/** A chart with its table, PNG and CSV. Screen readers always get the table. */
export function Chart({ data, height, caption, isBare, onPick, onRange }: ChartProps) {
  const t = useTexts();
  const format = useFormat();
  const palette = usePalette();
  const { currency } = useContext(FormatContext);
  const canvas = useRef<CanvasHandle>(null);
  const [isTable, setTable] = useState(false);
  const tall = height ?? (data.kind === 'rows' ? rowsHeight(data) : 260);
  const option = useMemo(
    () => chartOption(data, { format, palette, incompleteWord: t('chart.incomplete') }),
    [data, format, palette, t],
  );

  const savePicture = () => {
    const url = canvas.current?.picture(palette.surface);
    if (url) void fetch(url).then(async (answer) => saveFile(`${data.title}.png`, await answer.blob(), 'image/png'));
  };

  return (
    <figure className={classes['figure']}>
      {!isBare && (
        <Group justify="space-between" gap="sm" wrap="nowrap" component="figcaption">
          <Group gap="sm" align="baseline" wrap="nowrap" miw={0}>
            <Text size="sm" fw={600} truncate>
              {data.title}
            </Text>
            {caption}
          </Group>
          <Group gap={0} wrap="nowrap" className={classes['tools']}>
            <Tool label={t(isTable ? 'chart.asChart' : 'chart.asTable')} onClick={() => setTable(!isTable)}>
              {isTable ? <IconChartBar size={15} /> : <IconTable size={15} />}
            </Tool>
            <Tool label={t('chart.png')} onClick={savePicture}>
              <IconPhoto size={15} />
            </Tool>
            <Tool label={t('chart.csv')} onClick={() => saveCsv(data.title, chartCsv(data, currency.decimals))}>
              <IconDownload size={15} />
            </Tool>
          </Group>
        </Group>
      )}
      {data.kind !== 'line' && data.series.length > 1 && <Key data={data} colours={palette} />}
      {isTable ? (
        <div className={classes['table']} style={{ height: tall }}>
          <ChartTable data={data} />
        </div>
      ) : (
        <>
          <div aria-hidden>
            <Suspense fallback={<Skeleton height={tall} />}>
              <ChartCanvas
                option={option}
                height={tall}
                handle={canvas}
                isLying={data.kind === 'rows'}
                onPick={onPick}
                onRange={onRange}
              />
            </Suspense>
          </div>
          <div className={classes['hidden']}>
            <ChartTable data={data} />
          </div>
        </>
      )}
    </figure>
  );
}

/** Lines are labelled where they end; bars need a key. */
function Key(props: { readonly data: ChartData; readonly colours: Palette }) {
  return (
    <Group gap="md" className={classes['key']}>
      {props.data.series.map(({ name, isMuted }, i) => (
        <span key={name}>
          <i
            style={{
              background: isMuted ? props.colours.muted : props.colours.series[i % props.colours.series.length],
            }}
            aria-hidden
          />
          {name}
        </span>
      ))}
    </Group>
  );
}

function Tool(props: { readonly label: string; readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon size="sm" onClick={props.onClick} aria-label={props.label}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function rowsHeight({ categories, series, isStacked }: ChartData): number {
  return Math.max(80, 24 + categories.length * (isStacked ? 28 : 12 + 16 * series.length));
}

/** Money as people write it, everything else as it is. */
function chartCsv(data: ChartData, decimals: number): string {
  const scale = data.unit === 'money' ? 10 ** decimals : 1;
  return toCsv([
    [data.categoryTitle, ...data.series.map((series) => series.name)],
    ...data.categories.map((category, at) => [
      category,
      ...data.series.map(({ values }) => (values[at] === null || values[at] === undefined ? null : values[at] / scale)),
    ]),
  ]);
}
