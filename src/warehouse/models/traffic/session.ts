import { computed, count, day, flag, instant, money, person, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** Depth in the usual order; other words of a source are steps of depth 0. */
const DEPTH =
  "CASE step WHEN 'order' THEN 5 WHEN 'checkout' THEN 4 WHEN 'cart' THEN 3 WHEN 'click' THEN 2 WHEN 'view' THEN 1 ELSE 0 END";

/** Sessions are cut at the start of a business day, so that a day never changes when another does. */
export const SESSION: ModelDefinition = {
  id: 'traffic_session',
  area: 'traffic',
  version: 1,
  title: { en: 'Sessions', zh: '会话' },
  grain: 'the steps of one session on one business day; steps without a session id are in none',
  key: ['day', 'session_id'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    session_id: word('Session, as the source names it.'),
    user_id: person('Person of the first step whose person is known.'),
    started_at: instant('First step.'),
    ended_at: instant('Last step.'),
    span_ms: computed(count('ms', 'From the first step to the last.'), 'epoch_ms(m.ended_at) - epoch_ms(m.started_at)'),
    stayed_ms: count('ms', 'Sum of what steps tell about their duration.'),
    channel: word('Channel of the first step that names one.'),
    city: word('City of the first step that names one.'),
    device_os: word('Operating system of the first step that names one.'),
    entry_page: word('Activity page of the first step that names one.'),
    exit_page: word('Activity page of the last step that names one.'),
    steps: count('steps', 'Steps.'),
    pages: count('pages', 'Different activity pages.'),
    merchants: count('merchants', 'Different merchants.'),
    depth: count('step', 'Deepest step: 1 view, 2 click, 3 cart, 4 checkout, 5 order; 0 for other words only.'),
    orders: count('orders', 'Orders of the person on the day, from the first step to 30 minutes after the last.'),
    net_amount: money('Their amount after coupons and cancellations.'),
    is_converted: flag('Has a step `order`, or one of these orders.'),
  },
  touched: touchedDays('fact_visit', 'model_order'),
  rows: `
    WITH session AS (
      SELECT day, session_id, arg_min(user_key, (occurred_at, source, fact_key)) FILTER (WHERE user_key IS NOT NULL) AS user_key,
        min(occurred_at) AS started_at, max(occurred_at) AS ended_at,
        coalesce(sum(round(duration_seconds * 1000)::BIGINT), 0) AS stayed_ms,
        arg_min(channel, (occurred_at, source, fact_key)) FILTER (WHERE channel IS NOT NULL) AS channel,
        arg_min(city, (occurred_at, source, fact_key)) FILTER (WHERE city IS NOT NULL) AS city,
        arg_min(device_os, (occurred_at, source, fact_key)) FILTER (WHERE device_os IS NOT NULL) AS device_os,
        arg_min(activity_page, (occurred_at, source, fact_key)) FILTER (WHERE activity_page IS NOT NULL) AS entry_page,
        arg_max(activity_page, (occurred_at, source, fact_key)) FILTER (WHERE activity_page IS NOT NULL) AS exit_page,
        count(*) AS steps, count(DISTINCT activity_page) AS pages, count(DISTINCT merchant_id) AS merchants,
        max(${DEPTH}) AS depth
      FROM fact_visit WHERE day ${IN_PARTS} AND session_id IS NOT NULL GROUP BY day, session_id
    ), bought AS (
      SELECT s.day, s.session_id, count(*) AS orders, sum(o.net_amount) AS net_amount
      FROM session s JOIN model_order o ON o.day = s.day AND o.user_key = s.user_key
        AND o.occurred_at BETWEEN s.started_at AND s.ended_at + INTERVAL 30 MINUTE
      WHERE o.day ${IN_PARTS} GROUP BY s.day, s.session_id
    )
    SELECT s.*, coalesce(orders, 0) AS orders, coalesce(net_amount, 0) AS net_amount,
      depth = 5 OR orders IS NOT NULL AS is_converted
    FROM session s LEFT JOIN bought USING (day, session_id)`,
};
