import { count, day, money, person, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/**
 * Which orders belong to which campaign. An order is found again by its own day and by the span of the redemptions that
 * name it, so both are kept: a redemption that is deleted leaves no other trace.
 */
export const CAMPAIGN_ORDER: ModelDefinition = {
  id: 'marketing_campaign_order',
  area: 'marketing',
  version: 1,
  title: { en: 'Orders of campaigns', zh: '活动订单' },
  grain: 'one order of one campaign: it names the campaign itself, or a redeemed coupon of the campaign names it',
  key: ['order_id', 'campaign_id'],
  partition: 'order_id',
  columns: {
    order_id: word('Order.'),
    campaign_id: word('Campaign.'),
    order_day: day('Business day of the order.'),
    user_id: person('Buyer; null for an unknown one.'),
    template_id: word('Template of the redeemed coupon; the first by code point of several.'),
    gross_amount: money('Sale lines before coupons.'),
    coupon_discount: money('What coupons took off, as the order tells.'),
    net_amount: money('After coupons and cancellations.'),
    redemptions: count('redemptions', 'Redeemed coupons of the campaign that name the order; 0 where it names itself.'),
    coupon_cost: money('What these cost their funders.'),
    first_redeemed_day: day('First day of these.'),
    last_redeemed_day: day('Last day of these.'),
  },
  touched: `
    SELECT order_id AS part FROM model_order WHERE day IN (SELECT day FROM touched_model_order)
    UNION SELECT order_id FROM model_marketing_campaign_order WHERE order_day IN (SELECT day FROM touched_model_order)
    UNION SELECT order_id FROM fact_coupon_event
      WHERE kind = 'redeemed' AND day IN (SELECT day FROM touched_fact_coupon_event)
    UNION SELECT order_id FROM model_marketing_campaign_order m
      JOIN touched_fact_coupon_event t ON t.day BETWEEN m.first_redeemed_day AND m.last_redeemed_day`,
  rows: `
    WITH redemption AS (
      SELECT order_id, campaign_id, min(template_id) AS template_id, count(*) AS redemptions, sum(cost) AS coupon_cost,
        min(day) AS first_redeemed_day, max(day) AS last_redeemed_day
      FROM fact_coupon_event WHERE kind = 'redeemed' AND campaign_id IS NOT NULL AND order_id ${IN_PARTS}
      GROUP BY order_id, campaign_id
    ), pair AS (
      SELECT order_id, campaign_id FROM redemption
      UNION SELECT order_id, campaign_id FROM model_order WHERE campaign_id IS NOT NULL AND order_id ${IN_PARTS}
    )
    SELECT pair.order_id, pair.campaign_id, o.day AS order_day, o.user_key, template_id, o.gross_amount,
      o.coupon_discount, o.net_amount, coalesce(redemptions, 0) AS redemptions,
      coalesce(coupon_cost, 0) AS coupon_cost, first_redeemed_day, last_redeemed_day
    FROM pair JOIN model_order o ON o.order_id = pair.order_id
    LEFT JOIN redemption r ON r.order_id = pair.order_id AND r.campaign_id = pair.campaign_id`,
};
