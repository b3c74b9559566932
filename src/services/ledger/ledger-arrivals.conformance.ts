import fc from 'fast-check';
import { type BudgetId, brandAs, money, type TemplateId, type UserId } from '../../kernel/index.ts';
import { couponIdOf } from './coupon-id.ts';
import type { LedgerModel, ModelAnswer } from './ledger-model.conformance.ts';
import type { LedgerStore } from './ledger-store.port.ts';
import type { CouponTemplate } from './template.ts';

/** One request to a ledger, as data. `at` is added when it is run. */
export type Arrival =
  | { readonly verb: 'template'; readonly template: CouponTemplate }
  | { readonly verb: 'budget'; readonly id: string; readonly limit: number; readonly isOpen: boolean }
  | {
      readonly verb: 'issue';
      readonly key: string;
      readonly template: string;
      readonly user: string;
      readonly budget: string | undefined;
    }
  | { readonly verb: 'redeem'; readonly key: string; readonly couponKey: string; readonly basket: number | undefined }
  | { readonly verb: 'release'; readonly key: string; readonly couponKey: string }
  | { readonly verb: 'expire' };

const id = (prefix: string, count: number) => fc.integer({ min: 1, max: count }).map((n) => `${prefix}${n}`);
const amount = fc.integer({ min: 1, max: 9 }).map((n) => money(n * 100));
const threshold = fc.constantFrom(money(0), money(350));
const discount = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), amount, threshold }),
  fc.record({ kind: fc.constant('percent' as const), rate: fc.constantFrom(0.1, 0.285, 1), cap: amount, threshold }),
);
const template = fc.record({
  id: id('t', 2).map((text) => brandAs<TemplateId>(text)),
  title: fc.constant({ en: 'Lunch', zh: '午餐' }),
  discount,
  stock: fc.integer({ min: 0, max: 5 }),
  perUserCap: fc.integer({ min: 1, max: 3 }),
  validDays: fc.integer({ min: 1, max: 3 }),
  funder: fc.constant('platform'),
  categories: fc.constant([]),
});
/** Few ids, so that requests meet: most keys come again, now with the same body and now with another. */
const arrival: fc.Arbitrary<Arrival> = fc.oneof(
  { weight: 2, arbitrary: template.map((value) => ({ verb: 'template' as const, template: value })) },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: fc.constant('budget' as const),
      id: id('b', 2),
      limit: fc.integer({ min: 0, max: 30 }).map((n) => n * 100),
      isOpen: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      verb: fc.constant('issue' as const),
      key: id('i', 12),
      template: id('t', 2),
      user: id('u', 3),
      budget: fc.option(id('b', 2), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      verb: fc.constant('redeem' as const),
      key: id('r', 12),
      couponKey: id('i', 12),
      basket: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ verb: fc.constant('release' as const), key: id('r', 12), couponKey: id('i', 12) }),
  },
  { weight: 1, arbitrary: fc.constant({ verb: 'expire' as const }) },
);

/** Groups that arrive at once, each some hours after the one before. */
export const arrivals = fc.array(
  fc.record({ hours: fc.integer({ min: 0, max: 30 }), group: fc.array(arrival, { minLength: 1, maxLength: 12 }) }),
  { minLength: 1, maxLength: 8 },
);

const MOST_EXPIRED = 1_000;

/** Runs one request and says what it came to, in the words of the model. */
export async function run(store: LedgerStore, request: Arrival, at: number): Promise<ModelAnswer> {
  switch (request.verb) {
    case 'template':
      return coded(store.defineTemplate(request.template, at).then(() => 'done'));
    case 'budget':
      return coded(store.defineBudget(budgetOf(request), at).then(() => 'done'));
    case 'issue':
      return coded(store.issue({ ...issueOf(request), at }).then((r) => (r.kind === 'issued' ? 'issued' : r.reason)));
    case 'redeem':
      return coded(store.redeem({ ...redeemOf(request), at }).then(toWord));
    case 'release':
      return coded(store.release({ key: request.key, couponId: couponIdOf(request.couponKey), at }).then(toWord));
    case 'expire':
      return coded(store.expire(at, MOST_EXPIRED).then(String));
  }
}

/** The same request, put to the model. */
export function runModel(model: LedgerModel, request: Arrival, at: number): ModelAnswer {
  switch (request.verb) {
    case 'template':
      return model.defineTemplate(request.template);
    case 'budget':
      return model.defineBudget(budgetOf(request));
    case 'issue':
      return model.issue({ ...issueOf(request), at });
    case 'redeem':
      return model.redeem({ ...redeemOf(request), at }, request.couponKey);
    case 'release':
      return model.release({ key: request.key, couponId: couponIdOf(request.couponKey), at }, request.couponKey);
    case 'expire':
      return String(model.expire(at, MOST_EXPIRED));
  }
}

function budgetOf(request: Extract<Arrival, { verb: 'budget' }>) {
  return { id: brandAs<BudgetId>(request.id), funder: 'platform', limit: money(request.limit), isOpen: request.isOpen };
}

function issueOf(request: Extract<Arrival, { verb: 'issue' }>) {
  return {
    key: request.key,
    templateId: brandAs<TemplateId>(request.template),
    userId: brandAs<UserId>(request.user),
    ...(request.budget === undefined ? {} : { budgetId: brandAs<BudgetId>(request.budget) }),
  };
}

function redeemOf(request: Extract<Arrival, { verb: 'redeem' }>) {
  return {
    key: request.key,
    couponId: couponIdOf(request.couponKey),
    orderId: `order of ${request.key}`,
    ...(request.basket === undefined ? {} : { basket: money(request.basket) }),
  };
}

function toWord(result: { kind: 'done' } | { kind: 'refused'; reason: string }): ModelAnswer {
  return result.kind === 'done' ? 'done' : result.reason;
}

async function coded(answer: Promise<ModelAnswer>): Promise<ModelAnswer> {
  return answer.catch((error: { code?: string }) => {
    if (error.code === undefined) throw error;
    return error.code;
  });
}
