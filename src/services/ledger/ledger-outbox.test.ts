import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbLedgerStore } from '../../adapters/lmdb/index.ts';
import {
  type BudgetId,
  brandAs,
  type CampaignId,
  type ManualClock,
  manualClock,
  money,
  type TemplateId,
  type UserId,
} from '../../kernel/index.ts';
import { createFactWriter, type FactWriter } from '../../warehouse/facts/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { couponIdOf } from './coupon-id.ts';
import { createLedgerService } from './create-ledger-service.ts';
import { createLedgerOutbox, type LedgerOutbox } from './ledger-outbox.ts';
import type { LedgerService } from './ledger-service.ts';
import type { LedgerStore } from './ledger-store.port.ts';
import { warehousePeople } from './person-lookup.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const DAY = 86_400_000;
const lunch = brandAs<TemplateId>('lunch');
const spring = brandAs<BudgetId>('spring');
const ann = brandAs<UserId>('ann');

describe('ledger, outbox and warehouse', () => {
  let engine: SqlEngine;
  let store: LedgerStore;
  let clock: ManualClock;
  let outbox: LedgerOutbox;
  let ledger: LedgerService;
  const writer = createFactWriter({ time: { zone: 'Asia/Shanghai', dayStartMinutes: 0 } });

  const open = async (folder: string, facts: FactWriter = writer) => {
    engine = await openDuckDb({ path: join(folder, 'w.duckdb'), threads: 1 });
    await createSchema(engine);
    store = openLmdbLedgerStore(join(folder, 'ledger'));
    clock = manualClock(NOON);
    outbox = createLedgerOutbox({ ledger: store, engine, writer: facts, clock });
    ledger = createLedgerService({ store, outbox, engine, clock, knowsPerson: warehousePeople(engine) });
    await engine.append('dim_user', { user_key: [0, 1, 2], user_id: ['ann', 'bob', 'cy'], first_seen_at: [1, 1, 1] });
    await ledger.putTemplate({
      id: lunch,
      title: { en: 'Lunch', zh: '午餐' },
      discount: { kind: 'percent', rate: 0.2, cap: money(500), threshold: money(1_000) },
      stock: 10,
      perUserCap: 2,
      validDays: 7,
      funder: 'platform',
      categories: [],
    });
    await ledger.putBudget({
      id: spring,
      campaignId: brandAs<CampaignId>('c-1'),
      funder: 'platform',
      limit: money(2_000),
      isOpen: true,
    });
  };
  const issue = (key: string, user: string) =>
    ledger.issue({ key, templateId: lunch, budgetId: spring, userId: brandAs<UserId>(user) });
  const close = async () => {
    await outbox.stop();
    await store.close();
    await engine.close();
  };
  const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-outbox-'));

  beforeEach(() => open(temporary()));
  afterEach(close);

  it('tells each transition with its terms, its person and its business day', async () => {
    clock.set(Date.UTC(2026, 0, 5, 20)); // 4 in the morning of the 6th in Shanghai
    await issue('k', 'ann');
    await ledger.redeem({ key: 'r', couponId: couponIdOf('k'), orderId: 'o-1', basket: money(1_500) });
    await outbox.drain();
    const events = await engine.rows(
      `SELECT user_key, kind, campaign_id, template_id, order_id, cost, discount_threshold AS threshold,
        discount_amount AS amount, discount_rate AS rate, CAST(day AS VARCHAR) AS day
      FROM fact_coupon_event ORDER BY fact_key`,
    );
    const same = { user_key: 0, campaign_id: 'c-1', template_id: 'lunch', threshold: 1_000, amount: null, rate: 0.2 };
    expect(events).toEqual([
      { ...same, kind: 'issued', order_id: null, cost: 500, day: '2026-01-06' },
      { ...same, kind: 'redeemed', order_id: 'o-1', cost: 300, day: '2026-01-06' },
    ]);
    const movements = await engine.rows('SELECT kind, amount, budget_id FROM fact_budget_movement ORDER BY fact_key');
    expect(movements).toEqual([
      { kind: 'limited', amount: 2_000, budget_id: 'spring' },
      { kind: 'held', amount: 500, budget_id: 'spring' },
      { kind: 'released', amount: 200, budget_id: 'spring' },
      { kind: 'spent', amount: 300, budget_id: 'spring' },
    ]);
  });

  it('reconciles to zero over every kind of transition and a moved limit', async () => {
    for (const [key, user] of [
      ['a', 'ann'],
      ['b', 'ann'],
      ['c', 'bob'],
      ['d', 'cy'],
    ] as const)
      await issue(key, user);
    await ledger.redeem({ key: 'ra', couponId: couponIdOf('a'), orderId: 'o', basket: money(1_111) });
    await ledger.release({ key: 'rb', couponId: couponIdOf('b') });
    clock.set(NOON + 8 * DAY);
    expect(await ledger.expireDue()).toBe(2);
    await ledger.putBudget({ id: spring, funder: 'platform', limit: money(700), isOpen: true });
    const report = await ledger.reconcile();
    expect(report).toMatchObject({ isZero: true, pending: 0 });
    const figures = report.rows.map((row) => [row.subject, row.figure, row.ledger]);
    expect(figures).toEqual(
      expect.arrayContaining([
        ['template lunch', 'issued and not released', 3],
        ['template lunch', 'coupons expired', 2],
        ['template lunch', 'coupons released', 1],
        ['template lunch', 'money spent', 222],
        ['budget spring', 'limit', 700],
        ['budget spring', 'held', 0],
        ['budget spring', 'spent', 222],
      ]),
    );
  });

  it('shows the difference where the warehouse lost a fact, and where it has one too many', async () => {
    await issue('a', 'ann');
    await issue('b', 'bob');
    await outbox.drain();
    await engine.run('DELETE FROM fact_coupon_event WHERE coupon_id = $1', [couponIdOf('a')]);
    await engine.run("INSERT INTO fact_budget_movement SELECT * FROM fact_budget_movement WHERE kind = 'held' LIMIT 1");
    const report = await ledger.reconcile();
    expect(report.isZero).toBe(false);
    const differing = report.rows.filter((row) => row.difference !== 0);
    expect(differing.map((row) => [row.figure, row.difference])).toEqual([
      ['issued and not released', 1],
      ['coupons issued', 1],
      ['money held', 500],
      ['held', -500],
    ]);
  });

  it('has a write in the warehouse within two seconds, without being asked', async () => {
    outbox.start();
    await outbox.drain();
    await issue('k', 'ann');
    let steps = 0;
    outbox.onApplied(() => steps++);
    const started = performance.now();
    const seq = await store.lastSeq();
    while ((await outbox.position()) < seq) await new Promise((resolve) => setTimeout(resolve, 5));
    // 90 ms alone; a machine that runs other tests beside it gets what the product promises on the whole.
    expect(performance.now() - started).toBeLessThan(2_000);
    await outbox.drain();
    expect(steps).toBe(1);
  });

  it('leaves neither fact nor offset when the write fails, and carries all once it works again', async () => {
    await close();
    let isDown = true;
    const flaky: FactWriter = {
      ...writer,
      async write(session, batch) {
        const outcome = await writer.write(session, batch);
        if (isDown && batch.table === 'fact_budget_movement') throw new Error('the warehouse is down');
        return outcome;
      },
    };
    await open(temporary(), flaky);
    await issue('k', 'ann');
    await expect(outbox.drain()).rejects.toThrow('the warehouse is down');
    expect(await outbox.position()).toBe(0);
    expect(await engine.rows('SELECT count(*) AS n FROM fact_coupon_event')).toEqual([{ n: 0 }]);
    outbox.start();
    await new Promise((resolve) => setTimeout(resolve, 120));
    isDown = false;
    while ((await outbox.position()) < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await ledger.reconcile()).toMatchObject({ isZero: true });
  });

  it('writes nothing twice when two carry at once', async () => {
    const second = createLedgerOutbox({ ledger: store, engine, writer, clock });
    await Promise.all(['a', 'b'].map((key) => issue(key, 'ann')));
    await Promise.all([outbox.drain(), second.drain(), outbox.drain()]);
    expect(await ledger.reconcile()).toMatchObject({ isZero: true });
    expect(await engine.rows('SELECT count(*) AS n FROM fact_coupon_event')).toEqual([{ n: 2 }]);
  });

  it('refuses a person whom the workspace does not know, and leaves not even the key', async () => {
    await expect(issue('k', 'nobody')).rejects.toMatchObject({ code: 'person.not-found' });
    await expect(ledger.couponsOf(brandAs<UserId>('nobody'))).rejects.toMatchObject({ code: 'person.not-found' });
    expect(await ledger.couponsOf(ann)).toEqual([]);
    expect(await issue('k', 'ann')).toMatchObject({ kind: 'issued', repeated: false });
  });

  it('tells its listeners of changes only', async () => {
    let changes = 0;
    const end = ledger.onChange(() => changes++);
    await issue('k', 'ann');
    await issue('k', 'ann');
    await ledger.redeem({ key: 'r', couponId: couponIdOf('none'), orderId: 'o' });
    expect(changes).toBe(1);
    end();
    await issue('k2', 'ann');
    expect(changes).toBe(1);
  });
});
