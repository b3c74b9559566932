import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type BudgetId,
  brandAs,
  type CampaignId,
  type CouponId,
  money,
  type TemplateId,
  type UserId,
} from '../../kernel/index.ts';
import { couponIdOf } from './coupon-id.ts';
import { arrivals, run, runModel } from './ledger-arrivals.conformance.ts';
import { LedgerModel } from './ledger-model.conformance.ts';
import type { BudgetDefinition, LedgerStore } from './ledger-store.port.ts';
import type { CouponTemplate } from './template.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const lunch = brandAs<TemplateId>('lunch');
const spring = brandAs<BudgetId>('spring');
const user = (n: number) => brandAs<UserId>(`user-${n}`);

function template(change: Partial<CouponTemplate> = {}): CouponTemplate {
  return {
    id: lunch,
    title: { en: 'Lunch', zh: '午餐' },
    discount: { kind: 'amount', amount: money(500), threshold: money(3_000) },
    stock: 10,
    perUserCap: 1,
    validDays: 7,
    funder: 'platform',
    categories: [],
    ...change,
  };
}

function budget(change: Partial<BudgetDefinition> = {}): BudgetDefinition {
  return { id: spring, funder: 'platform', limit: money(10_000), isOpen: true, ...change };
}

function issue(key: string, n: number) {
  return { key, templateId: lunch, userId: user(n), budgetId: spring, at: 1 };
}

