import { shelve } from '../shelve.ts';

/** Counters of visits and contacts that move between builds. */
export const LIVE_TAGS = shelve({ category: 'browsing', owner: 'growth' }, [
  {
    id: 'views_since_yesterday',
    title: {
      en: 'Views since yesterday',
      zh: '昨日以来浏览次数',
    },
    description: {
      en: 'Views of the day before the as-of day and all since; moves with each view.',
      zh: '统计日前一天及之后的浏览次数，实时变化。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 1,
      where: "step = 'view'",
    },
    freshness: 'live',
  },
  {
    id: 'carts_since_yesterday',
    title: {
      en: 'Basket additions since yesterday',
      zh: '昨日以来加购次数',
    },
    description: {
      en: 'Basket additions of the day before the as-of day and all since.',
      zh: '统计日前一天及之后的加购次数，实时变化。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 1,
      where: "step = 'cart'",
    },
    freshness: 'live',
  },
  {
    id: 'contacts_since_yesterday',
    title: {
      en: 'Contacts since yesterday',
      zh: '昨日以来触达次数',
    },
    description: {
      en: 'Contacts by campaigns on the day before the as-of day and since: a cap on contacts per day needs it.',
      zh: '统计日前一天及之后的活动触达次数，用于触达频控。',
    },
    type: 'integer',
    unit: 'contacts',
    rule: {
      kind: 'aggregate',
      fact: 'exposure',
      measure: 'count',
      windowDays: 1,
    },
    owner: 'crm',
    freshness: 'live',
  },
]);
