import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { brandAs, type FlowId, money, UNWATCHED } from '../../src/kernel/index.ts';
import { type FilterRule, replayDecision } from '../../src/services/decision/index.ts';
import {
  campaign,
  campaignId,
  type MarketingDesk,
  openMarketingDesk,
  template,
  templateId,
  temporary,
  user,
} from './marketing-desk.ts';

/** More than two batches of 500. */
const PEOPLE = 1_100;
let desk: MarketingDesk;
beforeAll(async () => {
  desk = await openMarketingDesk({ people: PEOPLE });
});
afterAll(() => desk.close());

const RULES: readonly FilterRule[] = ['eligible', 'already-holds', 'user-cap', 'stock', 'budget'];
const amount = fc.integer({ min: 1, max: 40 }).map((n) => money(n * 50));

const discount = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), amount, threshold: amount }),
  fc.record({
    kind: fc.constant('percent' as const),
    rate: fc.constantFrom(0.1, 0.25, 0.5),
    cap: amount,
    threshold: amount,
  }),
);
const templates = fc.array(
  fc.record({ discount, stock: fc.integer({ min: 0, max: 700 }), perUserCap: fc.integer({ min: 1, max: 2 }) }),
  { minLength: 1, maxLength: 4 },
);
const flow = fc.record({
  holdoutShare: fc.constantFrom<number>(0, 0.2, 0.5),
  rules: fc.subarray([...RULES]),
  where: fc.option(fc.constantFrom('orders_30d >= 2', 'average_basket_90d > 30.00', 'not orders_30d = 4'), {
    nil: undefined,
  }),
  by: fc.constantFrom('expected-value' as const, 'cheapest' as const, 'dearest' as const),
});
/** Coupons that people had before: person and template, some of them given back. */
const history = fc.array(
  fc.record({ person: fc.integer({ min: 0, max: PEOPLE - 1 }), template: fc.nat(3), isReleased: fc.boolean() }),
  { maxLength: 60 },
);
const setting = fc.record({ templates, flow, history, limit: fc.integer({ min: 0, max: 700_000 }) });
type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

async function prepare({ templates: kinds, flow: nodes, history: past, limit }: Setting) {
  const shop = desk.openShop({ documents: openLmdbDocumentStore(temporary('preview')) });
  const ids = kinds.map((_, i) => `t${i}`);
  for (const [i, kind] of kinds.entries()) await shop.ledger.putTemplate(template(`t${i}`, kind));
  for (const [n, { person, template: t, isReleased }] of past.entries()) {
    const given = await shop.ledger.issue({
      key: `past-${n}`,
      templateId: templateId(ids[t % ids.length] ?? ''),
      userId: user(person),
    });
    if (isReleased && given.kind === 'issued')
      await shop.ledger.release({ key: `back-${n}`, couponId: given.coupon.id });
  }
  await shop.decisions.flows.put({
    id: 'f',
    title: 'f',
    nodes: [
      { kind: 'split', salt: 's', holdoutShare: nodes.holdoutShare },
      { kind: 'recall', templates: 'campaign' },
      { kind: 'filter', rules: nodes.rules, where: nodes.where },
      { kind: 'rank', by: nodes.by },
      { kind: 'reserve' },
    ],
  });
  await shop.campaigns.apply(
    campaign('c', {
      templateIds: ids.map(templateId),
      flowId: brandAs<FlowId>('f'),
      budget: { limit: money(limit), guarantee: 'strict', funder: 'platform' },
    }),
  );
  return shop;
}

const refusedOf = async (shop: Awaited<ReturnType<typeof prepare>>) => {
  const found: string[] = [];
  for await (const { userId, reason } of shop.campaigns.refusals(campaignId('c'))) found.push(`${userId} ${reason}`);
  return found;
};

describe('preview and launch', () => {
  it('agree exactly when nothing else happens in between, and every decision replays to itself', async () => {
    const id = campaignId('c');
    await fc.assert(
      fc.asyncProperty(setting, async (given) => {
        const shop = await prepare(given);
        const entries = await shop.ledger.entries();
        const preview = await shop.campaigns.preview(id, UNWATCHED);
        expect(await shop.ledger.entries()).toBe(entries);
        const launched = await shop.campaigns.launch(id, 'c', UNWATCHED);
        expect(launched).toEqual(preview);
        expect(launched.audience).toBe(PEOPLE);

        const view = await shop.campaigns.get(id);
        const refusals = await refusedOf(shop);
        expect([view.issued, view.refused]).toEqual([launched.wouldGet, refusals.length]);
        expect(view.issued + view.refused).toBe(PEOPLE);
        expect(view.budgetNow?.held).toBe(launched.wouldHold);
        expect(launched.wouldHold).toBeLessThanOrEqual(given.limit);

        const flows = await shop.decisions.flows.get('f', 1);
        const { decisions, next } = await shop.log.list({ campaignId: id }, { limit: PEOPLE });
        expect([decisions.length, next]).toEqual([PEOPLE, undefined]);
        for (const decision of decisions) {
          const { outcome, templateId: chosen, couponId, reason, candidates } = decision;
          const replayed = replayDecision(decision, flows);
          expect(JSON.parse(JSON.stringify(replayed))).toMatchObject(
            JSON.parse(JSON.stringify({ outcome, templateId: chosen, couponId, reason, candidates })),
          );
        }
        expect((await shop.ledger.verify()).isSound).toBe(true);
        await shop.documents.close();
        await shop.close();
      }),
      { numRuns: 25 },
    );
  }, 240_000);

  it('give the same people the same coupons however often the same launch is begun anew', async () => {
    const given: Setting = {
      templates: [
        { discount: { kind: 'amount', amount: money(500), threshold: money(1_000) }, stock: 350, perUserCap: 1 },
        { discount: { kind: 'amount', amount: money(300), threshold: money(0) }, stock: 400, perUserCap: 1 },
      ],
      flow: { holdoutShare: 0.1, rules: ['user-cap'], where: undefined, by: 'expected-value' },
      history: [],
      limit: 200_000,
    };
    const runs = await Promise.all(
      [1, 2].map(async () => {
        const shop = await prepare(given);
        const report = await shop.campaigns.launch(campaignId('c'), 'c', UNWATCHED);
        const again = await shop.campaigns.launch(campaignId('c'), 'c', UNWATCHED);
        expect(again).toEqual(report);
        const refusals = await refusedOf(shop);
        await shop.close();
        return { report, refusals };
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.report.refusals.map(({ reason }) => reason).sort()).toEqual(
      expect.arrayContaining(['budget-exhausted', 'holdout']),
    );
  });
});
