import { computed, count, day, instant, money, orZero, person, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** People without a fact are in the view through `dim_user`, with counts of 0. */
export const PERSON: ModelDefinition = {
  id: 'profile_person',
  area: 'profile',
  version: 1,
  title: { en: 'Person', zh: '用户' },
  grain: 'one person that the workspace knows, with or without facts',
  key: ['user_id'],
  partition: 'user_key',
  columns: {
    user_id: person('The person’s id.'),
    known_since: computed(instant('First time that any source saw the person.'), 'u.first_seen_at'),
    first_seen_day: day('First day with a fact.'),
    last_seen_day: day('Last day with a fact.'),
    last_seen_at: instant('Last fact.'),
    active_days: orZero(count('days', 'Days with a fact.')),
    first_order_day: day('Day of the first order.'),
    last_order_day: day('Day of the last order.'),
    orders: orZero(count('orders', 'Orders ever.')),
    gross_amount: orZero(money('Sale lines before coupons, ever.')),
    coupon_discount: orZero(money('What coupons took off, ever.')),
    net_amount: orZero(money('After coupons and cancellations, ever.')),
    coupon_orders: orZero(count('orders', 'Orders with a coupon.')),
    sessions: orZero(count('sessions', 'Sessions; one over the start of a business day counts on both days.')),
    exposures: orZero(count('contacts', 'Contacts by campaigns.')),
    coupons_issued: orZero(count('coupons', 'Coupons issued.')),
    coupons_redeemed: orZero(count('redemptions', 'Coupons redeemed.')),
    city: word('City of most orders; of equals the first by code point.'),
    logins: computed(count('logins', 'Logins that are this person.'), 'coalesce(l.logins, 1)'),
    devices: computed(count('devices', 'Devices that are told to be the person’s.'), 'coalesce(d.devices, 0)'),
    attributes: computed(count('attributes', 'Uploaded attributes with a value.'), 'coalesce(a.attributes, 0)'),
    tag_version: computed(
      count('version', 'Tag build that is served; the profile service has the person’s tags of it.'),
      '(SELECT arg_max(version, publication) FROM main.tag_build_state)',
    ),
  },
  from: `main.dim_user u LEFT JOIN main.model_profile_person m USING (user_key)
    LEFT JOIN (SELECT user_key, count(*) AS devices FROM main.dim_device GROUP BY user_key) d USING (user_key)
    LEFT JOIN (SELECT person_key AS user_key, count(*) AS logins FROM main.user_account GROUP BY person_key) l USING (user_key)
    LEFT JOIN (SELECT user_key, count(*) AS attributes FROM main.user_attribute GROUP BY user_key) a USING (user_key)`,
  touched: 'SELECT user_key AS part FROM touched_profile_person_day',
  rows: `
    SELECT user_key, min(day) AS first_seen_day, max(day) AS last_seen_day, max(last_at) AS last_seen_at,
      count(*) AS active_days, min(day) FILTER (WHERE orders > 0) AS first_order_day,
      max(day) FILTER (WHERE orders > 0) AS last_order_day, sum(orders) AS orders, sum(gross_amount) AS gross_amount,
      sum(coupon_discount) AS coupon_discount, sum(net_amount) AS net_amount, sum(coupon_orders) AS coupon_orders,
      sum(sessions) AS sessions, sum(exposures) AS exposures, sum(coupons_issued) AS coupons_issued,
      sum(coupons_redeemed) AS coupons_redeemed, any_value(city) AS city
    FROM model_profile_person_day LEFT JOIN (
      SELECT user_key, city FROM model_order WHERE user_key ${IN_PARTS} AND city IS NOT NULL
      GROUP BY user_key, city QUALIFY row_number() OVER (PARTITION BY user_key ORDER BY count(*) DESC, city) = 1
    ) USING (user_key)
    WHERE user_key ${IN_PARTS} GROUP BY user_key`,
};
