import { count, day, money, person, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** Who buys where. */
export const MERCHANT_BUYER: ModelDefinition = {
  id: 'merchant_buyer',
  area: 'merchant',
  version: 1,
  title: { en: 'Buyers of merchants', zh: '商户买家' },
  grain: 'one known person with an order at one merchant',
  key: ['user_id', 'merchant_id'],
  partition: 'user_key',
  columns: {
    user_id: person('Buyer.'),
    merchant_id: word('Merchant of the order.'),
    first_order_day: day('First order there.'),
    last_order_day: day('Last order there.'),
    orders: count('orders', 'Orders there.'),
    gross_amount: money('Sale lines before coupons.'),
    net_amount: money('After coupons and cancellations.'),
  },
  touched: 'SELECT user_key AS part FROM touched_profile_person_day WHERE orders > 0',
  rows: `
    SELECT user_key, merchant_id, min(day) AS first_order_day, max(day) AS last_order_day, count(*) AS orders,
      sum(gross_amount) AS gross_amount, sum(net_amount) AS net_amount
    FROM model_order WHERE user_key ${IN_PARTS} AND merchant_id IS NOT NULL GROUP BY user_key, merchant_id`,
};
