import { computed, count, day, money, moneyPer, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

const SUMS = [
  'orders',
  'buyers',
  'gross_amount',
  'coupon_discount',
  'net_amount',
  'coupon_orders',
  'new_buyers',
  'cancelled_orders',
  'cancelled_amount',
  'sessions',
  'coupons_redeemed',
  'coupon_cost',
];

/** The daily sheet of every merchant. */
export const MERCHANT_DAY: ModelDefinition = {
  id: 'merchant_day',
  area: 'merchant',
  version: 1,
  title: { en: 'Merchants by day', zh: '商户日报' },
  grain: 'one merchant on one business day with an order, a cancellation, a visit or a coupon event',
  key: ['day', 'merchant_id'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    merchant_id: word('Merchant.'),
    orders: count('orders', 'Orders, of unknown people too.'),
    buyers: count('people', 'Known people with one; not additive over days.'),
    new_buyers: count('people', 'Known people whose first order at this merchant was on this day; adds up.'),
    returning_buyers: computed(count('people', 'The others.'), 'm.buyers - m.new_buyers'),
    gross_amount: money('Sale lines of the orders before coupons.'),
    coupon_discount: money('What coupons took off them.'),
    net_amount: money('After coupons and cancellations of the same orders, whenever these came.'),
    average_basket: moneyPer('gross_amount', 'orders', 'Gross amount by orders.'),
    coupon_orders: count('orders', 'Orders with a coupon: its id or a discount.'),
    cancelled_orders: count('orders', 'Orders with a cancellation on this day.'),
    cancelled_amount: money('What was cancelled on this day, as a positive amount.'),
    sessions: count('sessions', 'Sessions that looked at the merchant.'),
    coupons_redeemed: count('redemptions', 'Redemptions that name the merchant.'),
    coupon_cost: money('What these coupons cost.'),
  },
  touched: `
    ${touchedDays('model_order', 'fact_order_line', 'fact_visit', 'fact_coupon_event')}
    UNION SELECT first_order_day FROM changed_merchant_buyer`,
  rows: `
    SELECT day, merchant_id, ${SUMS.map((name) => `coalesce(sum(${name}), 0) AS ${name}`).join(', ')}
    FROM (
      SELECT day, merchant_id, count(*) AS orders, count(DISTINCT user_key) AS buyers, sum(gross_amount) AS gross_amount,
        sum(coupon_discount) AS coupon_discount, sum(net_amount) AS net_amount,
        count(*) FILTER (WHERE coupon_id IS NOT NULL OR coupon_discount > 0) AS coupon_orders
      FROM model_order WHERE day ${IN_PARTS} AND merchant_id IS NOT NULL GROUP BY day, merchant_id
      UNION ALL BY NAME
      SELECT first_order_day AS day, merchant_id, count(*) AS new_buyers
      FROM model_merchant_buyer WHERE first_order_day ${IN_PARTS} GROUP BY first_order_day, merchant_id
      UNION ALL BY NAME
      SELECT day, merchant_id, count(DISTINCT order_id) AS cancelled_orders, -sum(net_amount) AS cancelled_amount
      FROM fact_order_line WHERE day ${IN_PARTS} AND kind = 'cancellation' AND merchant_id IS NOT NULL
      GROUP BY day, merchant_id
      UNION ALL BY NAME
      SELECT day, merchant_id, count(DISTINCT session_id) AS sessions
      FROM fact_visit WHERE day ${IN_PARTS} AND merchant_id IS NOT NULL GROUP BY day, merchant_id
      UNION ALL BY NAME
      SELECT day, merchant_id, count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed,
        sum(cost) FILTER (WHERE kind = 'redeemed') AS coupon_cost
      FROM fact_coupon_event WHERE day ${IN_PARTS} AND merchant_id IS NOT NULL GROUP BY day, merchant_id
    ) GROUP BY day, merchant_id`,
};
