import { by, from, type Hand, type Hands, known, part, ranked, set, total, within, word } from './hand.ts';

const SALE = "kind = 'sale'";
const YEAR = within(365);
const CATEGORIES = ['food-delivery', 'dining', 'cinema', 'hotel', 'retail'];
const orders = (days: number, where = 'TRUE') => total('o', 'count(*)', `${within(days)} AND ${where}`);
const spend = (days: number) => total('o', 'sum(net)', within(days));
/** Money by a number is money, rounded half away from zero. */
const price = (above: string, below: string): Hand => from(`round(${above}::DOUBLE / nullif(${below}, 0))::BIGINT`);
const buys = (where: string, days = 365) =>
  total('l', 'count(DISTINCT order_id)', `${SALE} AND ${where} AND ${within(days)}`);
const coupons = (kind: string, days: number) => total('c', 'count(*)', `kind = '${kind}' AND ${within(days)}`);
const perCategory = (idOf: (name: string) => string, hand: (category: string) => Hand): Hands =>
  Object.fromEntries(CATEGORIES.map((category) => [idOf(category.replace('-', '_')), hand(category)]));
const model = (name: string): Hand => ({
  sql: `SELECT user_key, score AS value FROM model_score WHERE model = '${name}'`,
  none: 'NULL',
});

const VOLUME: Hands = {
  orders_7d: orders(7),
  orders_30d: orders(30),
  orders_90d: orders(90),
  orders_365d: orders(365),
  orders_total: total('o', 'count(*)'),
  spend_30d: spend(30),
  spend_90d: spend(90),
  spend_365d: spend(365),
  spend_total: total('o', 'sum(net)'),
  gross_90d: total('o', 'sum(gross)', within(90)),
  average_basket_90d: price('spend_90d', 'orders_90d'),
  average_basket_365d: price('spend_365d', 'orders_365d'),
  largest_order_365d: known('o', 'max(net)', YEAR),
  items_90d: total('l', 'sum(quantity)', `${SALE} AND ${within(90)}`),
  items_per_order_90d: by('items_90d', 'orders_90d'),
  average_item_price_90d: price('gross_90d', 'items_90d'),
  cancelled_orders_90d: total('l', 'count(DISTINCT order_id)', `kind = 'cancellation' AND ${within(90)}`),
  cancellation_rate_90d: by('cancelled_orders_90d', 'orders_90d'),
};

const RHYTHM: Hands = {
  first_order_at: known('o', 'min(day)'),
  last_order_at: known('o', 'max(day)'),
  days_since_order: known('o', '@D - max(day)'),
  days_since_first_order: known('o', '@D - min(day)'),
  order_days_90d: total('o', 'count(DISTINCT day)', within(90)),
  days_per_order: by('days_since_first_order', 'orders_total'),
  order_delay_factor: by('days_since_order', 'days_per_order'),
  is_overdue: from('orders_total > 2 AND order_delay_factor >= 2'),
  orders_previous_30d: total('o', 'count(*)', `${within(60)} AND day < @D - 30`),
  orders_prior_90d: total('o', 'count(*)', `${within(120)} AND day < @D - 30`),
  spend_prior_90d: total('o', 'sum(net)', `${within(120)} AND day < @D - 30`),
  order_trend_30d: by('orders_30d', 'orders_previous_30d'),
  order_trend_90d: from('(orders_30d::DOUBLE / 30) / nullif(orders_prior_90d::DOUBLE / 90, 0)'),
  spend_trend_90d: from('(spend_30d::DOUBLE / 30) / nullif(spend_prior_90d::DOUBLE / 90, 0)'),
  order_momentum:
    from(`CASE WHEN orders_prior_90d = 0 THEN if(orders_30d = 0, 'none', 'started') WHEN orders_30d = 0 THEN 'stopped'
    WHEN order_trend_90d < 0.7 THEN 'falling' WHEN order_trend_90d > 1.3 THEN 'rising' ELSE 'steady' END`),
  basket_growth: by('average_basket_90d', 'average_basket_365d'),
};

const TIMING: Hands = {
  weekend_orders_365d: orders(365, 'dow IN (6, 7)'),
  weekend_share_365d: by('weekend_orders_365d', 'orders_365d'),
  night_orders_365d: orders(365, 'hour NOT BETWEEN 5 AND 20'),
  night_share_365d: by('night_orders_365d', 'orders_365d'),
  is_night_owl: from('night_orders_365d > 2 AND night_share_365d >= 0.3'),
  breakfast_orders_365d: orders(365, 'hour BETWEEN 5 AND 10'),
  lunch_orders_365d: orders(365, 'hour BETWEEN 11 AND 13'),
  dinner_orders_365d: orders(365, 'hour BETWEEN 17 AND 20'),
  lunch_share_365d: by('lunch_orders_365d', 'orders_365d'),
  dinner_share_365d: by('dinner_orders_365d', 'orders_365d'),
  main_daypart: from(`CASE WHEN orders_365d = 0 THEN NULL WHEN 2 * lunch_orders_365d >= orders_365d THEN 'lunch'
    WHEN 2 * dinner_orders_365d >= orders_365d THEN 'dinner' WHEN 2 * night_orders_365d >= orders_365d THEN 'night' ELSE 'mixed' END`),
  weekday_lunch_orders_90d: orders(90, 'dow NOT IN (6, 7) AND hour BETWEEN 11 AND 13'),
  is_early_bird: from('breakfast_orders_365d > 2'),
};

