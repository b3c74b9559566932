import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbEventLog } from '../../adapters/lmdb/index.ts';
import { manualClock } from '../../kernel/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { createSchema } from '../schema/index.ts';
import { createEventIntake } from './create-event-intake.ts';
import type { GivenEvent } from './event-intake.ts';

const clock = manualClock(Date.parse('2026-05-01T12:00:00Z'));
const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-events-'));

async function open(path = temporary()) {
  const engine = await openDuckDb({ path: join(path, 'warehouse.duckdb') });
  await createSchema(engine);
  const log = openLmdbEventLog(join(path, 'events'));
  const writer = createFactWriter({ time: { zone: 'Asia/Shanghai', dayStartMinutes: 0 } });
  const faults: unknown[] = [];
  const intake = createEventIntake({ log, engine, writer, clock, onFault: (error) => faults.push(error) });
  const close = async () => {
    await intake.close();
    await Promise.all([log.close(), engine.close()]);
  };
  return { path, engine, log, intake, faults, close };
}

const order = (messageId: string, gross = 5000, couponDiscount = 800): GivenEvent => ({
  type: 'order',
  messageId,
  userId: 'u1',
  occurredAt: '2026-05-01T01:00:00+08:00',
  source: 'shop',
  payload: { orderId: `o-${messageId}`, city: 'Chengdu', lines: [{ category: 'dining', gross, couponDiscount }] },
});

it('brings an order into lines, orders and people, on its business day', async () => {
  const { engine, intake, faults, close } = await open();
  expect(await intake.ingest([order('m1')])).toEqual({ accepted: 1, duplicates: 0, rejected: [], lastSeq: 1 });
  await intake.drain();
  expect(await engine.rows('SELECT order_id, gross_amount, net_amount, city, day, user_key FROM model_order')).toEqual([
    {
      order_id: 'o-m1',
      gross_amount: 5000,
      net_amount: 4200,
      city: 'Chengdu',
      day: Date.UTC(2026, 4, 1) / 86_400_000,
      user_key: 0,
    },
  ]);
  expect(faults).toEqual([]);
  await close();
});

it('is in the facts within half a second without being asked', async () => {
  const { engine, intake, close } = await open();
  const applied = new Promise((resolve) => intake.onApplied(resolve));
  await intake.ingest([order('m1')]);
  expect(await applied).toMatchObject({ seq: 1, events: 1 });
  expect(await engine.rows('SELECT count(*) AS n FROM fact_order_line')).toEqual([{ n: 1 }]);
  await close();
});

it('takes a repeat once, refuses its key for other content, and names what is wrong with a bad event', async () => {
  const { intake, close } = await open();
  await intake.ingest([order('m1')]);
  const { accepted, duplicates, rejected } = await intake.ingest([
    order('m1'),
    order('m1', 9000),
    { ...order('m2'), type: 'ordr' },
    { ...order('m3'), payload: { orderId: 'o', lines: [{ gross: -1 }] } },
    order('m4'),
  ]);
  expect([accepted, duplicates]).toEqual([1, 1]);
  expect(rejected.map(({ index, field }) => [index, field])).toEqual([
    [2, 'type'],
    [3, 'payload.lines.0.gross'],
    [1, 'messageId'],
  ]);
  expect(rejected[0]?.reason).toContain('did you mean "order"');
  await close();
});

it('keeps the last attribute, cancellations, visits, contacts and coupons', async () => {
  const { engine, intake, faults, close } = await open();
  const event = (type: string, messageId: string, payload: Record<string, unknown>): GivenEvent => ({
    ...order(messageId),
    type,
    payload,
  });
  await intake.ingest([
    order('m1'),
    event('order_cancelled', 'm2', { orderId: 'o-m1', amount: 4200 }),
    event('visit', 'm3', { step: 'view', sessionId: 's' }),
    event('exposure', 'm4', { campaignId: 'c' }),
    event('coupon', 'm5', { kind: 'redeemed', couponId: 'k', cost: 800 }),
    event('attributes', 'm6', { values: { level: 'silver' } }),
    event('attributes', 'm7', { values: { level: 'gold' } }),
  ]);
  await intake.drain();
  const [counts] = await engine.rows(
    `SELECT (SELECT net_amount FROM model_order) AS net, (SELECT count(*) FROM fact_visit) AS visits,
       (SELECT count(*) FROM fact_exposure) AS contacts, (SELECT sum(cost) FROM fact_coupon_event) AS cost,
       (SELECT value FROM user_attribute) AS level`,
  );
  expect([counts, faults]).toEqual([{ net: 0, visits: 1, contacts: 1, cost: 800, level: 'gold' }, []]);
  await close();
});

it('loses and doubles nothing, however often it is stopped in between and whatever is sent again', async () => {
  const runs = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(runs, async (batches) => {
      const path = temporary();
      for (const batch of batches) {
        const { intake, close } = await open(path);
        await intake.ingest(batch.map((id) => order(`m${id}`, 1000 + id)));
        await close();
      }
      const { engine, intake, close } = await open(path);
      await intake.drain();
      const ids = [...new Set(batches.flat())];
      expect(await engine.rows('SELECT count(*) AS n, sum(gross_amount) AS gross FROM fact_order_line')).toEqual([
        { n: ids.length, gross: ids.reduce((sum, id) => sum + 1000 + id, 0) },
      ]);
      await close();
    }),
    { numRuns: 8 },
  );
});
