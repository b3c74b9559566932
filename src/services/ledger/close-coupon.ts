import { type CouponId, type Instant, type Money, money, subtractMoney, ZERO } from '../../kernel/index.ts';
import { answerOnce, type Outcome } from './answer-once.ts';
import { discountFor } from './discount-for.ts';
import type { LedgerState } from './ledger-state.ts';
import type {
  CloseRefusal,
  CloseResult,
  Coupon,
  JournalEntry,
  RedeemRequest,
  ReleaseRequest,
} from './ledger-store.port.ts';

/** Redeems a coupon once: what it really cost is spent, the rest of its hold returns to the budget. */
export function redeemCoupon(state: LedgerState, request: RedeemRequest): CloseResult {
  const outcome = answerOnce(state, 'redeem', request, () => {
    const coupon = openCoupon(state, request.couponId, request.at);
    if (typeof coupon === 'string') return { refusal: coupon };
    const spent = request.basket === undefined ? coupon.held : discountFor(coupon.discount, request.basket);
    if (spent === undefined) return { refusal: 'below-threshold' };
    return close(state, coupon, {
      state: 'redeemed',
      spent: money(Math.min(spent, coupon.held)),
      at: request.at,
      key: request.key,
      orderId: request.orderId,
    });
  });
  return toResult(outcome);
}

/** Gives an unused coupon back: hold, stock and the person's cap return. */
export function releaseCoupon(state: LedgerState, request: ReleaseRequest): CloseResult {
  const outcome = answerOnce(state, 'release', request, () => {
    const coupon = openCoupon(state, request.couponId, request.at);
    if (typeof coupon === 'string') return { refusal: coupon };
    return close(state, coupon, { state: 'released', spent: ZERO, at: request.at, key: request.key });
  });
  return toResult(outcome);
}

/** Expires up to `limit` coupons that are due; their holds return, their places in stock and cap do not. */
export function expireCoupons(state: LedgerState, now: Instant, limit: number): number {
  const due = state.due(now, limit);
  for (const id of due) {
    const coupon = state.coupon(id);
    if (coupon?.state !== 'issued') throw new Error(`Coupon ${id} is queued for expiry, but not open`);
    close(state, coupon, { state: 'expired', spent: ZERO, at: now });
  }
  return due.length;
}

/** The coupon if it may still be closed. Its time is over at `expiresAt`, whether or not the sweep came by. */
function openCoupon(state: LedgerState, id: CouponId, at: Instant): Coupon | CloseRefusal {
  const coupon = state.coupon(id);
  if (!coupon) return 'coupon-unknown';
  if (coupon.state === 'redeemed') return 'already-redeemed';
  if (coupon.state === 'released') return 'already-released';
  if (coupon.state === 'expired' || at >= coupon.expiresAt) return 'expired';
  return coupon;
}

interface Closing {
  readonly state: 'redeemed' | 'released' | 'expired';
  readonly spent: Money;
  readonly at: Instant;
  readonly key?: string;
  readonly orderId?: string;
}

function close(state: LedgerState, before: Coupon, closing: Closing): { seq: number; coupon: Coupon } {
  const coupon: Coupon = {
    ...before,
    state: closing.state,
    held: ZERO,
    spent: closing.spent,
    closedAt: closing.at,
    ...(closing.orderId === undefined ? {} : { orderId: closing.orderId }),
  };
  giveBack(state, before, coupon);
  state.putCoupon(coupon);
  const entry: Omit<JournalEntry, 'seq' | 'hash'> = { at: closing.at, kind: closing.state, coupon };
  const seq = state.append(closing.key === undefined ? entry : { ...entry, key: closing.key });
  return { seq, coupon };
}

/** Moves budget, stock and cap from the open coupon to the closed one. */
function giveBack(state: LedgerState, before: Coupon, after: Coupon): void {
  const budget = before.budgetId === undefined ? undefined : state.budget(before.budgetId);
  const stock = state.stock(before.templateId);
  if (!stock || (before.budgetId !== undefined && !budget)) throw new Error(`Coupon ${before.id} lost its origin`);
  if (budget)
    state.putBudget({
      ...budget,
      held: subtractMoney(budget.held, before.held),
      spent: money(budget.spent + after.spent),
    });
  if (after.state === 'redeemed') state.putStock({ ...stock, redeemed: stock.redeemed + 1 });
  if (after.state !== 'released') return;
  state.putStock({ ...stock, issued: stock.issued - 1 });
  state.addIssuedTo(before.userId, before.templateId, -1);
}

function toResult(outcome: Outcome): CloseResult {
  if ('refusal' in outcome)
    return { kind: 'refused', reason: outcome.refusal as CloseRefusal, repeated: outcome.repeated };
  return { kind: 'done', coupon: outcome.coupon, repeated: outcome.repeated };
}
