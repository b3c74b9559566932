import type { Format } from '../../i18n/index.ts';
import type { Palette } from '../../theme/index.ts';
import type { ChartData, ChartSeries } from './chart-data.ts';
import type { ChartOption } from './echarts-modules.ts';

export interface ChartLook {
  readonly format: Format;
  readonly palette: Palette;
  /** "incomplete", in the reader's language. */
  readonly incompleteWord: string;
}

/** How a chart is drawn: from zero, named axes, lines labelled at their ends, one accent and greys. */
export function chartOption(data: ChartData, look: ChartLook): ChartOption {
  const isLying = data.kind === 'rows';
  const words = categoryAxis(data, look);
  const numbers = valueAxis(data, look);
  return {
    animationDuration: 200,
    textStyle: { fontFamily: 'inherit', color: look.palette.inkSoft },
    grid: gridOf(data),
    tooltip: tooltip(data, look),
    xAxis: isLying ? numbers : words,
    yAxis: isLying ? words : numbers,
    series: data.series.map((series, index) => drawn(series, index, data, look)),
    ...(data.kind === 'line' ? { brush: brush(look) } : {}),
  } as ChartOption;
}

function gridOf({ kind, series }: ChartData) {
  const hasEndLabels = kind === 'line' && series.length > 1;
  return { left: 8, right: hasEndLabels ? 104 : kind === 'rows' ? 64 : 16, top: 16, bottom: 4, containLabel: true };
}

function categoryAxis(data: ChartData, { palette }: ChartLook) {
  const isLying = data.kind === 'rows';
  return {
    type: 'category',
    data: [...data.categories],
    inverse: isLying,
    boundaryGap: data.kind !== 'line',
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.inkSoft, hideOverlap: true, ...(isLying ? { width: 150, overflow: 'truncate' } : {}) },
  };
}

function valueAxis({ unit, isShare, kind, limit }: ChartData, { format, palette }: ChartLook) {
  return {
    type: 'value',
    min: (range: { readonly min: number }) => Math.min(0, range.min),
    ...(limit ? { max: (range: { readonly max: number }) => Math.max(range.max, limit.value) * 1.08 } : {}),
    splitNumber: 4,
    ...(unit === 'count' ? { minInterval: 1 } : {}),
    splitLine: { show: kind !== 'rows', lineStyle: { color: palette.line } },
    axisLabel: {
      show: kind !== 'rows',
      showMaxLabel: limit === undefined,
      color: palette.inkFaint,
      formatter: (value: number) =>
        unit === 'ratio' && isShare === false ? format.decimal(value) : format.short(value, unit),
    },
  };
}

function drawn(series: ChartSeries, index: number, data: ChartData, look: ChartLook) {
  const { palette } = look;
  const color = series.isMuted ? palette.muted : (palette.series[index % palette.series.length] ?? palette.accent);
  return data.kind === 'line' ? line(series, color, index, data, look) : bar(series, color, data, look);
}

function line(series: ChartSeries, color: string, index: number, data: ChartData, { palette }: ChartLook) {
  return {
    type: 'line',
    name: series.name,
    data: series.values.map((value, at) => ({
      value,
      ...(data.incomplete?.[at] ? { symbol: 'emptyCircle', symbolSize: 7 } : {}),
    })),
    color,
    z: series.isMuted ? 1 : 3,
    symbol: data.categories.length > 45 ? 'none' : 'circle',
    symbolSize: 4,
    showSymbol: data.incomplete?.some(Boolean) || data.categories.length < 20,
    connectNulls: false,
    lineStyle: { width: series.isMuted ? 1.5 : 2, type: series.isMuted ? 'dashed' : 'solid' },
    ...(series.isFilled ? { areaStyle: { opacity: 0.12 } } : {}),
    ...(data.series.length > 1
      ? {
          endLabel: {
            show: true,
            formatter: '{a}',
            color: series.isMuted ? palette.inkFaint : color,
            width: 96,
            overflow: 'truncate',
            distance: 6,
          },
          labelLayout: { moveOverlap: 'shiftY' },
        }
      : {}),
    ...(index === 0 ? markings(data, palette) : {}),
  };
}

function bar(series: ChartSeries, color: string, data: ChartData, { format, palette }: ChartLook) {
  const { chosen } = data;
  return {
    type: 'bar',
    name: series.name,
    color,
    barMaxWidth: 22,
    barCategoryGap: data.kind === 'bars' ? '12%' : '35%',
    ...(data.isStacked ? { stack: 'all' } : {}),
    data: series.values.map((value, at) => ({
      value,
      itemStyle: {
        opacity: chosen !== undefined && chosen !== at ? 0.35 : 1,
        ...(data.incomplete?.[at]
          ? { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.8 } }
          : {}),
      },
    })),
    label:
      data.kind === 'rows' && !series.isMuted && !data.isStacked
        ? {
            show: true,
            position: 'right',
            color: palette.inkSoft,
            formatter: ({ value }: { readonly value: number | null }) =>
              value === null ? '' : axisText(value, data, format),
          }
        : { show: false },
    ...(series === data.series[0] ? markings(data, palette) : {}),
  };
}

function axisText(value: number, { unit, isShare }: ChartData, format: Format): string {
  return unit === 'ratio' && isShare === false ? format.decimal(value) : format.short(value, unit);
}

/** The limit across, and the moments that are marked. */
function markings({ limit, marks, kind }: ChartData, palette: Palette) {
  const level = kind === 'rows' ? 'xAxis' : 'yAxis';
  const lines = [
    ...(limit ? [{ [level]: limit.value, name: limit.label, lineStyle: { color: palette.bad } }] : []),
    ...(marks ?? []).map(({ category, label }) => ({ xAxis: category, name: label })),
  ];
  if (lines.length === 0) return {};
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: palette.inkFaint, type: 'dashed', width: 1 },
      label: { formatter: '{b}', color: palette.inkSoft, position: 'insideEndTop' },
      data: lines,
    },
  };
}

function tooltip(data: ChartData, { format, palette, incompleteWord }: ChartLook) {
  return {
    trigger: 'axis',
    axisPointer: {
      type: data.kind === 'line' ? 'line' : 'shadow',
      lineStyle: { color: palette.muted },
      shadowStyle: { color: palette.muted, opacity: 0.15 },
    },
    backgroundColor: palette.surface,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12 },
    confine: true,
    renderMode: 'html',
    formatter: (
      points: readonly { readonly dataIndex: number; readonly seriesIndex: number; readonly marker: string }[],
    ) => {
      const at = points[0]?.dataIndex ?? 0;
      const title =
        escapeHtml(data.categories[at] ?? '') + (data.incomplete?.[at] ? ` · ${escapeHtml(incompleteWord)}` : '');
      const lines = points.map(({ seriesIndex, marker }) => {
        const series = data.series[seriesIndex];
        const value = format.value(series?.values[at], data.unit, data.isShare);
        return `${marker}${escapeHtml(series?.name ?? '')}&ensp;<b>${escapeHtml(value)}</b>`;
      });
      return [`<b>${title}</b>`, ...lines].join('<br>');
    },
  };
}

/** Names come from data, and the tooltip is HTML. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function brush({ palette }: ChartLook) {
  return {
    toolbox: [],
    xAxisIndex: 0,
    brushStyle: { color: palette.accent, opacity: 0.12, borderWidth: 0 },
    throttleType: 'debounce',
    throttleDelay: 100,
    outOfBrush: { colorAlpha: 1 },
  };
}
