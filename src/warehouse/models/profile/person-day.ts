import { count, day, instant, money, person } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** The base of everything that asks what a person did: who is in a touched day is in its rows, before or after. */
export const PERSON_DAY: ModelDefinition = {
  id: 'profile_person_day',
  area: 'profile',
  version: 1,
  title: { en: 'A person’s day', zh: '用户日行为' },
  grain: 'one known person on one business day with an order, a visit, an exposure or a coupon event',
  key: ['day', 'user_id'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    user_id: person('Who.'),
    first_at: instant('First thing of the day.'),
    last_at: instant('Last thing of the day.'),
    orders: count('orders', 'Orders placed on the day.'),
    gross_amount: money('Their sale lines before coupons.'),
    coupon_discount: money('What coupons took off them.'),
    net_amount: money('After coupons and cancellations of the same orders, whenever these came.'),
    coupon_orders: count('orders', 'Orders with a coupon: its id or a discount.'),
    sessions: count('sessions', 'Sessions with a step on the day.'),
    steps: count('steps', 'Steps of visits.'),
    exposures: count('contacts', 'Contacts by campaigns.'),
    coupon_events: count('events', 'Transitions of coupons, of all kinds.'),
    coupons_issued: count('coupons', 'Coupons issued.'),
    coupons_claimed: count('coupons', 'Coupons claimed.'),
    coupons_redeemed: count('redemptions', 'Coupons redeemed.'),
  },
  touched: touchedDays('model_order', 'fact_visit', 'fact_exposure', 'fact_coupon_event'),
  rows: `
    SELECT day, user_key, min(first_at) AS first_at, max(last_at) AS last_at,
      ${[
        'orders',
        'gross_amount',
        'coupon_discount',
        'net_amount',
        'coupon_orders',
        'sessions',
        'steps',
        'exposures',
        'coupon_events',
        'coupons_issued',
        'coupons_claimed',
        'coupons_redeemed',
      ]
        .map((name) => `coalesce(sum(${name}), 0) AS ${name}`)
        .join(', ')}
    FROM (
      SELECT day, user_key, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS orders,
        sum(gross_amount) AS gross_amount, sum(coupon_discount) AS coupon_discount, sum(net_amount) AS net_amount,
        count(*) FILTER (WHERE coupon_id IS NOT NULL OR coupon_discount > 0) AS coupon_orders
      FROM model_order WHERE day ${IN_PARTS} AND user_key IS NOT NULL GROUP BY day, user_key
      UNION ALL BY NAME
      SELECT day, user_key, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
        count(DISTINCT session_id) AS sessions, count(*) AS steps
      FROM fact_visit WHERE day ${IN_PARTS} AND user_key IS NOT NULL GROUP BY day, user_key
      UNION ALL BY NAME
      SELECT day, user_key, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS exposures
      FROM fact_exposure WHERE day ${IN_PARTS} AND user_key IS NOT NULL GROUP BY day, user_key
      UNION ALL BY NAME
      SELECT day, user_key, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS coupon_events,
        count(*) FILTER (WHERE kind = 'issued') AS coupons_issued,
        count(*) FILTER (WHERE kind = 'claimed') AS coupons_claimed,
        count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed
      FROM fact_coupon_event WHERE day ${IN_PARTS} AND user_key IS NOT NULL GROUP BY day, user_key
    ) GROUP BY day, user_key`,
};
