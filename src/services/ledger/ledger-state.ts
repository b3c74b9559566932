import type { BudgetId, CouponId, Instant, TemplateId, UserId } from '../../kernel/index.ts';
import type { Budget, CloseRefusal, Coupon, IssueRefusal, JournalEntry, Stock } from './ledger-store.port.ts';

/** What is remembered of a request key: the entry that it made, or the refusal that it got. */
export type Answer =
  | { readonly fingerprint: string; readonly seq: number }
  | { readonly fingerprint: string; readonly refusal: IssueRefusal | CloseRefusal };

/**
 * What one transition sees and changes, inside one atomic step of an engine.
 *
 * Reads see the writes before them. Transitions read and check first and write last, so that a check
 * that throws has left nothing.
 */
export interface LedgerState {
  stock(id: TemplateId): Stock | undefined;
  putStock(stock: Stock): void;
  budget(id: BudgetId): Budget | undefined;
  putBudget(budget: Budget): void;
  coupon(id: CouponId): Coupon | undefined;
  /** New coupons also join their person's list and the queue of expiries; closed ones leave the queue. */
  putCoupon(coupon: Coupon): void;
  /** Coupons of a template that a person has had and not given back. */
  issuedTo(userId: UserId, templateId: TemplateId): number;
  addIssuedTo(userId: UserId, templateId: TemplateId, change: 1 | -1): void;
  /** Open coupons whose `expiresAt` is at or before `now`, the oldest first, at most `limit`. */
  due(now: Instant, limit: number): readonly CouponId[];
  answer(key: string): Answer | undefined;
  putAnswer(key: string, answer: Answer): void;
  entry(seq: number): JournalEntry | undefined;
  /** Chains the entry to the one before and resolves to its seq. */
  append(entry: Omit<JournalEntry, 'seq' | 'hash'>): number;
}
