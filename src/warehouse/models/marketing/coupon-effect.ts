import { computed, count, day, money, moneyPer, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** What each coupon template did in each campaign. */
export const COUPON_EFFECT: ModelDefinition = {
  id: 'marketing_coupon_effect',
  area: 'marketing',
  version: 1,
  title: { en: 'Effect of coupons', zh: '优惠券效果' },
  grain: 'one coupon template in one campaign; template null where the source names none',
  key: ['campaign_id', 'template_id'],
  partition: 'campaign_id',
  columns: {
    campaign_id: word('Campaign.'),
    template_id: word('Coupon template.'),
    first_day: day('First event.'),
    last_day: day('Last event.'),
    coupons_issued: count('coupons', 'Coupons issued.'),
    coupons_claimed: count('coupons', 'Coupons claimed.'),
    coupons_opened: count('coupons', 'Coupons opened.'),
    coupons_redeemed: count('redemptions', 'Redemptions.'),
    coupons_expired: count('coupons', 'Coupons expired.'),
    holders: count('people', 'Known people with an event of such a coupon.'),
    redeemers: count('people', 'Known people who redeemed.'),
    cost_promised: money('What the coupons issued cost at most.'),
    coupon_cost: money('What the redeemed coupons cost.'),
    timed_redemptions: count('redemptions', 'Redemptions of coupons whose issue or claim by the same person is known.'),
    days_to_redeem: count('days', 'Sum over these of the days from the first issue or claim.'),
    mean_days_to_redeem: computed(
      { type: 'number', unit: 'days', text: 'Days from issue to redemption.' },
      'm.days_to_redeem / nullif(m.timed_redemptions, 0)::DOUBLE',
    ),
    orders: count('orders', 'Orders that these redemptions name.'),
    net_amount: money('Their amount after coupons and cancellations.'),
    redemption_share: share('coupons_redeemed', 'coupons_issued', 'Redeemed by issued.'),
    cost_per_order: moneyPer('coupon_cost', 'orders', 'Coupon cost by orders.'),
  },
  touched: `
    SELECT campaign_id AS part FROM touched_marketing_campaign_day
    UNION SELECT campaign_id FROM changed_marketing_campaign_order`,
  rows: `
    WITH event AS (SELECT * FROM fact_coupon_event WHERE campaign_id ${IN_PARTS}),
    issue AS (
      SELECT campaign_id, coupon_id, user_key, min(day) AS issued_day FROM event
      WHERE kind IN ('issued', 'claimed') GROUP BY campaign_id, coupon_id, user_key
    ), redemption AS (
      SELECT campaign_id, e.template_id, count(*) AS timed_redemptions, sum(e.day - i.issued_day) AS days_to_redeem
      FROM event e JOIN issue i USING (campaign_id, coupon_id, user_key)
      WHERE e.kind = 'redeemed' AND i.issued_day <= e.day GROUP BY campaign_id, e.template_id
    ), bought AS (
      SELECT campaign_id, template_id, count(*) AS orders, sum(net_amount) AS net_amount
      FROM model_marketing_campaign_order WHERE campaign_id ${IN_PARTS} AND redemptions > 0
      GROUP BY campaign_id, template_id
    ), template AS (
      SELECT campaign_id, template_id, min(day) AS first_day, max(day) AS last_day,
        count(*) FILTER (WHERE kind = 'issued') AS coupons_issued,
        count(*) FILTER (WHERE kind = 'claimed') AS coupons_claimed,
        count(*) FILTER (WHERE kind = 'opened') AS coupons_opened,
        count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed,
        count(*) FILTER (WHERE kind = 'expired') AS coupons_expired,
        count(DISTINCT user_key) AS holders, count(DISTINCT user_key) FILTER (WHERE kind = 'redeemed') AS redeemers,
        coalesce(sum(cost) FILTER (WHERE kind = 'issued'), 0) AS cost_promised,
        coalesce(sum(cost) FILTER (WHERE kind = 'redeemed'), 0) AS coupon_cost
      FROM event GROUP BY campaign_id, template_id
    )
    SELECT t.*, coalesce(timed_redemptions, 0) AS timed_redemptions, coalesce(days_to_redeem, 0) AS days_to_redeem,
      coalesce(orders, 0) AS orders, coalesce(net_amount, 0) AS net_amount
    FROM template t
    LEFT JOIN redemption r ON r.campaign_id = t.campaign_id AND r.template_id IS NOT DISTINCT FROM t.template_id
    LEFT JOIN bought b ON b.campaign_id = t.campaign_id AND b.template_id IS NOT DISTINCT FROM t.template_id`,
};
