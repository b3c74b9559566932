import type { Format } from '../../i18n/index.ts';
import type { ChartData, ChartSeries } from '../chart/index.ts';
import { isBucketGrain } from './bucket.ts';
import { keyTitle } from './bucket-title.ts';
import { isShareMetric } from './is-share-metric.ts';
import type { MetricsAnswer, MetricView } from './metrics-query.ts';

/** More lines than this cannot be told apart; more bars cannot be read. The table has them all. */
const MOST_SERIES = 6;
const MOST_BARS = 20;

export interface ChartWords {
  readonly title: string;
  /** Of the lines, where a metric is held against an earlier period. */
  readonly now: string;
  readonly before: string;
  readonly unknown: string;
  readonly dimension: (id: string) => string;
}

/** The right chart for an answer, and which key each of its categories stands for. */
export interface AnswerChart {
  readonly data: ChartData;
  readonly keys: readonly (readonly (string | null)[])[];
  /** How many series or bars are only in the table. */
  readonly hidden: number;
}

type Row = MetricsAnswer['rows'][number];

interface Ask {
  readonly answer: MetricsAnswer;
  readonly metric: MetricView;
  /** Position of the metric in the answer. */
  readonly at: number;
  readonly words: ChartWords;
  readonly format: Format;
}

/** Lines for time, lying bars for words; undefined where there is nothing to draw. */
export function answerChart(ask: Ask): AnswerChart | undefined {
  const { by, rows } = ask.answer;
  if (by.length === 0 || rows.length === 0) return undefined;
  const time = by.findIndex((dimension) => isBucketGrain(dimension));
  return time >= 0 ? overTime(ask, time) : byWords(ask);
}

function overTime(ask: Ask, time: number): AnswerChart {
  const { by, rows } = ask.answer;
  const buckets = [...new Set(rows.map((row) => row.key[time] ?? ''))].sort();
  const word = by.findIndex((_, index) => index !== time);
  const incomplete = new Set(rows.filter((row) => row.incomplete).map((row) => row.key[time]));
  const lines = word < 0 ? oneLine(ask, buckets, time) : linesByWord(ask, buckets, { time, word });
  return {
    data: {
      ...frame(ask, by[time] ?? ''),
      kind: buckets.length > 1 ? 'line' : 'bars',
      categories: buckets.map((bucket) => keyTitle(by[time], bucket, ask.format, ask.words.unknown)),
      series: lines.series,
      incomplete: buckets.map((bucket) => incomplete.has(bucket)),
    },
    keys: buckets.map((bucket) => [bucket]),
    hidden: lines.hidden,
  };
}

function oneLine({ answer, at, words }: Ask, buckets: readonly string[], time: number) {
  const found = new Map(answer.rows.map((row) => [row.key[time], row]));
  const values = buckets.map((bucket) => found.get(bucket)?.values[at] ?? null);
  const before = buckets.map((bucket) => found.get(bucket)?.before?.[at] ?? null);
  const hasBefore = before.some((value) => value !== null);
  const series: readonly ChartSeries[] = [
    { name: hasBefore ? words.now : words.title, values },
    ...(hasBefore ? [{ name: words.before, values: before, isMuted: true }] : []),
  ];
  return { series, hidden: 0 };
}

/** The largest values over the whole period; a bucket without a row had none, unless the metric is a ratio. */
function linesByWord(
  { answer, metric, at, words }: Ask,
  buckets: readonly string[],
  { time, word }: { readonly time: number; readonly word: number },
) {
  const nothing = metric.unit === 'ratio' ? null : 0;
  const byWord = rowsByKey(answer.rows, word);
  const weight = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + Math.abs(row.values[at] ?? 0), 0);
  const ranked = [...byWord]
    .map(([name, rows]) => ({ name, rows, weight: weight(rows) }))
    .sort((a, b) => b.weight - a.weight);
  const series = ranked.slice(0, MOST_SERIES).map(({ name, rows }): ChartSeries => {
    const found = new Map(rows.map((row) => [row.key[time], row.values[at] ?? null]));
    return {
      name: name ?? words.unknown,
      values: buckets.map((bucket) => (found.has(bucket) ? (found.get(bucket) ?? null) : nothing)),
    };
  });
  return { series, hidden: Math.max(0, ranked.length - MOST_SERIES) };
}

function rowsByKey(rows: readonly Row[], position: number): ReadonlyMap<string | null, readonly Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const key = row.key[position] ?? null;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function byWords(ask: Ask): AnswerChart {
  const { answer, at, words } = ask;
  const ranked = [...answer.rows].sort((a, b) => (b.values[at] ?? -Infinity) - (a.values[at] ?? -Infinity));
  const shown = ranked.slice(0, MOST_BARS);
  const hasBefore = shown.some((row) => row.before);
  return {
    data: {
      ...frame(ask, answer.by.join(',')),
      categoryTitle: answer.by.map(words.dimension).join(' · '),
      kind: 'rows',
      categories: shown.map((row) => row.key.map((part) => part ?? words.unknown).join(' · ')),
      series: [
        { name: hasBefore ? words.now : words.title, values: shown.map((row) => row.values[at] ?? null) },
        ...(hasBefore
          ? [{ name: words.before, values: shown.map((row) => row.before?.[at] ?? null), isMuted: true }]
          : []),
      ],
    },
    keys: shown.map((row) => row.key),
    hidden: ranked.length - shown.length,
  };
}

function frame({ metric, words }: Ask, dimension: string) {
  return {
    title: words.title,
    categoryTitle: words.dimension(dimension),
    unit: metric.unit,
    isShare: isShareMetric(metric.id),
  };
}
