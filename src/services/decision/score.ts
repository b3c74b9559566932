import { money } from '../../kernel/index.ts';
import { discountFor, fullCost } from '../ledger/index.ts';
import type { TagValue } from '../profile/index.ts';
import type { OfferInput } from './decision.ts';
import type { RankBy } from './flow.ts';

/** Share of a basket that is earned before the coupon. */
const MARGIN = 0.3;
/** Chance of redemption given an order, for who has had no coupon yet. */
const UNKNOWN_RATE = 0.1;
/** Nobody is written off: a rate of 0 is often one coupon that was not used. */
const LOWEST_RATE = 0.01;
/** Orders expected in 30 days of whom nothing is known. */
const UNKNOWN_ORDERS = 1;
/** An unknown basket is this many times what the coupon costs, or its threshold where that is more. */
const UNKNOWN_BASKET_IN_COSTS = 4;

/** Tags that the scores ask for. */
export const SCORE_TAGS = ['coupon_redemption_rate', 'orders_30d', 'average_basket_90d'] as const;

type Tags = Readonly<Record<string, TagValue>>;

/** How good an offer is for a person: the higher, the better. Minor units, rounded to a hundredth. */
export function scoreOffer(by: RankBy, offer: OfferInput, tags: Tags): number {
  if (by === 'cheapest') return 0 - fullCost(offer);
  if (by === 'dearest') return fullCost(offer);
  return expectedValue(offer, tags);
}

/**
 * Expected value of offering a coupon: `p (m b − c)`.
 *
 * b, the basket, is `average_basket_90d`, raised to the coupon's threshold. c is what the coupon takes off b and m the
 * margin (0.3). p, the chance of redemption, is `coupon_redemption_rate` (held to 0.01 … 1; unknown: 0.1) × the chance
 * of an order while the coupon is valid, o / (1 + o) for o = `orders_30d` × days valid / 30 orders expected (unknown: 1
 * in 30 days) × how near the usual basket comes to the threshold, at most 1. An unknown basket is 4 × the full cost, or
 * the threshold where that is more. Redemptions that would have been orders anyway are not told apart yet.
 */
function expectedValue(offer: OfferInput, tags: Tags): number {
  const { threshold } = offer.discount;
  const usual = known(tags, 'average_basket_90d') ?? Math.max(threshold, UNKNOWN_BASKET_IN_COSTS * fullCost(offer));
  const basket = Math.max(0, usual, threshold);
  const cost = discountFor(offer.discount, money(Math.round(basket))) ?? fullCost(offer);
  const value = chanceOfRedemption(offer, tags, usual) * (MARGIN * basket - cost);
  return Math.round(value * 100) / 100;
}

function chanceOfRedemption(offer: OfferInput, tags: Tags, usualBasket: number): number {
  const rate = Math.min(1, Math.max(LOWEST_RATE, known(tags, 'coupon_redemption_rate') ?? UNKNOWN_RATE));
  const orders = Math.max(0, known(tags, 'orders_30d') ?? UNKNOWN_ORDERS) * (offer.validDays / 30);
  const { threshold } = offer.discount;
  const nearness = threshold > usualBasket ? Math.max(0, usualBasket) / threshold : 1;
  return rate * (orders / (1 + orders)) * nearness;
}

function known(tags: Tags, id: (typeof SCORE_TAGS)[number]): number | undefined {
  const value = tags[id];
  return typeof value === 'number' ? value : undefined;
}
