import { shelve } from '../shelve.ts';

/** How campaigns reach people, and whether they answer. */
export const CONTACT_TAGS = shelve({ category: 'browsing', owner: 'growth' }, [
  {
    id: 'push_sessions_90d',
    title: {
      en: 'Sessions by messages in 90 days',
      zh: '近 90 天推送带来会话数',
    },
    description: {
      en: 'Different sessions that began with a push message.',
      zh: '由推送消息带来的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: "channel = 'push'",
    },
    owner: 'crm',
  },
  {
    id: 'search_sessions_90d',
    title: {
      en: 'Sessions by search in 90 days',
      zh: '近 90 天搜索带来会话数',
    },
    description: {
      en: 'Different sessions that began with a search.',
      zh: '由搜索带来的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: "channel = 'search'",
    },
  },
  {
    id: 'exposures_7d',
    title: {
      en: 'Contacts in 7 days',
      zh: '近 7 天触达次数',
    },
    description: {
      en: 'Contacts by campaigns in the last 7 days: the number that contact rules bound.',
      zh: '近 7 天被活动触达的次数，用于触达频控。',
    },
    type: 'integer',
    unit: 'contacts',
    rule: {
      kind: 'aggregate',
      fact: 'exposure',
      measure: 'count',
      windowDays: 7,
    },
    owner: 'crm',
  },
  {
    id: 'messages_90d',
    title: {
      en: 'Messages in 90 days',
      zh: '近 90 天消息触达次数',
    },
    description: {
      en: 'Contacts with the placement message.',
      zh: '以消息形式的触达次数。',
    },
    type: 'integer',
    unit: 'contacts',
    rule: {
      kind: 'aggregate',
      fact: 'exposure',
      measure: 'count',
      windowDays: 90,
      where: "placement = 'message'",
    },
    owner: 'crm',
  },
  {
    id: 'message_response_90d',
    title: {
      en: 'Response to messages',
      zh: '消息响应率',
    },
    description: {
      en: 'Sessions by messages by messages received, 90 days.',
      zh: '近 90 天推送带来会话数与消息触达次数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'push_sessions_90d',
      denominator: 'messages_90d',
    },
    owner: 'crm',
  },
  {
    id: 'favourite_placement',
    title: {
      en: 'Most seen placement',
      zh: '触达最多的资源位',
    },
    description: {
      en: 'Placement of most contacts in 90 days.',
      zh: '近 90 天触达最多的资源位。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'exposure',
      field: 'placement',
      by: 'count',
      windowDays: 90,
    },
    owner: 'crm',
  },
  {
    id: 'days_since_exposure',
    title: {
      en: 'Days since the last contact',
      zh: '距最近触达天数',
    },
    description: {
      en: 'Whole days from the last contact by a campaign to the as-of day.',
      zh: '从最近一次活动触达到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'exposure',
      measure: 'days_since_last',
    },
    owner: 'crm',
  },
  {
    id: 'contact_fatigue',
    title: {
      en: 'Contact fatigue',
      zh: '触达疲劳度',
    },
    description: {
      en: 'By contacts of 7 days: rested (none), fine (1–2), tired (3–4), overdone (5 or more).',
      zh: '按近 7 天触达次数：rested 无，fine 1–2，tired 3–4，overdone 5 及以上。',
    },
    type: 'category',
    rule: {
      kind: 'bucket',
      tag: 'exposures_7d',
      cuts: [1, 3, 5],
      labels: ['rested', 'fine', 'tired', 'overdone'],
    },
    owner: 'crm',
  },
]);
