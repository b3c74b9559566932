-- Forty tags as a data engineer would write them by hand, one scan a fact where that is natural. $as_of is a day.
WITH orders AS (
  SELECT
    user_key,
    count(*) FILTER (WHERE day >= $as_of - 7) AS orders_7d,
    count(*) FILTER (WHERE day >= $as_of - 30) AS orders_30d,
    count(*) FILTER (WHERE day >= $as_of - 60 AND day < $as_of - 30) AS orders_previous_30d,
    count(*) FILTER (WHERE day >= $as_of - 90) AS orders_90d,
    count(*) FILTER (WHERE day >= $as_of - 365) AS orders_365d,
    sum(net_amount) FILTER (WHERE day >= $as_of - 30) AS spend_30d,
    sum(net_amount) FILTER (WHERE day >= $as_of - 90) AS spend_90d,
    sum(net_amount) FILTER (WHERE day >= $as_of - 365) AS spend_365d,
    max(net_amount) FILTER (WHERE day >= $as_of - 365) AS largest_order_365d,
    min(day) AS first_order_at,
    max(day) AS last_order_at,
    count(DISTINCT day) FILTER (WHERE day >= $as_of - 90) AS order_days_90d,
    count(DISTINCT merchant_id) FILTER (WHERE day >= $as_of - 90) AS merchants_90d,
    count(*) FILTER (WHERE day >= $as_of - 365 AND coupon_discount > 0) AS coupon_orders_365d,
    count(*) FILTER (WHERE day >= $as_of - 365 AND isodow(day) >= 6) AS weekend_orders_365d
  FROM model_order WHERE user_key IS NOT NULL AND day < $as_of GROUP BY user_key
),
lines AS (
  SELECT
    user_key,
    count(DISTINCT category) FILTER (WHERE day >= $as_of - 365 AND kind = 'sale') AS categories_count_365d,
    count(DISTINCT order_id) FILTER (WHERE day >= $as_of - 90 AND kind = 'sale' AND category = 'food-delivery') AS food_delivery_orders_90d,
    count(DISTINCT order_id) FILTER (WHERE day >= $as_of - 90 AND kind = 'sale' AND category = 'cinema') AS cinema_orders_90d,
    count(DISTINCT order_id) FILTER (WHERE day >= $as_of - 90 AND kind = 'cancellation') AS cancelled_orders_90d
  FROM fact_order_line WHERE user_key IS NOT NULL AND day < $as_of GROUP BY user_key
),
favourites AS (
  SELECT user_key, category AS favourite_category
  FROM (SELECT user_key, category, count(*) AS lines FROM fact_order_line
        WHERE user_key IS NOT NULL AND day < $as_of AND day >= $as_of - 365 AND kind = 'sale' GROUP BY ALL)
  QUALIFY row_number() OVER (PARTITION BY user_key ORDER BY lines DESC, category) = 1
),
visits AS (
  SELECT
    user_key,
    count(*) FILTER (WHERE day >= $as_of - 30) AS visits_30d,
    count(DISTINCT session_id) FILTER (WHERE day >= $as_of - 30) AS sessions_30d,
    count(DISTINCT session_id) FILTER (WHERE day >= $as_of - 90) AS sessions_90d,
    count(DISTINCT day) FILTER (WHERE day >= $as_of - 30) AS active_days_30d,
    count(*) FILTER (WHERE day >= $as_of - 30 AND step = 'view') AS views_30d,
    count(*) FILTER (WHERE day >= $as_of - 30 AND step = 'click') AS clicks_30d,
    count(*) FILTER (WHERE day >= $as_of - 30 AND step = 'cart') AS carts_30d,
    count(*) FILTER (WHERE day >= $as_of - 30 AND step = 'checkout') AS checkouts_30d,
    count(DISTINCT device_id) FILTER (WHERE day >= $as_of - 90) AS devices_90d,
    max(day) AS last_visit_at
  FROM fact_visit WHERE user_key IS NOT NULL AND day < $as_of GROUP BY user_key
),
systems AS (
  SELECT user_key, device_os
  FROM (SELECT user_key, device_os, count(*) AS steps FROM fact_visit
        WHERE user_key IS NOT NULL AND day < $as_of AND day >= $as_of - 90 GROUP BY ALL)
  QUALIFY row_number() OVER (PARTITION BY user_key ORDER BY steps DESC, device_os) = 1
),
coupons AS (
  SELECT
    user_key,
    count(*) FILTER (WHERE kind = 'issued') AS coupons_received_90d,
    count(*) FILTER (WHERE kind = 'redeemed') AS coupons_redeemed_90d
  FROM fact_coupon_event WHERE user_key IS NOT NULL AND day < $as_of AND day >= $as_of - 90 GROUP BY user_key
),
exposures AS (
  SELECT user_key, count(DISTINCT campaign_id) AS campaigns_reached_90d
  FROM fact_exposure WHERE user_key IS NOT NULL AND day < $as_of AND day >= $as_of - 90 GROUP BY user_key
),
attributes AS (
  SELECT
    user_key,
    max(value) FILTER (WHERE attribute = 'gender') AS gender,
    max(value) FILTER (WHERE attribute = 'age_band') AS age_band,
    max(value) FILTER (WHERE attribute = 'occupation') AS occupation
  FROM user_attribute GROUP BY user_key
)
SELECT
  u.user_key,
  coalesce(orders_7d, 0)::INTEGER AS orders_7d,
  coalesce(orders_30d, 0)::INTEGER AS orders_30d,
  coalesce(orders_previous_30d, 0)::INTEGER AS orders_previous_30d,
  coalesce(orders_90d, 0)::INTEGER AS orders_90d,
  coalesce(orders_365d, 0)::INTEGER AS orders_365d,
  coalesce(spend_30d, 0)::BIGINT AS spend_30d,
  coalesce(spend_90d, 0)::BIGINT AS spend_90d,
  coalesce(spend_365d, 0)::BIGINT AS spend_365d,
  round(coalesce(spend_90d, 0)::DOUBLE / nullif(orders_90d, 0))::BIGINT AS average_basket_90d,
  largest_order_365d::BIGINT AS largest_order_365d,
  first_order_at,
  last_order_at,
  ($as_of - last_order_at)::INTEGER AS days_since_order,
  coalesce(order_days_90d, 0)::INTEGER AS order_days_90d,
  coalesce(merchants_90d, 0)::INTEGER AS merchants_90d,
  coalesce(coupon_orders_365d, 0)::INTEGER AS coupon_orders_365d,
  coalesce(weekend_orders_365d, 0)::INTEGER AS weekend_orders_365d,
  coalesce(categories_count_365d, 0)::INTEGER AS categories_count_365d,
  coalesce(food_delivery_orders_90d, 0)::INTEGER AS food_delivery_orders_90d,
  coalesce(cinema_orders_90d, 0)::INTEGER AS cinema_orders_90d,
  coalesce(cancelled_orders_90d, 0)::INTEGER AS cancelled_orders_90d,
  favourite_category,
  coalesce(visits_30d, 0)::INTEGER AS visits_30d,
  coalesce(sessions_30d, 0)::INTEGER AS sessions_30d,
  coalesce(sessions_90d, 0)::INTEGER AS sessions_90d,
  coalesce(active_days_30d, 0)::INTEGER AS active_days_30d,
  coalesce(views_30d, 0)::INTEGER AS views_30d,
  coalesce(clicks_30d, 0)::INTEGER AS clicks_30d,
  coalesce(carts_30d, 0)::INTEGER AS carts_30d,
  coalesce(checkouts_30d, 0)::INTEGER AS checkouts_30d,
  coalesce(devices_90d, 0)::INTEGER AS devices_90d,
  last_visit_at,
  device_os,
  coalesce(coupons_received_90d, 0)::INTEGER AS coupons_received_90d,
  coalesce(coupons_redeemed_90d, 0)::INTEGER AS coupons_redeemed_90d,
  coalesce(campaigns_reached_90d, 0)::INTEGER AS campaigns_reached_90d,
  coalesce(orders_30d, 0)::DOUBLE / nullif(sessions_30d, 0) AS visit_conversion_30d,
  gender,
  age_band,
  occupation
FROM dim_user u
LEFT JOIN orders USING (user_key)
LEFT JOIN lines USING (user_key)
LEFT JOIN favourites USING (user_key)
LEFT JOIN visits USING (user_key)
LEFT JOIN systems USING (user_key)
LEFT JOIN coupons USING (user_key)
LEFT JOIN exposures USING (user_key)
LEFT JOIN attributes USING (user_key)
ORDER BY u.user_key
