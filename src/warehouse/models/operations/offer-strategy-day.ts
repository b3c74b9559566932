import { count, day, money, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** Offer strategies: which terms were offered, and what each level promised and cost. */
export const OFFER_STRATEGY_DAY: ModelDefinition = {
  id: 'operations_offer_strategy_day',
  area: 'operations',
  version: 1,
  title: { en: 'Offer strategies by day', zh: '优惠策略日报' },
  grain: 'one level of discount of one template in one campaign on one business day with a coupon event',
  key: ['day', 'campaign_id', 'template_id', 'discount_threshold', 'discount_amount', 'discount_rate'],
  partition: 'day',
  columns: {
    day: day('Business day of the events.'),
    campaign_id: word('Campaign; null for coupons outside campaigns.'),
    template_id: word('Coupon template, where the source names one.'),
    discount_threshold: money('Basket from which the coupon counts; null where not told.'),
    discount_amount: money('Amount taken off; null for a rate.'),
    discount_rate: { type: 'number', unit: 'share', text: 'Share taken off, 0 to 1; null for an amount.' },
    coupons_issued: count('coupons', 'Coupons issued.'),
    cost_promised: money('What the coupons issued cost at most.'),
    coupons_redeemed: count('redemptions', 'Coupons redeemed.'),
    cost_spent: money('What the redeemed ones cost.'),
    coupons_returned: count('coupons', 'Coupons released, expired or revoked.'),
    redeemed_share: share('coupons_redeemed', 'coupons_issued', 'Redeemed by issued of the same day.'),
  },
  touched: touchedDays('fact_coupon_event'),
  rows: `
    SELECT day, campaign_id, template_id, discount_threshold, discount_amount, discount_rate,
      count(*) FILTER (WHERE kind = 'issued') AS coupons_issued,
      coalesce(sum(cost) FILTER (WHERE kind = 'issued'), 0) AS cost_promised,
      count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed,
      coalesce(sum(cost) FILTER (WHERE kind = 'redeemed'), 0) AS cost_spent,
      count(*) FILTER (WHERE kind IN ('released', 'expired', 'revoked')) AS coupons_returned
    FROM fact_coupon_event WHERE day ${IN_PARTS}
    GROUP BY day, campaign_id, template_id, discount_threshold, discount_amount, discount_rate`,
};