/** Every LedgerStore, embedded or scale-out, passes this and nothing less. */
export function describeLedgerStore(create: () => Promise<LedgerStore>): void {
  const withStore = async (test: (store: LedgerStore) => Promise<void>) => {
    const store = await create();
    try {
      await test(store);
    } finally {
      await store.close();
    }
  };
  const opened = (
    change: Partial<CouponTemplate>,
    of: Partial<BudgetDefinition>,
    test: (s: LedgerStore) => Promise<void>,
  ) =>
    withStore(async (store) => {
      await store.defineTemplate(template(change), 1);
      await store.defineBudget(budget(of), 1);
      await test(store);
    });

  it('issues a coupon, holds its full cost and shows it to every reader at once', () =>
    opened({}, {}, async (store) => {
      const result = await store.issue(issue('k', 1));
      const coupon = await store.findCoupon(couponIdOf('k'));
      expect(result).toEqual({ kind: 'issued', coupon, repeated: false });
      expect(coupon).toMatchObject({ userId: 'user-1', state: 'issued', held: 500, spent: 0, expiresAt: 1 + 7 * DAY });
      expect(await store.findBudget(spring)).toMatchObject({ held: 500, spent: 0 });
      expect(await store.findStock(lunch)).toMatchObject({ issued: 1, redeemed: 0 });
      expect(await store.issuedByUser(lunch)).toEqual(new Map([['user-1', 1]]));
    }));

  it('spends the real discount on redemption and returns the rest of the hold', () =>
    opened({ discount: { kind: 'percent', rate: 0.285, cap: money(500), threshold: money(0) } }, {}, async (store) => {
      await store.issue(issue('k', 1));
      const request = { key: 'r', couponId: couponIdOf('k'), orderId: 'o-1', basket: money(100), at: 2 };
      // 28.5 rounds half away from zero to 29; in binary 100 × 0.285 is 28.499999999999996
      expect(await store.redeem(request)).toMatchObject({
        kind: 'done',
        coupon: { spent: 29, held: 0, orderId: 'o-1' },
      });
      expect(await store.findBudget(spring)).toMatchObject({ held: 0, spent: 29 });
      expect(await store.redeem({ ...request, key: 'r2' })).toMatchObject({ reason: 'already-redeemed' });
    }));

  it('never gives more than the basket, and spends the full cost where the basket is not told', () =>
    opened(
      { perUserCap: 2, discount: { kind: 'amount', amount: money(500), threshold: money(0) } },
      {},
      async (store) => {
        await Promise.all([store.issue(issue('a', 1)), store.issue(issue('b', 1))]);
        await store.redeem({ key: 'r', couponId: couponIdOf('a'), orderId: 'o', basket: money(120), at: 2 });
        await store.redeem({ key: 's', couponId: couponIdOf('b'), orderId: 'p', at: 2 });
        expect(await store.findBudget(spring)).toMatchObject({ held: 0, spent: 620 });
      },
    ));

  it('refuses a basket below the threshold and keeps the coupon open', () =>
    opened({}, {}, async (store) => {
      await store.issue(issue('k', 1));
      const request = { couponId: couponIdOf('k'), orderId: 'o', at: 2 };
      const low = await store.redeem({ ...request, key: 'r', basket: money(2_999) });
      expect(low).toEqual({ kind: 'refused', reason: 'below-threshold', repeated: false });
      expect(await store.redeem({ ...request, key: 's', basket: money(3_000) })).toMatchObject({ kind: 'done' });
    }));

  it('gives everything back on release', () =>
    opened({ stock: 1 }, { limit: money(500) }, async (store) => {
      await store.issue(issue('k', 1));
      await store.release({ key: 'r', couponId: couponIdOf('k'), at: 2 });
      expect(await store.findBudget(spring)).toMatchObject({ held: 0, spent: 0 });
      expect(await store.findStock(lunch)).toMatchObject({ issued: 0 });
      expect(await store.issue(issue('k2', 1))).toMatchObject({ kind: 'issued' });
      const again = await store.redeem({ key: 's', couponId: couponIdOf('k'), orderId: 'o', at: 3 });
      expect(again).toMatchObject({ reason: 'already-released' });
    }));

  it('refuses a coupon whose time is over, before and after the sweep, and returns its hold only', () =>
    opened({ validDays: 1, stock: 1 }, {}, async (store) => {
      await store.issue(issue('k', 1));
      const over = 1 + DAY;
      const request = { couponId: couponIdOf('k'), orderId: 'o' };
      expect(await store.redeem({ ...request, key: 'a', at: over })).toMatchObject({ reason: 'expired' });
      expect(await store.release({ key: 'b', couponId: request.couponId, at: over })).toMatchObject({
        reason: 'expired',
      });
      expect(await store.expire(over - 1, 10)).toBe(0);
      expect(await store.expire(over, 10)).toBe(1);
      expect(await store.expire(over, 10)).toBe(0);
      expect(await store.redeem({ ...request, key: 'c', at: 2 })).toMatchObject({ reason: 'expired' });
      expect(await store.findBudget(spring)).toMatchObject({ held: 0, spent: 0 });
      expect(await store.issue(issue('k2', 2))).toMatchObject({ reason: 'stock-exhausted' });
    }));

  it("counts the coupons of a person's other logins towards the cap, and keeps a key's answer when logins join", () =>
    opened({ perUserCap: 2 }, {}, async (store) => {
      expect((await store.issue(issue('a', 1))).kind).toBe('issued');
      expect((await store.issue({ ...issue('b', 2), alsoOf: [user(1)] })).kind).toBe('issued');
      const third = await store.issue({ ...issue('c', 1), alsoOf: [user(2)] });
      expect(third).toMatchObject({ kind: 'refused', reason: 'user-cap' });
      expect(await store.issue({ ...issue('a', 1), alsoOf: [user(2)] })).toMatchObject({
        kind: 'issued',
        repeated: true,
      });
      expect((await store.issue(issue('d', 1))).kind).toBe('issued');
      expect((await store.verify()).problems).toEqual([]);
    }));

  it('says first what is unknown, then what concerns the person, then what is used up', () =>
    opened({ stock: 1 }, { limit: money(499) }, async (store) => {
      const refused = async (change: object) => {
        const result = await store.issue({ ...issue(JSON.stringify(change), 1), ...change });
        return result.kind === 'refused' ? result.reason : result.kind;
      };
      expect(await refused({ templateId: 'none' })).toBe('template-unknown');
      expect(await refused({ budgetId: 'none' })).toBe('budget-unknown');
      expect(await refused({ n: 1 })).toBe('budget-exhausted');
      await store.defineBudget(budget({ limit: money(500), campaignId: brandAs<CampaignId>('c-1') }), 2);
      expect(await refused({ campaignId: 'c-2' })).toBe('budget-of-other-campaign');
      expect(await refused({ n: 2 })).toBe('issued');
      expect(await refused({ n: 3 })).toBe('user-cap');
      expect(await refused({ n: 4, userId: 'other' })).toBe('stock-exhausted');
      await store.defineBudget(budget({ limit: money(500), isOpen: false }), 3);
      expect(await refused({ n: 5, userId: 'other' })).toBe('budget-closed');
    }));

  it('gives a repeated key its first answer, a refusal too, whatever has changed since', () =>
    opened({ stock: 1 }, {}, async (store) => {
      const first = await store.issue(issue('k', 1));
      const refused = await store.issue(issue('k2', 2));
      await store.redeem({ key: 'r', couponId: couponIdOf('k'), orderId: 'o', at: 2 });
      await store.defineTemplate(template({ stock: 9 }), 2);
      const before = await store.lastSeq();
      expect(await store.issue({ ...issue('k', 1), at: 99 })).toEqual({ ...first, repeated: true });
      expect(await store.issue(issue('k2', 2))).toEqual({ ...refused, repeated: true });
      expect(await store.lastSeq()).toBe(before);
    }));

  it('refuses a key with another body and changes nothing', () =>
    opened({}, {}, async (store) => {
      await store.issue(issue('k', 1));
      const before = await store.totals();
      const reused = { code: 'key.reused' };
      await expect(store.issue(issue('k', 2))).rejects.toMatchObject(reused);
      await expect(store.redeem({ key: 'k', couponId: couponIdOf('k'), orderId: 'o', at: 2 })).rejects.toMatchObject(
        reused,
      );
      await expect(store.release({ key: 'k', couponId: couponIdOf('k'), at: 2 })).rejects.toMatchObject(reused);
      expect(await store.totals()).toEqual(before);
    }));

  it('refuses a stock below what is issued and a limit below what is committed', () =>
    opened({}, {}, async (store) => {
      await Promise.all([store.issue(issue('a', 1)), store.issue(issue('b', 2))]);
      const before = await store.totals();
      const small = store.defineTemplate(template({ stock: 1 }), 2);
      await expect(small).rejects.toMatchObject({ code: 'template.stock-below-issued' });
      const low = store.defineBudget(budget({ limit: money(999) }), 2);
      await expect(low).rejects.toMatchObject({ code: 'budget.below-committed' });
      expect(await store.totals()).toEqual(before);
    }));

  it('keeps the terms of issued coupons when the template changes', () =>
    opened({}, {}, async (store) => {
      await store.issue(issue('k', 1));
      await store.defineTemplate(template({ discount: { kind: 'amount', amount: money(9), threshold: money(9) } }), 2);
      const request = { key: 'r', couponId: couponIdOf('k'), orderId: 'o', basket: money(5_000), at: 2 };
      expect(await store.redeem(request)).toMatchObject({ coupon: { spent: 500 } });
    }));

  it('takes ids of any length and script', () =>
    opened({ perUserCap: 9 }, {}, async (store) => {
      const ids = ['', '#', '午餐', 'x'.repeat(5_000), 'a\u0000b', ' '];
      for (const id of ids) await store.issue({ ...issue(`key ${id}`, 1), userId: brandAs<UserId>(id) });
      for (const id of ids) expect((await store.couponsOf(brandAs<UserId>(id))).map((c) => c.userId)).toEqual([id]);
      expect(await store.findCoupon(brandAs<CouponId>('y'.repeat(5_000)))).toBeUndefined();
      expect((await store.verify()).problems).toEqual([]);
    }));

  it('lists the coupons of one person, newest first', () =>
    opened({ perUserCap: 3 }, {}, async (store) => {
      for (const key of ['a', 'b', 'c']) await store.issue(issue(key, 1));
      await store.issue(issue('other', 11));
      expect((await store.couponsOf(user(1))).map((coupon) => coupon.id)).toEqual(['c', 'b', 'a'].map(couponIdOf));
    }));

  it('serves in the order of asking when many ask at once', () =>
    opened({ stock: 3_000 }, { limit: money(500 * 2_500) }, async (store) => {
      const results = await Promise.all(Array.from({ length: 5_000 }, (_, n) => store.issue(issue(`k-${n}`, n))));
      const words = results.map((result) => (result.kind === 'refused' ? result.reason : result.kind));
      expect(new Set(words.slice(0, 2_500))).toEqual(new Set(['issued']));
      expect(new Set(words.slice(2_500))).toEqual(new Set(['budget-exhausted']));
      expect(await store.findBudget(spring)).toMatchObject({ held: 1_250_000 });
      expect(await store.findStock(lunch)).toMatchObject({ issued: 2_500 });
    }));

  it('issues once for a key that is sent many times at once', () =>
    opened({ perUserCap: 9 }, {}, async (store) => {
      const results = await Promise.all(Array.from({ length: 50 }, () => store.issue(issue('k', 1))));
      expect(results.filter((result) => !result.repeated)).toHaveLength(1);
      expect(await store.findStock(lunch)).toMatchObject({ issued: 1 });
    }));

  it('journals every change once, in order, readable in parts', () =>
    opened({}, {}, async (store) => {
      await store.issue(issue('k', 1));
      await store.issue({ ...issue('k2', 1) });
      await store.redeem({ key: 'r', couponId: couponIdOf('k'), orderId: 'o', at: 2 });
      const kinds = (await store.journal(0, 10)).map((entry) => [entry.seq, entry.kind]);
      expect(kinds).toEqual([
        [1, 'template-defined'],
        [2, 'budget-defined'],
        [3, 'issued'],
        [4, 'redeemed'],
      ]);
      expect((await store.journal(2, 1)).map((entry) => entry.coupon?.id)).toEqual([couponIdOf('k')]);
      expect(await store.journal(4, 10)).toEqual([]);
      expect(await store.lastSeq()).toBe(4);
    }));

  it('answers and holds what a plain model does, whatever arrives in whatever order', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, (groups) =>
        withStore(async (store) => {
          const model = new LedgerModel();
          let at = 1_000;
          for (const { hours, group } of groups) {
            at += hours * HOUR;
            const answers = await Promise.all(group.map((request) => run(store, request, at)));
            expect(answers).toEqual(group.map((request) => runModel(model, request, at)));
          }
          await expectSame(store, model);
        }),
      ),
      { numRuns: 60 },
    );
  });
}

async function expectSame(store: LedgerStore, model: LedgerModel): Promise<void> {
  expect(await store.verify()).toEqual({ entries: model.changes, isSound: true, problems: [] });
  const stocks = [...model.templates.values()].map((of) => ({
    template: of,
    issued: model.issued(of.id),
    redeemed: model.redeemed(of.id),
  }));
  expect(new Set(await store.stocks())).toEqual(new Set(stocks));
  const budgets = [...model.budgets.values()].map((of) => ({
    ...of,
    guarantee: 'strict',
    held: model.held(of.id),
    spent: model.spent(of.id),
  }));
  expect(new Set(await store.budgets())).toEqual(new Set(budgets));
  for (const coupon of model.coupons) {
    const found = await store.findCoupon(couponIdOf(coupon.key));
    expect(found).toMatchObject({ state: coupon.state, spent: coupon.spent, userId: coupon.user });
  }
}
