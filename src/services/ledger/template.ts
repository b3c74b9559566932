import type { Money, TemplateId } from '../../kernel/index.ts';

/** What the customer gets. A percentage needs a cap so that its cost is bounded. */
export type Discount =
  | { readonly kind: 'amount'; readonly amount: Money; readonly threshold: Money }
  /** `rate` is the share taken off, over 0 and at most 1. */
  | { readonly kind: 'percent'; readonly rate: number; readonly cap: Money; readonly threshold: Money };

/** A kind of coupon. Stock, caps and validity are enforced by the ledger in the same atomic step as the issue. */
export interface CouponTemplate {
  readonly id: TemplateId;
  readonly title: { readonly en: string; readonly zh: string };
  readonly discount: Discount;
  /** Coupons that may ever be issued and not released. */
  readonly stock: number;
  readonly perUserCap: number;
  /** Days from issue to expiry, from 1. */
  readonly validDays: number;
  /** Who bears the cost: `platform`, a merchant id, a brand. */
  readonly funder: string;
  /** Categories where it may be used; empty means all. */
  readonly categories: readonly string[];
}

/** The most that one coupon of this template can cost its funder. */
export function fullCost(template: Pick<CouponTemplate, 'discount'>): Money {
  return template.discount.kind === 'amount' ? template.discount.amount : template.discount.cap;
}
