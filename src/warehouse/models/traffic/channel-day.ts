import { computed, count, day, money, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** Traffic by channel: every session is in exactly one row, so days and channels add up. */
export const CHANNEL_DAY: ModelDefinition = {
  id: 'traffic_channel_day',
  area: 'traffic',
  version: 1,
  title: { en: 'Channels by day', zh: '渠道日报' },
  grain: 'one channel on one business day with a session',
  key: ['day', 'channel'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    channel: word('Channel; null where no step names one.'),
    sessions: count('sessions', 'Sessions.'),
    visitors: count('people', 'Known people; not additive.'),
    steps: count('steps', 'Steps.'),
    bounces: count('sessions', 'Sessions of one step.'),
    converted: count('sessions', 'Sessions with an order.'),
    orders: count('orders', 'Orders of these sessions; two sessions at once may count the same order.'),
    net_amount: money('Their amount after coupons and cancellations.'),
    span_ms: count('ms', 'Sum of the sessions from first step to last.'),
    mean_span_ms: computed(
      { type: 'number', unit: 'ms', text: 'By session.' },
      'm.span_ms / nullif(m.sessions, 0)::DOUBLE',
    ),
    bounce_share: share('bounces', 'sessions', 'Bounces by sessions.'),
    conversion: share('converted', 'sessions', 'Converted by sessions.'),
  },
  touched: 'SELECT day AS part FROM changed_traffic_session',
  rows: `
    SELECT day, channel, count(*) AS sessions, count(DISTINCT user_key) AS visitors, sum(steps) AS steps,
      count(*) FILTER (WHERE steps = 1) AS bounces, count(*) FILTER (WHERE is_converted) AS converted,
      sum(orders) AS orders, sum(net_amount) AS net_amount, sum(epoch_ms(ended_at) - epoch_ms(started_at)) AS span_ms
    FROM model_traffic_session WHERE day ${IN_PARTS} GROUP BY day, channel`,
};
