import { shelve } from '../shelve.ts';

/** The doors that people come in by. */
export const CHANNELS_TAGS = shelve({ category: 'device', owner: 'growth' }, [
  {
    id: 'visit_channel',
    title: {
      en: 'Main channel of visits',
      zh: '主要访问渠道',
    },
    description: {
      en: 'Channel of most visit steps in the last 90 days: app, mini-program, web.',
      zh: '近 90 天访问行为最多的渠道，如 App、小程序、网页。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'channel',
      by: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'visit_channels_90d',
    title: {
      en: 'Channels of visits in 90 days',
      zh: '近 90 天访问渠道',
    },
    description: {
      en: 'All channels of visits in the last 90 days.',
      zh: '近 90 天访问过的全部渠道。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'visit',
      field: 'channel',
      windowDays: 90,
    },
  },
  {
    id: 'visit_channel_share_90d',
    title: {
      en: 'Share of the main channel',
      zh: '主渠道占比',
    },
    description: {
      en: 'Share of the visit steps of 90 days on the channel used most.',
      zh: '近 90 天行为中来自最常用渠道的比例。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'visit',
      field: 'channel',
      by: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'app_sessions_90d',
    title: {
      en: 'App sessions in 90 days',
      zh: '近 90 天 App 会话数',
    },
    description: {
      en: 'Different sessions in the app.',
      zh: '在 App 中的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: "channel = 'app'",
    },
  },
  {
    id: 'app_session_share_90d',
    title: {
      en: 'Share of app sessions',
      zh: 'App 会话占比',
    },
    description: {
      en: 'App sessions by all sessions, 90 days.',
      zh: '近 90 天 App 会话占全部会话的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'app_sessions_90d',
      denominator: 'sessions_90d',
    },
  },
]);
