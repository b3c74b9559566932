import { shelve } from '../shelve.ts';

/** The app on the phone and what it may do. */
export const APP_TAGS = shelve({ category: 'device', owner: 'growth' }, [
  {
    id: 'app_version',
    title: {
      en: 'App version',
      zh: 'App 版本',
    },
    description: {
      en: 'Version of the app at the last start.',
      zh: '最近一次启动时的 App 版本。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'app_version',
    },
    freshness: 'static',
  },
  {
    id: 'app_updated_at',
    title: {
      en: 'App updated on',
      zh: 'App 更新日期',
    },
    description: {
      en: 'Day of the last update of the app.',
      zh: '最近一次更新 App 的日期。',
    },
    type: 'date',
    rule: {
      kind: 'attribute',
      attribute: 'app_updated_at',
    },
    freshness: 'static',
  },
  {
    id: 'days_since_app_update',
    title: {
      en: 'Days since the app update',
      zh: '距 App 更新天数',
    },
    description: {
      en: 'Whole days from the last update to the as-of day.',
      zh: '从最近更新到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'elapsed',
      tag: 'app_updated_at',
    },
  },
  {
    id: 'notifications_on',
    title: {
      en: 'Notifications allowed',
      zh: '系统通知已开启',
    },
    description: {
      en: 'The phone lets the app show notifications.',
      zh: '手机系统允许 App 推送通知。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'notifications_on',
    },
    freshness: 'static',
  },
  {
    id: 'location_permission',
    title: {
      en: 'Location permission',
      zh: '定位权限',
    },
    description: {
      en: 'always, while-using or never, as the phone has it.',
      zh: '手机中的定位权限：always、while-using、never。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'location_permission',
    },
    freshness: 'static',
  },
  {
    id: 'days_since_app_visit',
    title: {
      en: 'Days since the last app visit',
      zh: '距最近 App 访问天数',
    },
    description: {
      en: 'Whole days from the last visit in the app to the as-of day.',
      zh: '从最近一次 App 访问到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'days_since_last',
      where: "channel = 'app'",
    },
  },
  {
    id: 'is_app_lapsed',
    title: {
      en: 'Left the app',
      zh: 'App 流失',
    },
    description: {
      en: 'Visited within 30 days, but not in the app.',
      zh: '30 天内有访问，但未使用 App。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'days_since_visit <= 30 and (days_since_app_visit > 30 or days_since_app_visit is unknown)',
    },
  },
]);
