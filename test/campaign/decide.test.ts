import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLmdbDecisionLog, openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { brandAs, type DecisionId, money, UNWATCHED, type UserId } from '../../src/kernel/index.ts';
import { tellDecision } from '../../src/products/cord/index.ts';
import type { DecideRequest, DecisionLog } from '../../src/services/decision/index.ts';
import {
  campaign,
  campaignId,
  type MarketingDesk,
  openMarketingDesk,
  type Shop,
  template,
  temporary,
  user,
} from './marketing-desk.ts';

let desk: MarketingDesk;
let shop: Shop;

beforeAll(async () => {
  desk = await openMarketingDesk({ people: 30 });
});
afterAll(() => desk.close());
beforeEach(() => {
  shop = desk.openShop({ documents: openLmdbDocumentStore(temporary('decide')) });
});
afterEach(() => shop.close());

const decide = (request: Partial<DecideRequest> = {}) =>
  shop.decisions.decide({ flowId: 'default', userId: user(5), ...request });
const cheap = (amount: number) => ({ kind: 'amount' as const, amount: money(amount), threshold: money(0) });

describe('decide', () => {
  it('gives the best coupon, logs it and finds it again', async () => {
    await shop.ledger.putTemplate(template('five'));
    await shop.ledger.putTemplate(template('fifty', { discount: cheap(5_000) }));
    const decision = await decide({ key: 'k' });
    expect(decision).toMatchObject({ outcome: 'issued', templateId: 'five', flowVersion: 1, tagVersion: 1 });
    expect(decision.candidates.map(({ templateId: id, stage }) => [id, stage])).toEqual([
      ['five', 'chosen'],
      ['fifty', 'ranked'],
    ]);
    expect(decision.stages.map(({ node, in: before, out }) => [node, before, out])).toEqual([
      ['split', 1, 1],
      ['recall', 0, 2],
      ['filter', 2, 2],
      ['rank', 2, 2],
      ['reserve', 2, 1],
    ]);
    expect(await shop.ledger.getCoupon(decision.couponId!)).toMatchObject({ state: 'issued', userId: user(5) });
    expect(await shop.decisions.getDecision(decision.id)).toEqual(decision);
    const missing = shop.decisions.getDecision(brandAs<DecisionId>('d-nope'));
    await expect(missing).rejects.toMatchObject({ code: 'decision.not-found' });
  });

  it('gives the same decision for the same key, one after the other or at once', async () => {
    await shop.ledger.putTemplate(template('five', { perUserCap: 9 }));
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => decide({ key: 'k' })));
    for (const other of others) expect(other).toEqual(first);
    await shop.ledger.putTemplate(template('better', { discount: cheap(1), perUserCap: 9 }));
    expect(await decide({ key: 'k' })).toEqual(first);
    expect(await shop.ledger.couponsOf(user(5))).toHaveLength(1);
    await expect(decide({ key: 'k', userId: user(6) })).rejects.toMatchObject({ code: 'key.reused' });
    expect((await decide()).templateId).toBe('better');
  });

  it('asks for the next coupon where the ledger refuses the best', async () => {
    await shop.decisions.flows.put({
      id: 'unfiltered',
      title: 'the ledger alone refuses',
      nodes: [{ kind: 'recall', templates: 'all' }, { kind: 'rank', by: 'dearest' }, { kind: 'reserve' }],
    });
    await shop.ledger.putTemplate(template('gone', { discount: cheap(900), stock: 0 }));
    await shop.ledger.putTemplate(template('left', { discount: cheap(300) }));
    const request = { flowId: 'unfiltered', key: 'k' };
    const dry = await decide({ ...request, dryRun: true });
    const real = await decide(request);
    expect(dry).toMatchObject({ outcome: 'would-issue', templateId: 'left' });
    expect(real).toMatchObject({
      outcome: 'issued',
      templateId: 'left',
      attempts: [{ kind: 'refused', templateId: 'gone', reason: 'stock-exhausted' }, { kind: 'issued' }],
    });
    expect(dry.candidates).toEqual(real.candidates);
    expect((await decide({ ...request, key: 'k2' })).reason).toBe('stock-exhausted');
    const story = tellDecision(real, { currency: { code: 'CNY', decimals: 2 }, titleOf: () => undefined });
    expect(story.en).toEqual([
      'Flow unfiltered (version 1) proposed 2 coupons for u0005.',
      'The ledger refused “gone”: no coupon of this kind is left.',
      `It gave “left” (score 3.00, costs at most 3.00 CNY) as coupon ${real.couponId}.`,
    ]);
    expect(story.zh.at(-1)).toBe(`已发放「left」（得分 3.00，最高成本 3.00 CNY），券号 ${real.couponId}。`);
  });

  it('holds and logs nothing in a dry run', async () => {
    await shop.ledger.putTemplate(template('five'));
    const entries = await shop.ledger.entries();
    expect(await decide({ dryRun: true, key: 'k' })).toMatchObject({ outcome: 'would-issue', templateId: 'five' });
    expect(await shop.ledger.entries()).toBe(entries);
    expect((await shop.decisions.listDecisions({}, { limit: 10 })).decisions).toEqual([]);
  });

  it('finds the coupon of a decision that a crash kept from the log, whatever has changed since', async () => {
    const log = openLmdbDecisionLog(temporary('crash'));
    let isBroken = true;
    const crashing: DecisionLog = {
      append: (decisions) => (isBroken ? Promise.reject(new Error('the power is gone')) : log.append(decisions)),
      find: (id) => log.find(id),
      findMany: (ids) => log.findMany(ids),
      list: (query, page) => log.list(query, page),
      countsOf: (id) => log.countsOf(id),
      countOf: (id) => log.countOf(id),
      forget: (id) => log.forget(id),
      close: () => log.close(),
    };
    const other = desk.openShop({ documents: openLmdbDocumentStore(temporary('decide')), log: crashing });
    await other.ledger.putTemplate(template('five', { stock: 1 }));
    const request = { flowId: 'default', userId: user(5), key: 'k' };
    await expect(other.decisions.decide(request)).rejects.toThrow('the power is gone');
    isBroken = false;
    await other.ledger.putTemplate(template('better', { discount: cheap(1) }));
    const decision = await other.decisions.decide(request);
    expect(decision).toMatchObject({ outcome: 'issued', templateId: 'five' });
    expect(decision.inputs.offers.find((offer) => offer.templateId === 'five')).toMatchObject({
      issued: 0,
      issuedToUser: 0,
      isHeld: false,
    });
    expect((await other.ledger.couponsOf(user(5))).map(({ id }) => id)).toEqual([decision.couponId]);
    await other.close();
  });

  it('refuses unknown people, flows and campaigns', async () => {
    await shop.ledger.putTemplate(template('five'));
    for (const dryRun of [true, false]) {
      const unknown = { userId: brandAs<UserId>('nobody'), dryRun };
      await expect(decide(unknown)).rejects.toMatchObject({ code: 'person.not-found' });
    }
    await expect(decide({ flowId: 'defult' })).rejects.toMatchObject({
      code: 'flow.not-found',
      detail: { suggestion: '; did you mean "default"?' },
    });
    await expect(decide({ campaignId: campaignId('no') })).rejects.toMatchObject({ code: 'campaign.not-found' });
  });

  it('decides for a campaign only while it runs, from its budget and for its audience', async () => {
    await shop.ledger.putTemplate(template('five', { perUserCap: 2 }));
    await shop.campaigns.apply(
      campaign('spring', {
        audienceId: brandAs('frequent'),
        budget: { limit: money(100_000), guarantee: 'strict', funder: 'platform' },
      }),
    );
    const spring = { campaignId: campaignId('spring') };
    expect(await decide({ ...spring, dryRun: true })).toMatchObject({ outcome: 'would-issue' });
    expect(await decide(spring)).toMatchObject({ outcome: 'none', reason: 'campaign-not-running', candidates: [] });
    await shop.campaigns.launch(spring.campaignId, 'spring', UNWATCHED);
    expect(await decide({ ...spring, userId: user(0) })).toMatchObject({ reason: 'not-in-audience' });
    expect(await decide(spring)).toMatchObject({ reason: 'already-holds' });
    const [held] = await shop.ledger.couponsOf(user(5));
    expect(held).toMatchObject({ campaignId: 'spring', budgetId: 'spring' });
    await shop.ledger.redeem({ key: 'r', couponId: held!.id, orderId: 'o', basket: money(3_000) });
    const second = await decide({ ...spring, key: 'k' });
    expect(await shop.ledger.getCoupon(second.couponId!)).toMatchObject({ budgetId: 'spring', campaignId: 'spring' });
    await shop.campaigns.stop(spring.campaignId);
    expect(await decide(spring)).toMatchObject({ reason: 'campaign-not-running' });
    const listed = await shop.decisions.listDecisions({ userId: user(5), ...spring }, { limit: 10 });
    expect(listed.decisions.map(({ outcome }) => outcome)).toEqual(['none', 'issued', 'none', 'issued', 'none']);
  });
});

