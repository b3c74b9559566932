import { shelve } from '../shelve.ts';

/** Where people are when they visit. */
export const PLACES_TAGS = shelve({ category: 'device', owner: 'growth' }, [
  {
    id: 'login_city',
    title: {
      en: 'City of most visits',
      zh: '常登录城市',
    },
    description: {
      en: 'City of most visit steps in 90 days.',
      zh: '近 90 天行为最多的城市。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'city',
      by: 'count',
      windowDays: 90,
    },
    pii: 'personal',
  },
  {
    id: 'login_cities_90d',
    title: {
      en: 'Cities of visits in 90 days',
      zh: '近 90 天登录城市',
    },
    description: {
      en: 'All cities that visits came from.',
      zh: '访问来自的全部城市。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'visit',
      field: 'city',
      windowDays: 90,
    },
    pii: 'personal',
  },
  {
    id: 'login_cities_count_90d',
    title: {
      en: 'Number of cities in 90 days',
      zh: '近 90 天登录城市数',
    },
    description: {
      en: 'Different cities that visits came from.',
      zh: '访问来自的不同城市数。',
    },
    type: 'integer',
    unit: 'cities',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'city',
      windowDays: 90,
    },
  },
  {
    id: 'second_login_city',
    title: {
      en: 'Second city',
      zh: '第二登录城市',
    },
    description: {
      en: 'City with the second most visit steps in 90 days: work place, family or travel.',
      zh: '近 90 天行为次多的城市：可能是工作地、家人所在地或出行地。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'city',
      by: 'count',
      rank: 2,
      windowDays: 90,
    },
    pii: 'personal',
  },
]);
