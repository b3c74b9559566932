import { type Money, money, roundHalfAway } from '../../kernel/index.ts';
import type { Discount } from './template.ts';

/** What a discount takes off a basket, never more than the basket; undefined below its threshold. */
export function discountFor(discount: Discount, basket: Money): Money | undefined {
  if (basket < discount.threshold) return undefined;
  const wanted = discount.kind === 'amount' ? discount.amount : Math.min(shareOf(basket, discount.rate), discount.cap);
  return money(Math.min(wanted, basket));
}

/** Rounded once, half away from zero. 15 digits drop the dust of binary fractions, so that 28.5 % of 100 is 29. */
function shareOf(basket: Money, rate: number): number {
  return roundHalfAway(Number((basket * rate).toPrecision(15)));
}