const WHAT: Hands = {
  favourite_category: word('l', ['category', 'count(*)'], `${SALE} AND ${YEAR}`),
  best_spend_category_365d: word('l', ['category', 'sum(net_amount)'], `${SALE} AND ${YEAR}`),
  categories_365d: set('l', 'category', `${SALE} AND ${YEAR}`),
  categories_count_365d: from('len(categories_365d)'),
  ...perCategory(
    (name) => `${name}_orders_90d`,
    (category) => buys(`category = '${category}'`, 90),
  ),
  ...perCategory(
    (name) => `${name}_spend_365d`,
    (category) => total('l', 'sum(net_amount)', `category = '${category}' AND ${YEAR}`),
  ),
  ...perCategory(
    (name) => `days_since_${name}_order`,
    (category) => known('l', '@D - max(day)', `${SALE} AND category = '${category}'`),
  ),
  second_category: word('l', ['category', 'count(*)'], `${SALE} AND ${YEAR}`, 2),
  favourite_category_share: part('l', ['category', 'count(*)'], `${SALE} AND ${YEAR}`),
  weekday_hotel_orders_365d: buys("category = 'hotel' AND dow IN (1, 2, 3, 4)"),
  cross_sell_category: from(`CASE WHEN orders_365d = 0 THEN 'no-buyer' ELSE coalesce(list_filter(
    ['food-delivery', 'retail', 'dining', 'cinema', 'hotel'], lambda one: NOT list_contains(categories_365d, one))[1], 'none') END`),
  favourite_department: word('l', ['department', 'count(*)'], `${SALE} AND ${YEAR}`),
  favourite_department_share: part('l', ['department', 'count(*)'], `${SALE} AND ${YEAR}`),
  favourite_cuisine: word(
    'l',
    ['department', 'count(*)'],
    `${SALE} AND ${YEAR} AND category IN ('dining', 'food-delivery')`,
  ),
  cuisines_count_365d: total(
    'l',
    'count(DISTINCT department)',
    `${SALE} AND ${YEAR} AND category IN ('dining', 'food-delivery')`,
  ),
  favourite_film_genre: word('l', ['department', 'count(*)'], `${SALE} AND ${YEAR} AND category = 'cinema'`),
  favourite_product: word('l', ['product_id', 'sum(quantity)'], `${SALE} AND ${YEAR}`),
  favourite_brand: word('l', ['brand', 'sum(net_amount)'], `${SALE} AND ${YEAR}`),
  brand_loyalty_365d: part('l', ['brand', 'sum(net_amount)'], `${SALE} AND ${YEAR}`),
  pet_care_orders_365d: buys("department = 'pet-care'"),
  baby_care_orders_365d: buys("department = 'baby-care'"),
  car_care_orders_365d: buys("department = 'car-care'"),
  flower_orders_365d: buys("department = 'flowers'"),
  fresh_food_orders_365d: buys("department = 'fresh-food'"),
  healthy_food_orders_365d: buys("department = 'healthy'"),
};

const WHERE: Hands = {
  favourite_merchant: word('o', ['merchant_id', 'count(*)'], YEAR),
  favourite_merchant_share: part('o', ['merchant_id', 'count(*)'], YEAR),
  merchants_90d: total('o', 'count(DISTINCT merchant_id)', within(90)),
  merchants_365d: total('o', 'count(DISTINCT merchant_id)', YEAR),
  orders_per_merchant_365d: by('orders_365d', 'merchants_365d'),
  merchant_loyalty:
    from(`CASE WHEN orders_365d <= 3 THEN 'too-few-orders' WHEN favourite_merchant_share >= 0.5 THEN 'loyal'
    WHEN favourite_merchant_share >= 0.25 THEN 'mixed' WHEN favourite_merchant_share IS NOT NULL THEN 'explorer' END`),
  favourite_city: word('o', ['city', 'count(*)'], YEAR),
  favourite_channel: word('o', ['channel', 'count(*)'], YEAR),
  average_price_level_365d: known('o', 'sum(level)::DOUBLE / nullif(count(level), 0)', YEAR),
  premium_orders_365d: orders(365, 'level IN (4, 5)'),
  premium_share_365d: by('premium_orders_365d', 'orders_365d'),
};

