import { describe, expect, it } from 'vitest';
import { createFormat } from '../../i18n/format.ts';
import { answerChart } from './answer-chart.ts';
import type { MetricsAnswer, MetricView } from './metrics-query.ts';

const format = createFormat('en', { zone: 'UTC', currency: { code: 'USD', decimals: 2 } });
const words = {
  title: 'Orders',
  now: 'this period',
  before: 'before',
  unknown: 'unknown',
  dimension: (id: string) => id,
};
const metric = { id: 'orders', unit: 'count' } as MetricView;

function chart(by: readonly string[], rows: MetricsAnswer['rows'], unit: MetricView['unit'] = 'count') {
  const answer = { metrics: ['orders'], by, rows } as unknown as MetricsAnswer;
  return answerChart({ answer, metric: { ...metric, unit }, at: 0, words, format });
}

describe('the right chart', () => {
  it('is a line for time, in order, with what is incomplete and what was before', () => {
    const drawn = chart(
      ['day'],
      [
        { key: ['2018-01-02'], values: [5], before: [4], incomplete: true },
        { key: ['2018-01-01'], values: [3], before: [null] },
      ],
    );
    expect(drawn?.data).toMatchObject({
      kind: 'line',
      categories: ['1 Jan', '2 Jan'],
      incomplete: [false, true],
      series: [
        { name: 'this period', values: [3, 5] },
        { name: 'before', values: [null, 4], isMuted: true },
      ],
    });
  });

  it('has a line for each of the largest words, zero where nothing was counted', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((word, at) => ({
      key: ['2018-01', word],
      values: [at + 1],
    }));
    const drawn = chart(['month', 'city'], [...rows, { key: ['2018-02', 'h'], values: [9] }]);
    expect(drawn?.hidden).toBe(2);
    expect(drawn?.data.series.map(({ name }) => name)).toEqual(['h', 'g', 'f', 'e', 'd', 'c']);
    expect(drawn?.data.series[1]?.values).toEqual([7, 0]);
  });

  it('leaves a gap where a ratio has nothing to divide', () => {
    const rows = [
      { key: ['2018-01', 'a'], values: [0.5] },
      { key: ['2018-02', 'b'], values: [0.4] },
    ];
    expect(chart(['month', 'city'], rows, 'ratio')?.data.series[0]?.values).toEqual([0.5, null]);
  });

  it('is lying bars for words, largest first, twenty at most, each with its key', () => {
    const rows = Array.from({ length: 25 }, (_, at) => ({ key: [at === 24 ? null : `w${at}`], values: [at] }));
    const drawn = chart(['city'], rows);
    expect(drawn?.data.kind).toBe('rows');
    expect(drawn?.data.categories.slice(0, 2)).toEqual(['unknown', 'w23']);
    expect([drawn?.keys[0], drawn?.keys.length, drawn?.hidden]).toEqual([[null], 20, 5]);
  });

  it('is none without rows or dimensions', () => {
    expect([chart(['city'], []), chart([], [])]).toEqual([undefined, undefined]);
  });
});
