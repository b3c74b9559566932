import { count, money, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** What one more contact brings: compare neighbours, and mind that people were not told apart at random. */
export const TOUCH_EFFECT: ModelDefinition = {
  id: 'marketing_touch_effect',
  area: 'marketing',
  version: 1,
  title: { en: 'Effect of touches', zh: '触达频次效果' },
  grain: 'one campaign by the number of exposures that a person got: 0 to 4, and 5 for five and more',
  key: ['campaign_id', 'touches'],
  partition: 'campaign_id',
  columns: {
    campaign_id: word('Campaign.'),
    touches: count('contacts', 'Exposures per person; 5 is five and more, 0 a coupon without an exposure.'),
    people: count('people', 'Known people with so many.'),
    coupon_holders: count('people', 'Those who were issued a coupon or claimed one.'),
    openers: count('people', 'Those who opened one.'),
    redeemers: count('people', 'Those who redeemed.'),
    redemptions: count('redemptions', 'Their redemptions.'),
    buyers: count('people', 'Those with an order of the campaign.'),
    orders: count('orders', 'These orders.'),
    net_amount: money('After coupons and cancellations.'),
    coupon_cost: money('What the redeemed coupons cost.'),
    redeemer_share: share('redeemers', 'people', 'Redeemers by people.'),
    buyer_share: share('buyers', 'people', 'Buyers by people.'),
  },
  touched: 'SELECT campaign_id AS part FROM changed_marketing_recipient',
  rows: `
    SELECT campaign_id, least(exposures, 5) AS touches, count(*) AS people,
      count(*) FILTER (WHERE coupons_issued > 0 OR coupons_claimed > 0) AS coupon_holders,
      count(*) FILTER (WHERE coupons_opened > 0) AS openers, count(*) FILTER (WHERE coupons_redeemed > 0) AS redeemers,
      sum(coupons_redeemed) AS redemptions, count(*) FILTER (WHERE orders > 0) AS buyers, sum(orders) AS orders,
      sum(net_amount) AS net_amount, sum(coupon_cost) AS coupon_cost
    FROM model_marketing_recipient WHERE campaign_id ${IN_PARTS} GROUP BY campaign_id, least(exposures, 5)`,
};
