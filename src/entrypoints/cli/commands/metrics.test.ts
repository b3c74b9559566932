import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import { type Route, routes } from '../../../contract/index.ts';
import { manualClock, TesseraError } from '../../../kernel/index.ts';
import { createMetricsService } from '../../../services/metrics/index.ts';
import { createFactWriter } from '../../../warehouse/facts/index.ts';
import { createSchema } from '../../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../../warehouse/sql-engine.port.ts';
import type { Binding } from '../../http/binding.ts';
import { metricRoutes } from '../../http/routes/metrics.ts';
import { overviewRoutes } from '../../http/routes/overview.ts';
import type { CliContext } from '../cli-context.ts';
import { registerMetrics } from './metrics.ts';

const TIME = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
const CURRENCY = { code: 'CNY', decimals: 2 };

/** The words over the real handlers and warehouse; what goes over the wire is checked by the contract. */
describe('tessera metrics', () => {
  let engine: SqlEngine;
  let bindings: readonly Binding[];

  beforeAll(async () => {
    engine = await openDuckDb({ path: ':memory:', threads: 1 });
    await createSchema(engine);
    const clock = manualClock(Date.parse('2026-05-03T08:00:00+08:00'));
    const metrics = createMetricsService({ engine, clock, time: TIME, currency: CURRENCY });
    const campaigns = {
      list: async () => [],
      get: async (id: string) => {
        throw new TesseraError('campaign.not-found', { id });
      },
    };
    const ledger = { budgets: async () => [] };
    const imports = { rejects: async () => ({ rejects: [], total: 3 }) };
    const tags = { current: () => undefined };
    bindings = [
      ...metricRoutes({ metrics, campaigns }),
      ...overviewRoutes({ metrics, campaigns, ledger, imports, tags, clock }),
    ];
    const days = ['2026-04-25', '2026-05-01', '2026-05-02', '2026-05-02', '2026-05-03'];
    const at = days.map((day) => Date.parse(`${day}T07:30:00+08:00`));
    await engine.transaction(async (session) => {
      await createFactWriter({ time: TIME }).write(session, {
        table: 'fact_order_line',
        batchId: 'test',
        source: 'test',
        columns: {
          fact_key: days.map((_, i) => `${i}`),
          order_id: days.map((_, i) => `${i}`),
          user_id: days.map(() => 'ann'),
          kind: days.map(() => 'sale'),
          city: days.map(() => 'Chengdu'),
          occurred_at: at,
          received_at: at,
          gross_amount: [200, 1000, 123_456, 4, 70],
          net_amount: [200, 1000, 123_456, 4, 70],
          coupon_discount: days.map(() => 0),
        },
      });
    });
  });
  afterAll(() => engine.close());

  const call = async (route: Route, input: { params?: unknown; body?: unknown } = {}) => {
    if (route.id === 'getWorkspace') return { currency: CURRENCY, zone: TIME.zone };
    const binding = bindings.find((each) => each.route.id === route.id);
    if (!binding) throw new Error(`No handler for ${route.id}`);
    const [params, body] = [route.params.parse(input.params), route.body.parse(input.body)];
    return route.response.parse(JSON.parse(JSON.stringify(await binding.handle({ params, body } as never))));
  };

  async function tessera(...words: readonly string[]): Promise<{ value: unknown; text: string }> {
    let printed = { value: undefined as unknown, text: '' };
    const print = (value: unknown, human: () => string) => {
      printed = { value, text: human() };
    };
    const program = new Command().exitOverride();
    registerMetrics(program, { call, print } as unknown as CliContext);
    await program.parseAsync(words as string[], { from: 'user' });
    return printed;
  }

  it('writes money with the decimals of the workspace, marks today, and says what does not sum up', async () => {
    const { text } = await tessera(
      'metrics',
      'query',
      '--metrics',
      'gmv,buyers',
      '--by',
      'day',
      '--from',
      '2026-05-01',
    );
    expect(text.split('\n')).toEqual([
      'day           gmv      buyers',
      '────────────  ───────  ──────',
      '2026-05-01      10.00       1',
      '2026-05-02    1234.60       1',
      '2026-05-03 *     0.70       1',
      'total         1245.30       1',
      '',
      '* not whole: the days asked for or the facts end inside it',
      'Rows do not sum up to the total: buyers',
      'Money in CNY',
      'Facts until 2026-05-03 07:30:00 (Asia/Shanghai)',
    ]);
  });

  it('passes filter, period, comparison, limit and order on', async () => {
    const { value } = await tessera(
      ...['metrics', 'query', '--metrics', 'orders', '--by', 'day', '--where', "city = 'Chengdu'"],
      ...['--from', '2026-05-01', '--to', '2026-05-02', '--compare', 'week', '--limit', '1', '--order-by=-day'],
    );
    expect(value).toMatchObject({
      rows: [{ key: ['2026-05-02'], values: [2], before: [1] }],
      totals: [3],
      totalsBefore: [1],
      truncated: true,
      from: '2026-05-01',
      to: '2026-05-02',
    });
  });

  it('lists every metric with its dimensions', async () => {
    const { value, text } = await tessera('metrics', 'list');
    const { metrics, dimensions } = value as { metrics: unknown[]; dimensions: unknown[] };
    expect(metrics.length).toBeGreaterThanOrEqual(14);
    expect(dimensions.length).toBeGreaterThanOrEqual(8);
    expect(text).toContain('coupon_redemption_rate');
  });

  it('explains, boards and overviews by the contract', async () => {
    const body = { metric: 'gmv', from: '2026-05-02', to: '2026-05-02', compare: 'week' };
    expect(await call(routes.explainMetric, { body })).toMatchObject({ value: 123_460, before: 200 });
    expect(await call(routes.campaignBoard, { params: { campaignId: 'elsewhere' } })).toMatchObject({
      title: 'elsewhere',
      burn: [],
    });
    expect(await call(routes.getOverview)).toMatchObject({
      changes: [
        { metric: 'gmv', day: '2026-05-02' },
        { metric: 'orders' },
        { metric: 'buyers' },
        { metric: 'new_users' },
      ],
      waiting: [{ kind: 'quarantine', count: 3 }],
    });
  });
});