describe('flows', () => {
  const nodes = [{ kind: 'recall', templates: 'all' }, { kind: 'rank', by: 'cheapest' }, { kind: 'reserve' }] as const;

  it('keeps every version readable, and adds none for the same content', async () => {
    const { flows } = shop.decisions;
    const first = await flows.put({ id: 'f', title: 'one', nodes });
    expect(await flows.put({ id: 'f', title: 'one', nodes })).toEqual(first);
    const second = await flows.put({ id: 'f', title: 'two', nodes });
    expect([first.version, second.version]).toEqual([1, 2]);
    expect([await flows.get('f', 1), await flows.get('f')]).toEqual([first, second]);
    await expect(flows.get('f', 3)).rejects.toMatchObject({ code: 'flow.not-found' });
    expect((await flows.list()).map(({ id, version }) => [id, version])).toEqual([
      ['default', 1],
      ['f', 2],
    ]);
  });

  it('counts a version for each of many writers at once', async () => {
    const { flows } = shop.decisions;
    await Promise.all(Array.from({ length: 8 }, (_, i) => flows.put({ id: 'f', title: `t${i}`, nodes })));
    const all = await Promise.all(Array.from({ length: 8 }, (_, i) => flows.get('f', i + 1)));
    expect(new Set(all.map(({ title }) => title)).size).toBe(8);
  });

  it.each([
    [[nodes[1], nodes[2]], 'recall', 'exactly one "recall"'],
    [[nodes[0], nodes[2], nodes[1]], 'rank', 'cannot come after "reserve"'],
    [[...nodes, nodes[2]], 'reserve', 'exactly one "reserve"'],
    [[{ kind: 'split', salt: ' ', holdoutShare: 0.1 }, ...nodes], 'split', 'salt is empty'],
    [[{ kind: 'recall', templates: ['nope'] }, nodes[1], nodes[2]], 'recall', 'no coupon template "nope"'],
    [[nodes[0], { kind: 'filter', rules: [], where: 'orders_30d >=' }, nodes[1], nodes[2]], 'filter', 'expected'],
    [[nodes[0], { kind: 'filter', rules: [], where: 'order_30d > 1' }, nodes[1], nodes[2]], 'filter', 'orders_30d'],
    [
      [nodes[0], { kind: 'filter', rules: [], where: 'did order in 7 days' }, nodes[1], nodes[2]],
      'filter',
      'tags only',
    ],
    [
      [
        nodes[0],
        { kind: 'filter', rules: [] },
        { kind: 'filter', rules: [], where: "in list 'x'" },
        nodes[1],
        nodes[2],
      ],
      'filter 2',
      'tags only',
    ],
  ])('refuses %j naming the node', async (draft, node, problem) => {
    const refused = shop.decisions.flows.put({ id: 'f', title: 'f', nodes: draft as never });
    await expect(refused).rejects.toMatchObject({
      code: 'flow.invalid',
      detail: { node, problem: expect.stringContaining(problem) },
    });
  });

  it('filters by tags and tells who is not eligible', async () => {
    await shop.ledger.putTemplate(template('five'));
    const filter = { kind: 'filter', rules: ['stock'], where: 'orders_30d >= 4' } as const;
    await shop.decisions.flows.put({ id: 'f', title: 'f', nodes: [nodes[0], filter, nodes[1], nodes[2]] });
    expect(await decide({ flowId: 'f', userId: user(5) })).toMatchObject({ outcome: 'issued' });
    expect(await decide({ flowId: 'f', userId: user(2) })).toMatchObject({ reason: 'not-eligible' });
  });
});
