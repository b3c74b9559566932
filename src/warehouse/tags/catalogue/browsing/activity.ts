import { shelve } from '../shelve.ts';

/** How often and how long people look around. */
export const ACTIVITY_TAGS = shelve({ category: 'browsing', owner: 'growth' }, [
  {
    id: 'visits_7d',
    title: {
      en: 'Visit steps in 7 days',
      zh: '近 7 天访问行为数',
    },
    description: {
      en: 'Views, clicks and other steps of the last 7 days.',
      zh: '近 7 天浏览、点击等行为的次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 7,
    },
  },
  {
    id: 'visits_30d',
    title: {
      en: 'Visit steps in 30 days',
      zh: '近 30 天访问行为数',
    },
    description: {
      en: 'Views, clicks and other steps of the last 30 days.',
      zh: '近 30 天浏览、点击等行为的次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
    },
  },
  {
    id: 'sessions_7d',
    title: {
      en: 'Sessions in 7 days',
      zh: '近 7 天会话数',
    },
    description: {
      en: 'Different sessions of the last 7 days.',
      zh: '近 7 天的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 7,
    },
  },
  {
    id: 'sessions_30d',
    title: {
      en: 'Sessions in 30 days',
      zh: '近 30 天会话数',
    },
    description: {
      en: 'Different sessions of the last 30 days.',
      zh: '近 30 天的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 30,
    },
  },
  {
    id: 'sessions_90d',
    title: {
      en: 'Sessions in 90 days',
      zh: '近 90 天会话数',
    },
    description: {
      en: 'Different sessions of the last 90 days.',
      zh: '近 90 天的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
    },
  },
  {
    id: 'active_days_30d',
    title: {
      en: 'Active days in 30 days',
      zh: '近 30 天活跃天数',
    },
    description: {
      en: 'Different days with a visit.',
      zh: '有访问的不同天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'active_days',
      windowDays: 30,
    },
  },
  {
    id: 'last_visit_at',
    title: {
      en: 'Last visit on',
      zh: '最近访问日期',
    },
    description: {
      en: 'Local day of the last visit.',
      zh: '最近一次访问的本地日期。',
    },
    type: 'date',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'last_day',
    },
  },
  {
    id: 'days_since_visit',
    title: {
      en: 'Days since the last visit',
      zh: '距最近访问天数',
    },
    description: {
      en: 'Whole days from the local day of the last visit to the as-of day.',
      zh: '从最近访问的本地日期到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'days_since_last',
    },
  },
  {
    id: 'browsing_seconds_30d',
    title: {
      en: 'Browsing time in 30 days',
      zh: '近 30 天浏览时长',
    },
    description: {
      en: 'Seconds spent on all steps.',
      zh: '全部行为的停留秒数。',
    },
    type: 'number',
    unit: 'seconds',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'sum',
      field: 'duration_seconds',
      windowDays: 30,
    },
  },
  {
    id: 'first_visit_at',
    title: {
      en: 'First visit on',
      zh: '首次访问日期',
    },
    description: {
      en: 'Local day of the first visit.',
      zh: '首次访问的本地日期。',
    },
    type: 'date',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'first_day',
    },
  },
  {
    id: 'sessions_prior_90d',
    title: {
      en: 'Sessions 31 to 120 days ago',
      zh: '前 90 天会话数',
    },
    description: {
      en: 'Different sessions of the 90 days before the last 30.',
      zh: '最近 30 天之前那 90 天的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      endDaysAgo: 30,
    },
  },
  {
    id: 'session_trend_90d',
    title: {
      en: 'Session trend against 90 days',
      zh: '会话趋势（对比前 90 天）',
    },
    description: {
      en: 'Sessions a day of the last 30 days by those of the 90 days before: over 1 grows.',
      zh: '近 30 天日均会话与此前 90 天日均会话之比，大于 1 为增长。',
    },
    type: 'number',
    rule: {
      kind: 'trend',
      recent: 'sessions_30d',
      before: 'sessions_prior_90d',
    },
  },
  {
    id: 'steps_per_session_30d',
    title: {
      en: 'Steps per session',
      zh: '会话深度',
    },
    description: {
      en: 'Visit steps by sessions, 30 days: how deep the person looks.',
      zh: '近 30 天行为数与会话数之比，反映浏览深度。',
    },
    type: 'number',
    unit: 'steps',
    rule: {
      kind: 'ratio',
      numerator: 'visits_30d',
      denominator: 'sessions_30d',
    },
  },
  {
    id: 'seconds_per_session_30d',
    title: {
      en: 'Seconds per session',
      zh: '会话时长',
    },
    description: {
      en: 'Browsing time by sessions, 30 days.',
      zh: '近 30 天浏览时长与会话数之比。',
    },
    type: 'number',
    unit: 'seconds',
    rule: {
      kind: 'ratio',
      numerator: 'browsing_seconds_30d',
      denominator: 'sessions_30d',
    },
  },
  {
    id: 'visit_rhythm',
    title: {
      en: 'Visit rhythm',
      zh: '访问频率档',
    },
    description: {
      en: 'By active days in 30: none, rare (1–2), weekly (3–7), often (8–19), daily (20 or more).',
      zh: '按近 30 天活跃天数：none 无，rare 1–2，weekly 3–7，often 8–19，daily 20 及以上。',
    },
    type: 'category',
    rule: {
      kind: 'bucket',
      tag: 'active_days_30d',
      cuts: [1, 3, 8, 20],
      labels: ['none', 'rare', 'weekly', 'often', 'daily'],
    },
  },
]);
