import { computed, count, day, money, moneyPer, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** What each campaign came to; distinct people are exact over all its days. */
export const CAMPAIGN: ModelDefinition = {
  id: 'marketing_campaign',
  area: 'marketing',
  version: 1,
  title: { en: 'Campaign', zh: '活动' },
  grain: 'one campaign of which something happened',
  key: ['campaign_id'],
  partition: 'campaign_id',
  columns: {
    campaign_id: word('Campaign.'),
    first_day: day('First business day with something of it.'),
    last_day: day('Last one.'),
    exposures: count('contacts', 'Exposures, of unknown people too.'),
    recipients: count('people', 'Known people whom it reached by an exposure or a coupon.'),
    recipients_not_customers: count('people', 'Those who had not ordered on a day before.'),
    coupons_issued: count('coupons', 'Coupons issued.'),
    coupons_claimed: count('coupons', 'Coupons claimed.'),
    coupons_opened: count('coupons', 'Coupons opened.'),
    coupons_redeemed: count('redemptions', 'Redemptions.'),
    redeemers: count('people', 'Known people who redeemed.'),
    redeemer_share: share('redeemers', 'recipients', 'Redeemers by recipients.'),
    redemption_share: share(
      'coupons_redeemed',
      'coupons_issued',
      'Redeemed by issued; null where issues are not known.',
    ),
    cost_promised: money('What the coupons issued cost at most.'),
    coupon_cost: money('What the redeemed coupons cost.'),
    orders: count('orders', 'Orders of the campaign.'),
    buyers: count('people', 'Known people with one.'),
    gross_amount: money('Their sale lines before coupons.'),
    net_amount: money('After coupons and cancellations.'),
    new_users: count('people', 'Known people whose first order ever belongs to the campaign.'),
    returning_buyers: computed(count('people', 'Buyers who are not new.'), 'm.buyers - m.new_users'),
    new_users_retained_7d: count('people', 'New users who ordered again on one of the 7 days after.'),
    new_users_retained_30d: count('people', 'New users who ordered again on one of the 30 days after.'),
    retention_7d: share('new_users_retained_7d', 'new_users', 'Retained by new users.'),
    retention_30d: share('new_users_retained_30d', 'new_users', 'Retained by new users.'),
    cost_per_new_user: moneyPer('coupon_cost', 'new_users', 'Coupon cost by new users.'),
    cost_per_order: moneyPer('coupon_cost', 'orders', 'Coupon cost by orders.'),
  },
  touched: `
    SELECT campaign_id AS part FROM changed_marketing_campaign_day
    UNION SELECT campaign_id FROM changed_marketing_recipient
    UNION SELECT campaign_id FROM changed_marketing_campaign_order
    UNION SELECT campaign_id FROM changed_marketing_acquisition`,
  rows: `
    SELECT d.*, coalesce(recipients, 0) AS recipients, coalesce(recipients_not_customers, 0) AS recipients_not_customers,
      coalesce(redeemers, 0) AS redeemers, coalesce(buyers, 0) AS buyers
    FROM (
      SELECT campaign_id, min(day) AS first_day, max(day) AS last_day, sum(exposures) AS exposures,
        sum(coupons_issued) AS coupons_issued, sum(coupons_claimed) AS coupons_claimed,
        sum(coupons_opened) AS coupons_opened, sum(coupons_redeemed) AS coupons_redeemed,
        sum(cost_promised) AS cost_promised, sum(coupon_cost) AS coupon_cost, sum(orders) AS orders,
        sum(gross_amount) AS gross_amount, sum(net_amount) AS net_amount, sum(new_users) AS new_users,
        sum(new_users_retained_7d) AS new_users_retained_7d, sum(new_users_retained_30d) AS new_users_retained_30d
      FROM model_marketing_campaign_day WHERE campaign_id ${IN_PARTS} GROUP BY campaign_id
    ) d LEFT JOIN (
      SELECT campaign_id, count(first_contact_day) AS recipients,
        count(*) FILTER (WHERE first_contact_day IS NOT NULL AND NOT was_customer) AS recipients_not_customers,
        count(*) FILTER (WHERE coupons_redeemed > 0) AS redeemers
      FROM model_marketing_recipient WHERE campaign_id ${IN_PARTS} GROUP BY campaign_id
    ) r USING (campaign_id) LEFT JOIN (
      SELECT campaign_id, count(DISTINCT user_key) AS buyers
      FROM model_marketing_campaign_order WHERE campaign_id ${IN_PARTS} GROUP BY campaign_id
    ) o USING (campaign_id)`,
};
