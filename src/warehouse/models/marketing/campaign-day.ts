import { computed, count, day, money, moneyPer, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

const SUMS = [
  'exposures',
  'coupons_issued',
  'coupons_claimed',
  'coupons_opened',
  'coupons_redeemed',
  'coupons_returned',
  'redeemers',
  'cost_promised',
  'coupon_cost',
  'new_recipients',
  'new_recipients_not_customers',
  'orders',
  'gross_amount',
  'coupon_discount',
  'net_amount',
  'buyers',
  'first_time_buyers',
  'new_users',
  'new_users_retained_7d',
  'new_users_retained_30d',
];

/** The daily sheet of every campaign. Each column counts on the day on which its own thing happened. */
export const CAMPAIGN_DAY: ModelDefinition = {
  id: 'marketing_campaign_day',
  area: 'marketing',
  version: 1,
  title: { en: 'Campaigns by day', zh: '活动日报' },
  grain: 'one campaign on one business day on which something of it happened',
  key: ['day', 'campaign_id'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    campaign_id: word('Campaign.'),
    exposures: count('contacts', 'Exposures, of unknown people too.'),
    coupons_issued: count('coupons', 'Coupons issued.'),
    coupons_claimed: count('coupons', 'Coupons claimed.'),
    coupons_opened: count('coupons', 'Coupons opened.'),
    coupons_redeemed: count('redemptions', 'Redemptions.'),
    coupons_returned: count('coupons', 'Coupons released, expired or revoked.'),
    redeemers: count('people', 'Known people who redeemed; not additive over days.'),
    cost_promised: money('What the coupons issued cost at most.'),
    coupon_cost: money('What the redeemed coupons cost.'),
    new_recipients: count(
      'people',
      'Known people whom the campaign reached for the first time; adds up to its recipients.',
    ),
    new_recipients_not_customers: count('people', 'Those of them without an order on an earlier day.'),
    orders: count('orders', 'Orders of the campaign placed on the day.'),
    gross_amount: money('Their sale lines before coupons.'),
    coupon_discount: money('What coupons took off them, as the orders tell.'),
    net_amount: money('After coupons and cancellations.'),
    buyers: count('people', 'Known people with such an order; not additive over days.'),
    first_time_buyers: count('people', 'Those of them whose first order ever was on this day.'),
    returning_buyers: computed(count('people', 'The others.'), 'm.buyers - m.first_time_buyers'),
    new_buyer_share: share('first_time_buyers', 'buyers', 'New/old mix: first-time buyers by buyers.'),
    new_users: count('people', 'Known people whose first order ever belongs to the campaign; adds up.'),
    new_users_retained_7d: count('people', 'Those who ordered again on one of the 7 days after; final 7 days later.'),
    new_users_retained_30d: count(
      'people',
      'Those who ordered again on one of the 30 days after; final 30 days later.',
    ),
    retention_7d: share('new_users_retained_7d', 'new_users', 'Retained by new users.'),
    retention_30d: share('new_users_retained_30d', 'new_users', 'Retained by new users.'),
    cost_per_new_user: moneyPer('coupon_cost', 'new_users', 'Coupon cost of the day by new users of the day.'),
  },
  touched: `
    ${touchedDays('fact_exposure', 'fact_coupon_event')}
    UNION SELECT first_contact_day FROM changed_marketing_recipient
    UNION SELECT order_day FROM changed_marketing_campaign_order
    UNION SELECT first_order_day FROM changed_marketing_acquisition`,
  rows: `
    SELECT day, campaign_id, ${SUMS.map((name) => `coalesce(sum(${name}), 0) AS ${name}`).join(', ')}
    FROM (
      SELECT day, campaign_id, count(*) AS exposures FROM fact_exposure WHERE day ${IN_PARTS} GROUP BY day, campaign_id
      UNION ALL BY NAME
      SELECT day, campaign_id, count(*) FILTER (WHERE kind = 'issued') AS coupons_issued,
        count(*) FILTER (WHERE kind = 'claimed') AS coupons_claimed,
        count(*) FILTER (WHERE kind = 'opened') AS coupons_opened,
        count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed,
        count(*) FILTER (WHERE kind IN ('released', 'expired', 'revoked')) AS coupons_returned,
        count(DISTINCT user_key) FILTER (WHERE kind = 'redeemed') AS redeemers,
        sum(cost) FILTER (WHERE kind = 'issued') AS cost_promised,
        sum(cost) FILTER (WHERE kind = 'redeemed') AS coupon_cost
      FROM fact_coupon_event WHERE day ${IN_PARTS} AND campaign_id IS NOT NULL GROUP BY day, campaign_id
      UNION ALL BY NAME
      SELECT first_contact_day AS day, campaign_id, count(*) AS new_recipients,
        count(*) FILTER (WHERE NOT was_customer) AS new_recipients_not_customers
      FROM model_marketing_recipient WHERE first_contact_day ${IN_PARTS} GROUP BY first_contact_day, campaign_id
      UNION ALL BY NAME
      SELECT order_day AS day, o.campaign_id, count(*) AS orders, sum(o.gross_amount) AS gross_amount,
        sum(o.coupon_discount) AS coupon_discount, sum(o.net_amount) AS net_amount,
        count(DISTINCT o.user_key) AS buyers,
        count(DISTINCT o.user_key) FILTER (WHERE a.first_order_day = order_day) AS first_time_buyers
      FROM model_marketing_campaign_order o LEFT JOIN model_marketing_acquisition a ON a.user_key = o.user_key
      WHERE order_day ${IN_PARTS} GROUP BY order_day, o.campaign_id
      UNION ALL BY NAME
      SELECT first_order_day AS day, campaign_id, count(*) AS new_users,
        count(*) FILTER (WHERE retained_7d) AS new_users_retained_7d,
        count(*) FILTER (WHERE retained_30d) AS new_users_retained_30d
      FROM model_marketing_acquisition WHERE first_order_day ${IN_PARTS} AND campaign_id IS NOT NULL
      GROUP BY first_order_day, campaign_id
    ) GROUP BY day, campaign_id`,
};
