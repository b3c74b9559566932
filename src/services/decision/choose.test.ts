import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandAs, type FlowId, money, type TemplateId, type UserId } from '../../kernel/index.ts';
import { fullCost } from '../ledger/index.ts';
import { choose } from './choose.ts';
import type { DecisionInputs, OfferInput } from './decision.ts';
import type { FilterRule, Flow } from './flow.ts';
import { scoreOffer } from './score.ts';
import { isHeldOut } from './split.ts';

const user = (n: number) => brandAs<UserId>(`user-${n}`);

function flow(rules: readonly FilterRule[], holdoutShare = 0): Flow {
  return {
    id: brandAs<FlowId>('f'),
    version: 1,
    title: 'f',
    nodes: [
      { kind: 'split', salt: 's', holdoutShare },
      { kind: 'recall', templates: 'all' },
      { kind: 'filter', rules },
      { kind: 'rank', by: 'expected-value' },
      { kind: 'reserve' },
    ],
  };
}

const amount = fc.integer({ min: 1, max: 5_000 }).map(money);
const offers = fc.uniqueArray(
  fc.record({
    templateId: fc.stringMatching(/^[a-z]{1,2}$/).map((id) => brandAs<TemplateId>(id)),
    discount: fc.record({ kind: fc.constant('amount' as const), amount, threshold: amount }),
    stock: fc.integer({ min: 0, max: 3 }),
    perUserCap: fc.integer({ min: 1, max: 2 }),
    validDays: fc.integer({ min: 1, max: 60 }),
    issued: fc.integer({ min: 0, max: 3 }),
    issuedToUser: fc.integer({ min: 0, max: 2 }),
    isHeld: fc.boolean(),
  }),
  { selector: ({ templateId }) => templateId, maxLength: 8 },
);
const inputs: fc.Arbitrary<DecisionInputs> = fc.record({
  userId: fc.nat(100).map(user),
  tags: fc.record({
    orders_30d: fc.option(fc.nat(20)),
    average_basket_90d: fc.option(fc.nat(20_000)),
    coupon_redemption_rate: fc.option(fc.double({ min: 0, max: 1.5, noNaN: true })),
  }),
  offers,
  budget: fc.record({
    id: fc.constant(brandAs<never>('b')),
    limit: amount,
    held: amount,
    spent: fc.constant(money(0)),
    isOpen: fc.boolean(),
  }),
});
const ALL: readonly FilterRule[] = ['eligible', 'already-holds', 'user-cap', 'stock', 'budget'];

/** What the ledger and common sense would say of an offer, told without the stages. */
function mayHave(offer: OfferInput, { budget }: DecisionInputs): boolean {
  const fits = !budget || (budget.isOpen && budget.held + budget.spent + fullCost(offer) <= budget.limit);
  return !offer.isHeld && offer.issuedToUser < offer.perUserCap && offer.issued < offer.stock && fits;
}

describe('choose', () => {
  it('ranks exactly the offers that may be had, best first, and gives every other one its reason', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const choice = choose(flow(ALL), given);
        const allowed = given.offers.filter((offer) => mayHave(offer, given)).map(({ templateId }) => templateId);
        expect(choice.ranked.map(({ templateId }) => templateId).sort()).toEqual(allowed.sort());
        for (const [i, next] of choice.ranked.slice(1).entries()) {
          const before = choice.ranked[i]!;
          expect(
            before.score > next.score || (before.score === next.score && before.templateId < next.templateId),
          ).toBe(true);
        }
        expect(choice.ranked.length + choice.dropped.length).toBe(given.offers.length);
        expect(choice.dropped.every(({ reason }) => reason !== undefined)).toBe(true);
        expect(choice.reason === undefined).toBe(choice.ranked.length > 0);
        if (choice.reason && given.offers.length > 0)
          expect(choice.dropped.map(({ reason }) => reason)).toContain(choice.reason);
      }),
    );
  });

  it('does not depend on the order of the offers', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const turned = { ...given, offers: [...given.offers].reverse() };
        expect(choose(flow(ALL), turned)).toEqual(choose(flow(ALL), given));
      }),
    );
  });

  it('tells the reason of the candidate that came farthest', () => {
    const offer = (id: string, change: Partial<OfferInput>): OfferInput => ({
      templateId: brandAs<TemplateId>(id),
      discount: { kind: 'amount', amount: money(500), threshold: money(0) },
      stock: 1,
      perUserCap: 1,
      validDays: 30,
      issued: 0,
      issuedToUser: 0,
      isHeld: false,
      ...change,
    });
    const given = { userId: user(1), tags: {}, offers: [offer('a', { isHeld: true }), offer('b', { issued: 1 })] };
    expect(choose(flow(['already-holds', 'stock']), given).reason).toBe('stock-exhausted');
    expect(choose(flow(['stock', 'already-holds']), given).reason).toBe('already-holds');
    expect(choose(flow([]), { ...given, offers: [] }).reason).toBe('no-candidate');
  });
});

