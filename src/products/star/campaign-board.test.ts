import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { manualClock } from '../../kernel/index.ts';
import { createMetricsService, type MetricsService } from '../../services/metrics/index.ts';
import { createFactWriter, type FactBatch } from '../../warehouse/facts/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { campaignBoard } from './campaign-board.ts';

const TIME = { zone: 'UTC', dayStartMinutes: 0 };
const START = Date.parse('2017-03-14T08:00:00Z');

let engine: SqlEngine;
let metrics: MetricsService;

beforeEach(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  const currency = { code: 'CNY', decimals: 2 };
  metrics = createMetricsService({ engine, clock: manualClock(START + 86_400_000), time: TIME, currency });
});
afterEach(() => engine.close());

type Row = Readonly<Record<string, string | number | null>>;

async function write(table: FactBatch['table'], rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0]!);
  const columns = Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)]));
  const batch = { table, batchId: 'test', source: 'test', columns };
  await engine.transaction((session) => createFactWriter({ time: TIME }).write(session, batch));
}

const event = (kind: string, user: string, minute: number): Row => ({
  fact_key: `${kind}/${user}`,
  user_id: user,
  occurred_at: START + minute * 60_000,
  received_at: START + minute * 60_000,
  kind,
  coupon_id: `coupon of ${user}`,
  campaign_id: 'spring',
  order_id: kind === 'redeemed' ? `order of ${user}` : null,
});

const movement = (kind: string, amount: number, minute: number): Row => ({
  fact_key: `${kind}/${amount}/${minute}`,
  user_id: null,
  occurred_at: START + minute * 60_000,
  received_at: START + minute * 60_000,
  budget_id: 'spring',
  campaign_id: 'spring',
  funder: 'platform',
  kind,
  amount,
});

describe('the board of a campaign', () => {
  it('shows how far people came and how the budget burnt', async () => {
    await write('fact_coupon_event', [
      event('issued', 'ann', 0),
      event('issued', 'bob', 0),
      event('issued', 'cid', 1),
      event('redeemed', 'ann', 90),
      event('released', 'bob', 95),
    ]);
    await write('fact_budget_movement', [
      movement('limited', 5000, 0),
      movement('held', 1000, 0),
      movement('held', 1001, 0),
      movement('held', 1002, 1),
      movement('spent', 800, 90),
      movement('released', 200, 90),
      movement('released', 1001, 95),
    ]);
    const board = await campaignBoard(metrics, 'spring');
    expect(board.funnel).toEqual([
      { step: 'recipients', value: 3 },
      { step: 'issued', value: 3 },
      { step: 'redeemed', value: 1 },
      { step: 'orders', value: 1 },
    ]);
    expect(board.limit).toBe(5000);
    const at = (minute: number) => START + minute * 60_000;
    expect(board.burn).toEqual([
      { at: at(0), held: 2001, spent: 0 },
      { at: at(1), held: 3003, spent: 0 },
      { at: at(90), held: 2003, spent: 800 },
      { at: at(95), held: 1002, spent: 800 },
    ]);
  });

  it('keeps the burn of a long campaign to a few hundred points that end where the ledger stands', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => movement('held', 1000 + i, i * 30));
    await write('fact_budget_movement', rows);
    const { burn } = await campaignBoard(metrics, 'spring');
    expect(burn.length).toBeLessThanOrEqual(201);
    expect(burn.at(-1)?.held).toBe(rows.reduce((sum, row) => sum + Number(row['amount']), 0));
  });

  it('does not call issues none where it does not know them', async () => {
    await write('fact_coupon_event', [{ ...event('redeemed', 'ann', 0), order_id: null }]);
    const { funnel, burn } = await campaignBoard(metrics, 'spring');
    expect(funnel.map(({ value }) => value)).toEqual([0, null, 1, null]);
    expect(burn).toEqual([]);
  });

  it('is empty for a campaign that no fact names', async () => {
    const board = await campaignBoard(metrics, "none' or 'x");
    expect(board.funnel.map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  });
});