const COUPONS: Hands = {
  coupon_discount_90d: total('o', 'sum(discount)', within(90)),
  coupon_discount_365d: total('o', 'sum(discount)', YEAR),
  coupon_share_90d: by('coupon_discount_90d', 'gross_90d'),
  coupon_orders_365d: orders(365, 'discount > 0'),
  coupon_order_share_365d: by('coupon_orders_365d', 'orders_365d'),
  coupon_spend_365d: total('o', 'sum(net)', `${YEAR} AND discount > 0`),
  spend_per_discount_365d: by('coupon_spend_365d', 'coupon_discount_365d'),
  largest_discount_365d: known('o', 'max(discount)', `${YEAR} AND discount > 0`),
  price_sensitivity:
    from(`CASE WHEN coupon_order_share_365d IS NULL THEN NULL WHEN coupon_order_share_365d < 0.2 THEN 'low'
    WHEN coupon_order_share_365d < 0.6 THEN 'medium' ELSE 'high' END`),
  coupons_received_90d: coupons('issued', 90),
  coupons_received_365d: coupons('issued', 365),
  coupons_redeemed_90d: coupons('redeemed', 90),
  coupons_redeemed_365d: coupons('redeemed', 365),
  coupons_opened_90d: coupons('opened', 90),
  coupons_expired_365d: coupons('expired', 365),
  coupon_redemption_rate: by('coupons_redeemed_365d', 'coupons_received_365d'),
  coupon_expiry_rate: by('coupons_expired_365d', 'coupons_received_365d'),
  days_since_coupon_redeemed: known('c', '@D - max(day)', "kind = 'redeemed'"),
  days_since_coupon_received: known('c', '@D - max(day)', "kind = 'issued'"),
  campaigns_reached_90d: total('x', 'count(DISTINCT campaign_id)', within(90)),
  average_coupon_threshold_365d: known('c', 'round(avg(discount_threshold))::BIGINT', `kind = 'redeemed' AND ${YEAR}`),
  percent_coupons_redeemed_365d: total('c', 'count(discount_rate)', `kind = 'redeemed' AND ${YEAR}`),
  coupon_categories_365d: set('l', 'category', `${SALE} AND coupon_discount > 0 AND ${YEAR}`),
  coupon_stage: from(`CASE WHEN coupons_redeemed_365d > 0 THEN 'redeems' WHEN coupons_received_365d = 0 THEN 'none'
    WHEN coupons_opened_90d > 0 THEN 'opens' ELSE 'ignores' END`),
  is_coupon_dependent: from('orders_365d > 1 AND coupon_order_share_365d >= 0.9'),
  campaign_orders_365d: total('o', 'count(campaign_id)', YEAR),
};

const VALUE: Hands = {
  rfm_recency: ranked('days_since_order', 5, 'DESC'),
  rfm_frequency: ranked('orders_365d', 5),
  rfm_monetary: ranked('spend_365d', 5),
  rfm_segment: from(`CASE WHEN rfm_recency IS NULL THEN NULL
    WHEN least(rfm_recency, rfm_frequency, rfm_monetary) >= 4 THEN 'champion'
    WHEN rfm_recency >= 4 THEN if(rfm_frequency >= 3, 'loyal', 'promising')
    WHEN greatest(rfm_frequency, rfm_monetary) >= 4 THEN 'at-risk' ELSE 'dormant' END`),
  rfm_recency_score: from(`5 - (days_since_order > 7)::INTEGER - (days_since_order > 30)::INTEGER
    - (days_since_order > 60)::INTEGER - (days_since_order > 90)::INTEGER`),
  rfm_frequency_score: from(`1 + (orders_365d > 1)::INTEGER + (orders_365d > 3)::INTEGER + (orders_365d > 7)::INTEGER
    + (orders_365d > 15)::INTEGER`),
  rfm_monetary_score:
    from(`1 + (spend_365d >= 10000)::INTEGER + (spend_365d >= 30000)::INTEGER + (spend_365d >= 80000)::INTEGER
    + (spend_365d >= 200000)::INTEGER`),
  rfm_fixed_segment:
    from(`CASE WHEN last_order_at IS NULL THEN NULL ELSE if(rfm_monetary_score > 3, 'important', 'general')
    || if(last_order_at >= @D - 30, '-value', '-recall') END`),
  value_decile: ranked('spend_365d', 10),
  value_at_risk: from("value_decile > 7 AND (is_overdue OR order_momentum = 'falling' OR order_momentum = 'stopped')"),
  churn_probability: model('churn'),
  alive_probability: model('alive'),
  expected_orders_90d: model('expected-orders'),
  coupon_uplift: model('coupon-uplift'),
};

const LIVE: Hands = {
  orders_since_yesterday: orders(1),
  spend_since_yesterday: spend(1),
  coupons_received_since_yesterday: coupons('issued', 1),
  coupons_redeemed_since_yesterday: coupons('redeemed', 1),
};

export const CONSUMPTION: Hands = { ...VOLUME, ...RHYTHM, ...TIMING, ...WHAT, ...WHERE, ...COUPONS, ...VALUE, ...LIVE };
