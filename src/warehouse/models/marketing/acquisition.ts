import { day, flag, instant, money, person, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** How each buyer was won, and whether he or she stayed. */
export const ACQUISITION: ModelDefinition = {
  id: 'marketing_acquisition',
  area: 'marketing',
  version: 1,
  title: { en: 'First orders and retention', zh: '新客与留存' },
  grain: 'one known person with an order: the first one ever',
  key: ['user_id'],
  partition: 'user_key',
  columns: {
    user_id: person('Buyer.'),
    first_order_day: day('Business day of the first order.'),
    first_order_at: instant('Time of it.'),
    order_id: word('The first order; of equal times the first id by code point.'),
    merchant_id: word('Its merchant.'),
    channel: word('Its channel.'),
    city: word('Its city.'),
    campaign_id: word('Campaign that it belongs to; the first by code point of several, null for none.'),
    net_amount: money('Its amount after coupons and cancellations.'),
    next_order_day: day('First later business day with an order.'),
    retained_7d: flag('Ordered again on one of the 7 days after. False also while they are not over.'),
    retained_30d: flag('Ordered again on one of the 30 days after. False also while they are not over.'),
  },
  touched: `
    SELECT user_key AS part FROM touched_profile_person_day WHERE orders > 0
    UNION SELECT user_key FROM changed_marketing_campaign_order`,
  rows: `
    WITH first_order AS (
      SELECT DISTINCT ON (user_key) * FROM model_order WHERE user_key ${IN_PARTS}
      ORDER BY user_key, occurred_at, order_id
    ), campaign AS (
      SELECT order_id, min(campaign_id) AS campaign_id FROM model_marketing_campaign_order
      WHERE user_key ${IN_PARTS} GROUP BY order_id
    ), later AS (
      SELECT p.user_key, min(p.day) AS next_order_day FROM model_profile_person_day p
      JOIN first_order f ON f.user_key = p.user_key AND p.day > f.day
      WHERE p.orders > 0 GROUP BY p.user_key
    )
    SELECT f.user_key, f.day AS first_order_day, f.occurred_at AS first_order_at, f.order_id, f.merchant_id, f.channel,
      f.city, c.campaign_id, f.net_amount, l.next_order_day,
      coalesce(l.next_order_day - f.day <= 7, false) AS retained_7d,
      coalesce(l.next_order_day - f.day <= 30, false) AS retained_30d
    FROM first_order f LEFT JOIN campaign c USING (order_id) LEFT JOIN later l ON l.user_key = f.user_key`,
};
