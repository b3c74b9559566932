import type { BudgetId } from '../../kernel/index.ts';
import type { LedgerService } from '../ledger/index.ts';

export interface CouponCounts {
  readonly issued: number;
  readonly redeemed: number;
}

const NONE: CouponCounts = { issued: 0, redeemed: 0 };

/** Coupons by budget, as the ledger has them; read again only once the ledger has changed. */
export function couponCounts(ledger: Pick<LedgerService, 'entries' | 'totals'>) {
  let seq = -1;
  let counts: Promise<ReadonlyMap<BudgetId, CouponCounts>> = Promise.resolve(new Map());

  return async (id: BudgetId): Promise<CouponCounts> => {
    const newest = await ledger.entries();
    if (newest !== seq) {
      seq = newest;
      counts = sumByBudget(ledger);
      counts.catch(() => {
        seq = -1;
      });
    }
    return (await counts).get(id) ?? NONE;
  };
}

async function sumByBudget(ledger: Pick<LedgerService, 'totals'>): Promise<ReadonlyMap<BudgetId, CouponCounts>> {
  const sums = new Map<BudgetId, CouponCounts>();
  for (const { budgetId, state, coupons } of (await ledger.totals()).coupons) {
    if (budgetId === undefined) continue;
    const { issued, redeemed } = sums.get(budgetId) ?? NONE;
    sums.set(budgetId, { issued: issued + coupons, redeemed: redeemed + (state === 'redeemed' ? coupons : 0) });
  }
  return sums;
}
