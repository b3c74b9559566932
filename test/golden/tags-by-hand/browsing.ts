import { by, from, type Hands, known, part, set, total, within, word } from './hand.ts';

const CATEGORIES = ['food-delivery', 'dining', 'cinema', 'hotel', 'retail'];
const sessions = (days: number, where = 'TRUE') =>
  total('v', 'count(DISTINCT session_id)', `${within(days)} AND ${where}`);
const steps = (step: string, days = 30) => total('v', 'count(*)', `step = '${step}' AND ${within(days)}`);

export const BROWSING: Hands = {
  visits_7d: total('v', 'count(*)', within(7)),
  visits_30d: total('v', 'count(*)', within(30)),
  sessions_7d: sessions(7),
  sessions_30d: sessions(30),
  sessions_90d: sessions(90),
  active_days_30d: total('v', 'count(DISTINCT day)', within(30)),
  first_visit_at: known('v', 'min(day)'),
  last_visit_at: known('v', 'max(day)'),
  days_since_visit: known('v', '@D - max(day)'),
  browsing_seconds_30d: total('v', 'sum(duration_seconds)', within(30)),
  sessions_prior_90d: total('v', 'count(DISTINCT session_id)', `${within(120)} AND day < @D - 30`),
  session_trend_90d: from('(sessions_30d::DOUBLE / 30) / nullif(sessions_prior_90d::DOUBLE / 90, 0)'),
  steps_per_session_30d: by('visits_30d', 'sessions_30d'),
  seconds_per_session_30d: by('browsing_seconds_30d', 'sessions_30d'),
  visit_rhythm: from(`CASE WHEN active_days_30d = 0 THEN 'none' WHEN active_days_30d <= 2 THEN 'rare'
    WHEN active_days_30d <= 7 THEN 'weekly' WHEN active_days_30d <= 19 THEN 'often' ELSE 'daily' END`),
  favourite_activity_page: word('v', ['activity_page', 'count(*)'], within(90)),
  activity_pages_30d: set('v', 'activity_page', within(30)),
  browsed_category: word('v', ['category', 'count(*)'], within(30)),
  browsed_categories_30d: set('v', 'category', within(30)),
  ...Object.fromEntries(
    CATEGORIES.map((category) => [
      `${category.replace('-', '_')}_views_30d`,
      total('v', 'count(*)', `step = 'view' AND category = '${category}' AND ${within(30)}`),
    ]),
  ),
  coupon_pages_30d: sessions(30, "activity_page = 'coupon-centre'"),
  browsed_category_share: part('v', ['category', 'count(*)'], within(30)),
  dwell_category_30d: word('v', ['category', 'sum(duration_seconds)'], within(30)),
  browsed_merchant: word('v', ['merchant_id', 'count(*)'], within(30)),
  browsed_merchant_share: part('v', ['merchant_id', 'count(*)'], within(30)),
  browsed_merchants_30d: total('v', 'count(DISTINCT merchant_id)', within(30)),
  festival_sessions_90d: sessions(90, "activity_page = 'festival'"),
  views_30d: steps('view'),
  clicks_30d: steps('click'),
  carts_30d: steps('cart'),
  checkouts_30d: steps('checkout'),
  order_steps_30d: steps('order'),
  visit_conversion_30d: by('orders_30d', 'sessions_30d'),
  click_rate_30d: by('clicks_30d', 'views_30d'),
  cart_rate_30d: by('carts_30d', 'views_30d'),
  checkout_rate_30d: by('checkouts_30d', 'carts_30d'),
  checkout_completion_30d: by('order_steps_30d', 'checkouts_30d'),
  has_open_basket: from('carts_30d > 0 AND orders_30d = 0'),
  is_window_shopper: from('sessions_30d > 2 AND orders_30d = 0'),
  days_since_cart: known('v', '@D - max(day)', "step = 'cart'"),
  days_since_checkout: known('v', '@D - max(day)', "step = 'checkout'"),
  drop_off_step:
    from(`CASE WHEN orders_30d > 0 THEN 'ordered' WHEN checkouts_30d > 0 THEN 'checkout' WHEN carts_30d > 0 THEN 'cart'
    WHEN clicks_30d > 0 THEN 'click' WHEN views_30d > 0 THEN 'view' ELSE 'absent' END`),
  night_sessions_90d: sessions(90, 'hour NOT BETWEEN 5 AND 20'),
  night_session_share_90d: by('night_sessions_90d', 'sessions_90d'),
  weekend_sessions_90d: sessions(90, 'dow IN (6, 7)'),
  weekend_session_share_90d: by('weekend_sessions_90d', 'sessions_90d'),
  commute_sessions_90d: sessions(90, 'dow < 6 AND (hour BETWEEN 7 AND 8 OR hour BETWEEN 17 AND 18)'),
  push_sessions_90d: sessions(90, "channel = 'push'"),
  search_sessions_90d: sessions(90, "channel = 'search'"),
  exposures_7d: total('x', 'count(*)', within(7)),
  messages_90d: total('x', 'count(*)', `placement = 'message' AND ${within(90)}`),
  message_response_90d: by('push_sessions_90d', 'messages_90d'),
  favourite_placement: word('x', ['placement', 'count(*)'], within(90)),
  days_since_exposure: known('x', '@D - max(day)'),
  contact_fatigue:
    from(`CASE WHEN exposures_7d = 0 THEN 'rested' WHEN exposures_7d <= 2 THEN 'fine' WHEN exposures_7d <= 4 THEN 'tired'
    ELSE 'overdone' END`),
  views_since_yesterday: steps('view', 1),
  carts_since_yesterday: steps('cart', 1),
  contacts_since_yesterday: total('x', 'count(*)', within(1)),
};
