import { subtractMoney } from '../../kernel/index.ts';
import type { Coupon } from '../ledger/index.ts';
import type { Findings } from './compose-inputs.ts';

/** Takes a coupon back out of what is known, so that the decision that got it can be told as it was. */
export function withoutCoupon(findings: Findings, coupon: Coupon): Findings {
  const { stocks, coupons, budget } = findings;
  const place = coupon.state === 'released' ? 0 : 1;
  return {
    ...findings,
    coupons: coupons.filter(({ id }) => id !== coupon.id),
    stocks: stocks.map((stock) =>
      stock.template.id === coupon.templateId ? { ...stock, issued: stock.issued - place } : stock,
    ),
    ...(budget?.id === coupon.budgetId &&
      budget && {
        budget: {
          ...budget,
          held: subtractMoney(budget.held, coupon.held),
          spent: subtractMoney(budget.spent, coupon.spent),
        },
      }),
  };
}