describe('holdout', () => {
  it('keeps the share asked for, the same people each time, others under another salt', () => {
    const people = Array.from({ length: 20_000 }, (_, n) => user(n));
    const heldBy = (salt: string) => people.filter((id) => isHeldOut({ kind: 'split', salt, holdoutShare: 0.1 }, id));
    const spring = heldBy('spring');
    // 20,000 × 0.1 ± 4 standard deviations of 42.4
    expect(Math.abs(spring.length - 2_000)).toBeLessThan(170);
    expect(heldBy('spring')).toEqual(spring);
    const both = heldBy('summer').filter((id) => spring.includes(id)).length;
    // independent: 200 ± 4 × 14.1
    expect(Math.abs(both - 200)).toBeLessThan(57);
    expect(choose(flow([], 0.9999999), { userId: user(1), tags: {}, offers: [] }).reason).toBe('holdout');
  });
});

describe('score', () => {
  const offer = (threshold: number, validDays = 30): OfferInput => ({
    templateId: brandAs<TemplateId>('t'),
    discount: { kind: 'amount', amount: money(500), threshold: money(threshold) },
    stock: 1,
    perUserCap: 1,
    validDays,
    issued: 0,
    issuedToUser: 0,
    isHeld: false,
  });

  it.each([
    // rate 0.2 × orders 4 / (1 + 4) × (0.3 × 3,000 − 500) = 0.16 × 400
    [{ coupon_redemption_rate: 0.2, orders_30d: 4, average_basket_90d: 3_000 }, offer(2_000), 64],
    // half the validity, 2 orders: 0.2 × 2/3 × 400
    [{ coupon_redemption_rate: 0.2, orders_30d: 4, average_basket_90d: 3_000 }, offer(2_000, 15), 53.33],
    // basket of half the threshold: half the chance, at a basket of 2,000: 0.2 × 0.8 × 0.5 × (600 − 500)
    [{ coupon_redemption_rate: 0.2, orders_30d: 4, average_basket_90d: 1_000 }, offer(2_000), 8],
    // all unknown: 0.1 × 1/2 × (0.3 × 4 × 500 − 500)
    [{}, offer(0), 5],
    // a rate beyond 1 counts as 1, one of 0 as 0.01
    [{ coupon_redemption_rate: 1.5, orders_30d: 1, average_basket_90d: 4_000 }, offer(0), 350],
    [{ coupon_redemption_rate: 0, orders_30d: 1, average_basket_90d: 4_000 }, offer(0), 3.5],
    // no order expected, no redemption
    [{ coupon_redemption_rate: 1, orders_30d: 0, average_basket_90d: 4_000 }, offer(0), 0],
  ])('is p (m b − c) for %j', (tags, of, expected) => {
    expect(scoreOffer('expected-value', of, tags)).toBe(expected);
  });

  it('ranks by what a coupon costs at most', () => {
    expect([scoreOffer('cheapest', offer(0), {}), scoreOffer('dearest', offer(0), {})]).toEqual([-500, 500]);
  });
});
