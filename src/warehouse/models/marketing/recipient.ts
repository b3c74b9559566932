import { count, day, flag, money, person, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** What a campaign did to a person, and what came of it: every distinct count of campaigns adds up from here. */
export const RECIPIENT: ModelDefinition = {
  id: 'marketing_recipient',
  area: 'marketing',
  version: 1,
  title: { en: 'Recipients of campaigns', zh: '活动触达用户' },
  grain: 'one known person in one campaign, by an exposure or a coupon event of it',
  key: ['user_id', 'campaign_id'],
  partition: 'user_key',
  columns: {
    user_id: person('Who.'),
    campaign_id: word('Campaign.'),
    first_contact_day: day('First exposure, issue or claim; null where only later events of a coupon are known.'),
    last_contact_day: day('Last of these.'),
    was_customer: flag('Had ordered on a day before the first contact.'),
    exposures: count('contacts', 'Exposures.'),
    coupons_issued: count('coupons', 'Coupons issued.'),
    coupons_claimed: count('coupons', 'Coupons claimed.'),
    coupons_opened: count('coupons', 'Coupons opened.'),
    coupons_redeemed: count('redemptions', 'Redemptions.'),
    first_redeemed_day: day('Day of the first redemption.'),
    coupon_cost: money('What the redeemed coupons cost.'),
    orders: count('orders', 'Orders of the campaign by this person.'),
    gross_amount: money('Their sale lines before coupons.'),
    net_amount: money('After coupons and cancellations.'),
  },
  touched: `
    SELECT user_key AS part FROM touched_profile_person_day WHERE exposures > 0 OR coupon_events > 0
    UNION SELECT user_key FROM changed_marketing_campaign_order
    UNION SELECT user_key FROM changed_marketing_acquisition`,
  rows: `
    WITH event AS (
      SELECT user_key, campaign_id, day, 'exposure' AS kind, NULL::BIGINT AS cost FROM fact_exposure
      WHERE user_key ${IN_PARTS}
      UNION ALL SELECT user_key, campaign_id, day, kind, cost FROM fact_coupon_event
      WHERE user_key ${IN_PARTS} AND campaign_id IS NOT NULL
    ), person AS (
      SELECT user_key, campaign_id,
        min(day) FILTER (WHERE kind IN ('exposure', 'issued', 'claimed')) AS first_contact_day,
        max(day) FILTER (WHERE kind IN ('exposure', 'issued', 'claimed')) AS last_contact_day,
        count(*) FILTER (WHERE kind = 'exposure') AS exposures,
        count(*) FILTER (WHERE kind = 'issued') AS coupons_issued,
        count(*) FILTER (WHERE kind = 'claimed') AS coupons_claimed,
        count(*) FILTER (WHERE kind = 'opened') AS coupons_opened,
        count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed,
        min(day) FILTER (WHERE kind = 'redeemed') AS first_redeemed_day,
        coalesce(sum(cost) FILTER (WHERE kind = 'redeemed'), 0) AS coupon_cost
      FROM event GROUP BY user_key, campaign_id
    ), bought AS (
      SELECT user_key, campaign_id, count(*) AS orders, sum(gross_amount) AS gross_amount, sum(net_amount) AS net_amount
      FROM model_marketing_campaign_order WHERE user_key ${IN_PARTS} GROUP BY user_key, campaign_id
    )
    SELECT p.*, coalesce(a.first_order_day < p.first_contact_day, false) AS was_customer,
      coalesce(orders, 0) AS orders, coalesce(gross_amount, 0) AS gross_amount, coalesce(b.net_amount, 0) AS net_amount
    FROM person p LEFT JOIN bought b USING (user_key, campaign_id)
    LEFT JOIN model_marketing_acquisition a ON a.user_key = p.user_key`,
};
