import { shelve } from '../shelve.ts';

/** The hours and days on which people look around. */
export const TIMING_TAGS = shelve({ category: 'browsing', owner: 'growth' }, [
  {
    id: 'night_sessions_90d',
    title: {
      en: 'Night sessions in 90 days',
      zh: '近 90 天夜间会话数',
    },
    description: {
      en: 'Different sessions between 21:00 and 5:00 local time.',
      zh: '当地时间 21 点至次日 5 点的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: 'hour >= 21 or hour < 5',
    },
  },
  {
    id: 'night_session_share_90d',
    title: {
      en: 'Share of night sessions',
      zh: '夜间会话占比',
    },
    description: {
      en: 'Night sessions by all sessions, 90 days.',
      zh: '近 90 天夜间会话占全部会话的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'night_sessions_90d',
      denominator: 'sessions_90d',
    },
  },
  {
    id: 'weekend_sessions_90d',
    title: {
      en: 'Weekend sessions in 90 days',
      zh: '近 90 天周末会话数',
    },
    description: {
      en: 'Different sessions on a Saturday or Sunday.',
      zh: '周六或周日的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: 'weekday >= 6',
    },
  },
  {
    id: 'weekend_session_share_90d',
    title: {
      en: 'Share of weekend sessions',
      zh: '周末会话占比',
    },
    description: {
      en: 'Weekend sessions by all sessions, 90 days.',
      zh: '近 90 天周末会话占全部会话的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'weekend_sessions_90d',
      denominator: 'sessions_90d',
    },
  },
  {
    id: 'commute_sessions_90d',
    title: {
      en: 'Commute sessions in 90 days',
      zh: '近 90 天通勤时段会话数',
    },
    description: {
      en: 'Different sessions from Monday to Friday at 7, 8, 17 or 18 o’clock.',
      zh: '周一至周五 7、8、17、18 点时段的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: 'weekday <= 5 and hour in (7, 8, 17, 18)',
    },
  },
]);
