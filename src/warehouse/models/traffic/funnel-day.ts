import { count, day, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** What sessions did from the moment on which they saw a page. */
export const FUNNEL_DAY: ModelDefinition = {
  id: 'traffic_funnel_day',
  area: 'traffic',
  version: 1,
  title: { en: 'Funnel of activity pages by day', zh: '活动页漏斗日报' },
  grain: 'one activity page and channel on one business day; a session counts once for each page that it saw',
  key: ['day', 'activity_page', 'channel'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    activity_page: word('Activity page.'),
    channel: word('Channel of the session.'),
    sessions: count('sessions', 'Sessions that saw the page; not additive over pages.'),
    visitors: count('people', 'Known people among them; not additive.'),
    entered: count('sessions', 'Sessions whose first page it was.'),
    clicked: count('sessions', 'Sessions with a click on the page or after it.'),
    carted: count('sessions', 'Sessions with a cart step on the page or after it.'),
    checked_out: count('sessions', 'Sessions with a checkout on the page or after it.'),
    ordered: count('sessions', 'Sessions with an order step on the page or after it.'),
    click_share: share('clicked', 'sessions', 'Clicked by sessions.'),
    order_share: share('ordered', 'sessions', 'Ordered by sessions.'),
  },
  touched: `${touchedDays('fact_visit')} UNION SELECT day FROM changed_traffic_session`,
  rows: `
    WITH page AS (
      SELECT day, session_id, activity_page, min(occurred_at) AS page_at FROM fact_visit
      WHERE day ${IN_PARTS} AND session_id IS NOT NULL AND activity_page IS NOT NULL
      GROUP BY day, session_id, activity_page
    ), last_step AS (
      SELECT day, session_id, max(occurred_at) FILTER (WHERE step = 'click') AS click_at,
        max(occurred_at) FILTER (WHERE step = 'cart') AS cart_at,
        max(occurred_at) FILTER (WHERE step = 'checkout') AS checkout_at,
        max(occurred_at) FILTER (WHERE step = 'order') AS order_at
      FROM fact_visit WHERE day ${IN_PARTS} AND session_id IS NOT NULL GROUP BY day, session_id
    )
    SELECT p.day, p.activity_page, s.channel, count(*) AS sessions, count(DISTINCT s.user_key) AS visitors,
      count(*) FILTER (WHERE s.entry_page = p.activity_page) AS entered,
      count(*) FILTER (WHERE click_at >= page_at) AS clicked, count(*) FILTER (WHERE cart_at >= page_at) AS carted,
      count(*) FILTER (WHERE checkout_at >= page_at) AS checked_out,
      count(*) FILTER (WHERE order_at >= page_at) AS ordered
    FROM page p JOIN last_step USING (day, session_id)
    JOIN model_traffic_session s ON s.day = p.day AND s.session_id = p.session_id
    GROUP BY p.day, p.activity_page, s.channel`,
};
