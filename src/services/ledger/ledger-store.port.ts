import type { BudgetId, CampaignId, CouponId, Instant, Money, TemplateId, UserId } from '../../kernel/index.ts';
import type { CouponTemplate, Discount } from './template.ts';

type CouponState = 'issued' | 'redeemed' | 'released' | 'expired';

export interface Coupon {
  readonly id: CouponId;
  readonly templateId: TemplateId;
  readonly userId: UserId;
  readonly budgetId?: BudgetId;
  readonly campaignId?: CampaignId;
  readonly state: CouponState;
  /** Terms as promised at issue; a later change of the template does not touch them. */
  readonly discount: Discount;
  /** The full cost while issued, held in the budget if there is one; 0 once closed. */
  readonly held: Money;
  /** What it really cost, once redeemed. */
  readonly spent: Money;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly orderId?: string;
  readonly closedAt?: Instant;
}

/** A limit that held plus spent money never passes. */
export interface Budget {
  readonly id: BudgetId;
  readonly campaignId?: CampaignId;
  readonly funder: string;
  readonly guarantee: 'strict';
  readonly limit: Money;
  readonly held: Money;
  readonly spent: Money;
  /** A closed budget refuses every issue: the stop button. */
  readonly isOpen: boolean;
}

/** What people decide about a budget; what is held and spent is the ledger's. */
export type BudgetDefinition = Pick<Budget, 'id' | 'campaignId' | 'funder' | 'limit' | 'isOpen'>;

/** How much of a template is out. `issued` counts all that are not released. */
export interface Stock {
  readonly template: CouponTemplate;
  readonly issued: number;
  readonly redeemed: number;
}

export interface IssueRequest {
  readonly key: string;
  readonly templateId: TemplateId;
  readonly userId: UserId;
  /** Other logins of the same person: their coupons count towards the cap. No part of what a key stands for. */
  readonly alsoOf?: readonly UserId[];
  /** Default: `couponIdOf(key)`. */
  readonly couponId?: CouponId;
  readonly budgetId?: BudgetId;
  /** Default: the budget's campaign. */
  readonly campaignId?: CampaignId;
  readonly at: Instant;
}

export type IssueRefusal =
  | 'template-unknown'
  | 'budget-unknown'
  | 'budget-closed'
  | 'budget-of-other-campaign'
  | 'budget-exhausted'
  | 'stock-exhausted'
  | 'user-cap';

export type IssueResult =
  | { readonly kind: 'issued'; readonly coupon: Coupon; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly reason: IssueRefusal; readonly repeated: boolean };

export interface RedeemRequest {
  readonly key: string;
  readonly couponId: CouponId;
  readonly orderId: string;
  /** Basket total before the coupon; the discount is computed from it. Without it the full cost is spent. */
  readonly basket?: Money;
  readonly at: Instant;
}

export type ReleaseRequest = Omit<RedeemRequest, 'orderId' | 'basket'>;

export type CloseRefusal = 'coupon-unknown' | 'already-redeemed' | 'already-released' | 'expired' | 'below-threshold';

export type CloseResult =
  | { readonly kind: 'done'; readonly coupon: Coupon; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly reason: CloseRefusal; readonly repeated: boolean };

/** One transition, as journaled and as told to the warehouse. `hash` chains over the entry before. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: 'template-defined' | 'budget-defined' | 'issued' | 'redeemed' | 'released' | 'expired';
  /** Request key of the transition, or its keyed hash where ids are kept as tokens; expiries and definitions have none. */
  readonly key?: string;
  /** Coupon, template or budget as they stand after the transition. */
  readonly coupon?: Coupon;
  readonly template?: CouponTemplate;
  readonly budget?: Budget;
  /** By how much a budget's limit was moved. */
  readonly limitChange?: Money;
  readonly hash: string;
}

/** Counts and money of the coupons of one template, budget and state. */
export interface CouponTotal {
  readonly templateId: TemplateId;
  readonly budgetId?: BudgetId;
  readonly state: CouponState;
  readonly coupons: number;
  readonly held: Money;
  readonly spent: Money;
}

/** What the ledger holds at one moment: right after entry `seq`. */
export interface LedgerTotals {
  readonly seq: number;
  readonly budgets: readonly Budget[];
  readonly stocks: readonly Stock[];
  readonly coupons: readonly CouponTotal[];
}

export interface VerifyReport {
  readonly entries: number;
  readonly isSound: boolean;
  /** What differs between the journal replayed and the state held, or where the chain breaks. Empty when sound. */
  readonly problems: readonly string[];
}

/**
 * Holds coupons, stock, per-user caps and budgets.
 *
 * Check and write are one atomic step in every implementation: whatever arrives at once, held plus spent never
 * exceeds a limit, stock and caps are never passed, and a coupon is redeemed at most once. A repeated request key
 * gets the first answer (`repeated: true`), a refusal too, whatever has changed since; with another body it throws
 * `key.reused`. What one process asks takes effect in the order in which it was asked, awaited or not: that decides
 * who gets the last coupon. A coupon's id follows from its request key alone (`couponIdOf`), unless the request names one. A resolved write has
 * reached the disk. The journal is the outbox: its consumers read by seq and are idempotent by it.
 */
export interface LedgerStore {
  /** Sets or changes a template; a stock below what is issued throws `template.stock-below-issued`. Terms of issued coupons stay. */
  defineTemplate(template: CouponTemplate, at: Instant): Promise<Stock>;
  /** Sets or changes limit and openness; a limit below what is held and spent throws `budget.below-committed`. */
  defineBudget(budget: BudgetDefinition, at: Instant): Promise<Budget>;
  issue(request: IssueRequest): Promise<IssueResult>;
  redeem(request: RedeemRequest): Promise<CloseResult>;
  /** Gives a coupon back before use: its hold and its place in the stock return. */
  release(request: ReleaseRequest): Promise<CloseResult>;
  /** Expires up to `limit` coupons whose time has passed; resolves to how many. */
  expire(now: Instant, limit: number): Promise<number>;

  findCoupon(id: CouponId): Promise<Coupon | undefined>;
  /** Newest first. */
  couponsOf(userId: UserId): Promise<readonly Coupon[]>;
  /** How many coupons of a template each person has had that were not released. */
  issuedByUser(templateId: TemplateId): Promise<ReadonlyMap<UserId, number>>;
  findStock(id: TemplateId): Promise<Stock | undefined>;
  stocks(): Promise<readonly Stock[]>;
  findBudget(id: BudgetId): Promise<Budget | undefined>;
  budgets(): Promise<readonly Budget[]>;
  /** Seq of the newest journal entry, 0 for an empty ledger. */
  lastSeq(): Promise<number>;
  /** Entries with seq > `after`, in order. */
  journal(after: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Sums up all coupons, in one consistent look. */
  totals(): Promise<LedgerTotals>;
  /** Replays the journal and compares it with the state held. */
  verify(): Promise<VerifyReport>;
  close(): Promise<void>;
}
