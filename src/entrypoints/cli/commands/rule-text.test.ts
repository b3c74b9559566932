import { expect, it } from 'vitest';
import { SHIPPED_TAGS } from '../../../warehouse/tags/index.ts';
import { ruleText } from './rule-text.ts';

it.each([
  ['login_city', 'the first city by count of visit facts of 90 days'],
  ['second_category', "the second category by count of order_line facts of 365 days where kind = 'sale'"],
  ['favourite_merchant_share', 'the part that the first merchant_id by count has in order facts of 365 days, 0 to 1'],
  ['orders_prior_90d', 'count over order facts of 90 days that end 30 days before'],
  ['order_trend_90d', 'orders_30d a day / orders_prior_90d a day; over 1 grows'],
  [
    'rfm_recency_score',
    'days_since_order by fixed cuts: 5 (below 8), 4 (8 to below 31), 3 (31 to below 61), 2 (61 to below 91), 1 (from 91)',
  ],
  [
    'visit_rhythm',
    'active_days_30d: none (below 1), rare (1 to below 3), weekly (3 to below 8), often (8 to below 20), daily (from 20)',
  ],
  ['rfm_recency', 'rank by days_since_order in 5 equal parts, 5 the lowest, among orders_365d >= 1'],
  ['is_vip', 'in the uploaded list "vip"'],
  ['churn_probability', 'score of the model "churn"'],
  [
    'coupon_stage',
    'the first that holds:\n  redeems: coupons_redeemed_365d >= 1\n  none: coupons_received_365d = 0\n  opens: coupons_opened_90d >= 1\n  ignores: otherwise',
  ],
])('says what makes %s', (id, text) => {
  expect(ruleText(SHIPPED_TAGS.find((tag) => tag.id === id)!.rule)).toBe(text);
});

it('has a sentence for every shipped tag', () => {
  for (const { id, rule } of SHIPPED_TAGS) expect(ruleText(rule), id).not.toMatch(/undefined|^$/);
});
