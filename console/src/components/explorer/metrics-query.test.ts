import { describe, expect, it } from 'vitest';
import { readExplorerState } from './explorer-state.ts';
import { metricsQuery, resolvePeriod, whereText } from './metrics-query.ts';

const COVERED = { firstDay: '2026-02-01', lastDay: '2026-05-31', today: '2026-06-01' };

describe('filters as the server reads them', () => {
  it('joins dimensions by and, values by in, and asks for unknown', () => {
    expect(
      whereText([
        { dimension: 'city', values: ["Xi'an", 'Wuhan'] },
        { dimension: 'channel', values: ['app', null] },
      ]),
    ).toBe("city in ('Xi''an', 'Wuhan') and (channel in ('app') or channel is unknown)");
  });

  it('says nothing without filters', () => {
    expect(whereText([])).toBeUndefined();
  });
});

describe('the period', () => {
  it('ends with the last day that has facts and begins no earlier than the first', () => {
    expect(resolvePeriod({ kind: 'last', days: 7 }, COVERED)).toEqual({ from: '2026-05-25', to: '2026-05-31' });
    expect(resolvePeriod({ kind: 'last', days: 365 }, COVERED)).toEqual({ from: '2026-02-01', to: '2026-05-31' });
  });

  it('may be given the wrong way round', () => {
    const period = { kind: 'between', from: '2026-05-02', to: '2026-05-01' } as const;
    expect(resolvePeriod(period, COVERED)).toEqual({ from: '2026-05-01', to: '2026-05-02' });
  });

  it('of all time has nothing before it to compare with', () => {
    const state = readExplorerState(new URLSearchParams('last=all&compare=year'), {
      metrics: ['gmv'],
      by: [],
      period: { kind: 'all' },
      compare: undefined,
    });
    const query = metricsQuery(state, {
      workspace: COVERED as never,
      fixed: [{ dimension: 'campaign', values: ['18'] }],
    });
    expect(query).toEqual({ metrics: ['gmv'], by: [], limit: 10_000, where: "campaign in ('18')" });
  });
});
