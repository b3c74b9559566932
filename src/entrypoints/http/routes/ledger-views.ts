import type { CallOutput, routes } from '../../../contract/index.ts';
import type { Budget, CloseResult, Coupon, IssueResult, Stock } from '../../../services/ledger/index.ts';
import { fullCost } from '../../../services/ledger/index.ts';

/** What the ledger's values look like from outside. */
export function stockView(stock: Stock): CallOutput<typeof routes.putTemplate> {
  const { template, issued, redeemed } = stock;
  return {
    template: { ...template, categories: [...template.categories] },
    issued,
    redeemed,
    left: template.stock - issued,
    fullCost: fullCost(template),
  };
}

export function budgetView(budget: Budget): CallOutput<typeof routes.putBudget> {
  return { ...budget, left: budget.limit - budget.held - budget.spent };
}

export function couponView(coupon: Coupon): CallOutput<typeof routes.getCoupon> {
  return coupon;
}

export function answerView(result: IssueResult | CloseResult): CallOutput<typeof routes.issueCoupon> {
  if (result.kind === 'refused') return result;
  return { kind: 'done', coupon: couponView(result.coupon), repeated: result.repeated };
}
