import { canonicalJson, type Money, money } from '../../kernel/index.ts';
import type { BudgetDefinition, IssueRequest, RedeemRequest, ReleaseRequest } from './ledger-store.port.ts';
import type { CouponTemplate } from './template.ts';

/** A coupon as the model knows it: by the key that issued it. */
interface ModelCoupon {
  readonly key: string;
  readonly template: string;
  readonly user: string;
  readonly budget: string | undefined;
  readonly terms: CouponTemplate;
  readonly expiresAt: number;
  state: 'issued' | 'redeemed' | 'released' | 'expired';
  spent: number;
}

/** What a request came to: `issued`, `done`, a refusal's reason or an error's code. */
export type ModelAnswer = string;

/**
 * The ledger as a child would keep it: lists, and every figure counted anew from them. It shares no code with the
 * transitions, is slow, and is the measure of every store.
 */
export class LedgerModel {
  readonly templates = new Map<string, CouponTemplate>();
  readonly budgets = new Map<string, BudgetDefinition>();
  readonly coupons: ModelCoupon[] = [];
  readonly #answers = new Map<string, { body: string; answer: ModelAnswer }>();
  /** How many changes there were: a refusal is none. */
  changes = 0;

  defineTemplate(template: CouponTemplate): ModelAnswer {
    if (this.issued(template.id) > template.stock) return 'template.stock-below-issued';
    if (canonicalJson(this.templates.get(template.id) ?? null) !== canonicalJson(template)) this.changes++;
    this.templates.set(template.id, template);
    return 'done';
  }

  defineBudget(budget: BudgetDefinition): ModelAnswer {
    if (this.held(budget.id) + this.spent(budget.id) > budget.limit) return 'budget.below-committed';
    if (canonicalJson(this.budgets.get(budget.id) ?? null) !== canonicalJson(budget)) this.changes++;
    this.budgets.set(budget.id, budget);
    return 'done';
  }

  issue(request: IssueRequest): ModelAnswer {
    return this.#once('issue', request, () => {
      const template = this.templates.get(request.templateId);
      if (!template) return 'template-unknown';
      const budget = request.budgetId === undefined ? undefined : this.budgets.get(request.budgetId);
      if (request.budgetId !== undefined && !budget) return 'budget-unknown';
      if (budget && !budget.isOpen) return 'budget-closed';
      if (this.issuedTo(request.userId, template.id) >= template.perUserCap) return 'user-cap';
      if (this.issued(template.id) >= template.stock) return 'stock-exhausted';
      if (budget && this.held(budget.id) + this.spent(budget.id) + cost(template) > budget.limit)
        return 'budget-exhausted';
      this.coupons.push({
        key: request.key,
        template: template.id,
        user: request.userId,
        budget: request.budgetId,
        terms: template,
        expiresAt: request.at + template.validDays * 24 * 60 * 60 * 1000,
        state: 'issued',
        spent: 0,
      });
      this.changes++;
      return 'issued';
    });
  }

  /** `couponKey`: the key that issued the coupon. */
  redeem(request: RedeemRequest, couponKey: string): ModelAnswer {
    return this.#close('redeem', request, couponKey, (coupon) => {
      const { discount } = coupon.terms;
      const basket = request.basket;
      if (basket !== undefined && basket < discount.threshold) return 'below-threshold';
      const off = discount.kind === 'amount' ? discount.amount : percentOf(discount.rate, basket ?? 0);
      coupon.spent = basket === undefined ? cost(coupon.terms) : Math.min(off, cost(coupon.terms), basket);
      coupon.state = 'redeemed';
      return 'done';
    });
  }

  release(request: ReleaseRequest, couponKey: string): ModelAnswer {
    return this.#close('release', request, couponKey, (coupon) => {
      coupon.state = 'released';
      return 'done';
    });
  }

  expire(now: number, limit: number): number {
    const due = this.coupons.filter((coupon) => coupon.state === 'issued' && coupon.expiresAt <= now);
    if (due.length > limit) throw new Error('The model does not say which of too many expire first');
    for (const coupon of due) coupon.state = 'expired';
    this.changes += due.length;
    return due.length;
  }

  issued(template: string): number {
    return this.coupons.filter((coupon) => coupon.template === template && coupon.state !== 'released').length;
  }

  redeemed(template: string): number {
    return this.coupons.filter((coupon) => coupon.template === template && coupon.state === 'redeemed').length;
  }

  issuedTo(user: string, template: string): number {
    const isTheirs = (c: ModelCoupon) => c.user === user && c.template === template && c.state !== 'released';
    return this.coupons.filter(isTheirs).length;
  }

  held(budget: string): Money {
    const open = this.coupons.filter((coupon) => coupon.budget === budget && coupon.state === 'issued');
    return money(open.reduce((sum, coupon) => sum + cost(coupon.terms), 0));
  }

  spent(budget: string): Money {
    const all = this.coupons.filter((coupon) => coupon.budget === budget);
    return money(all.reduce((sum, coupon) => sum + coupon.spent, 0));
  }

  #close(
    verb: string,
    request: ReleaseRequest,
    couponKey: string,
    perform: (coupon: ModelCoupon) => ModelAnswer,
  ): ModelAnswer {
    return this.#once(verb, request, () => {
      const coupon = this.coupons.find((candidate) => candidate.key === couponKey);
      if (!coupon) return 'coupon-unknown';
      if (coupon.state === 'redeemed') return 'already-redeemed';
      if (coupon.state === 'released') return 'already-released';
      if (coupon.state === 'expired' || request.at >= coupon.expiresAt) return 'expired';
      const answer = perform(coupon);
      if (answer === 'done') this.changes++;
      return answer;
    });
  }

  #once(verb: string, request: { key: string; at: number }, perform: () => ModelAnswer): ModelAnswer {
    const body = canonicalJson({ ...request, at: verb });
    const known = this.#answers.get(request.key);
    if (known) return known.body === body ? known.answer : 'key.reused';
    const answer = perform();
    this.#answers.set(request.key, { body, answer });
    return answer;
  }
}

function cost(template: CouponTemplate): number {
  return template.discount.kind === 'amount' ? template.discount.amount : template.discount.cap;
}

/** In whole tenths of a per mille, so that no binary fraction comes in. */
function percentOf(rate: number, basket: number): number {
  return Number((BigInt(Math.round(rate * 10_000)) * BigInt(basket) + 5_000n) / 10_000n);
}
