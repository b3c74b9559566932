import { addMoney, ZERO } from '../../kernel/index.ts';
import type { Coupon, CouponTotal } from './ledger-store.port.ts';

/** Totals by template, budget and state, sorted by them. */
export function sumCoupons(coupons: Iterable<Coupon>): readonly CouponTotal[] {
  const totals = new Map<string, CouponTotal>();
  for (const coupon of coupons) {
    const key = JSON.stringify([coupon.templateId, coupon.budgetId ?? null, coupon.state]);
    const total = totals.get(key) ?? emptyTotal(coupon);
    totals.set(key, {
      ...total,
      coupons: total.coupons + 1,
      held: addMoney(total.held, coupon.held),
      spent: addMoney(total.spent, coupon.spent),
    });
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

function emptyTotal(coupon: Coupon): CouponTotal {
  return {
    templateId: coupon.templateId,
    ...(coupon.budgetId === undefined ? {} : { budgetId: coupon.budgetId }),
    state: coupon.state,
    coupons: 0,
    held: ZERO,
    spent: ZERO,
  };
}
