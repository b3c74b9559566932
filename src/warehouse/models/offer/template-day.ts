import { count, day, money, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** The daily sheet of every coupon template. */
export const TEMPLATE_DAY: ModelDefinition = {
  id: 'offer_template_day',
  area: 'offer',
  version: 1,
  title: { en: 'Coupon templates by day', zh: '券模板日报' },
  grain: 'one coupon template on one business day with a coupon event',
  key: ['day', 'template_id'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    template_id: word('Coupon template.'),
    coupons_issued: count('coupons', 'Coupons issued.'),
    coupons_claimed: count('coupons', 'Coupons claimed.'),
    coupons_opened: count('coupons', 'Coupons opened.'),
    coupons_redeemed: count('redemptions', 'Redemptions.'),
    coupons_returned: count('coupons', 'Coupons released, expired or revoked.'),
    holders: count('people', 'Known people who were issued or claimed one; not additive over days.'),
    redeemers: count('people', 'Known people who redeemed one; not additive over days.'),
    cost_promised: money('What the coupons issued cost at most.'),
    coupon_cost: money('What the redeemed coupons cost.'),
    redemption_share: share('coupons_redeemed', 'coupons_issued', 'Redeemed by issued of the same day.'),
  },
  touched: touchedDays('fact_coupon_event'),
  rows: `
    SELECT day, template_id, count(*) FILTER (WHERE kind = 'issued') AS coupons_issued,
      count(*) FILTER (WHERE kind = 'claimed') AS coupons_claimed, count(*) FILTER (WHERE kind = 'opened') AS coupons_opened,
      count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed,
      count(*) FILTER (WHERE kind IN ('released', 'expired', 'revoked')) AS coupons_returned,
      count(DISTINCT user_key) FILTER (WHERE kind IN ('issued', 'claimed')) AS holders,
      count(DISTINCT user_key) FILTER (WHERE kind = 'redeemed') AS redeemers,
      coalesce(sum(cost) FILTER (WHERE kind = 'issued'), 0) AS cost_promised,
      coalesce(sum(cost) FILTER (WHERE kind = 'redeemed'), 0) AS coupon_cost
    FROM fact_coupon_event WHERE day ${IN_PARTS} AND template_id IS NOT NULL GROUP BY day, template_id`,
};
