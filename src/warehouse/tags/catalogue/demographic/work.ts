import { shelve } from '../shelve.ts';

/** What people do all day and can afford, told and inferred. */
export const WORK_TAGS = shelve({ category: 'demographic', owner: 'crm' }, [
  {
    id: 'is_student',
    title: {
      en: 'Student',
      zh: '学生',
    },
    description: {
      en: 'Told so, or gave no occupation and either saved a school address or was born in 2000 or later.',
      zh: '填写为学生；或未填职业且保存了学校地址或 2000 年及以后出生。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "(occupation is known and occupation = 'student') or (occupation is unknown and (saved_address_kinds contains any ('school') or birth_year >= 2000))",
    },
    pii: 'personal',
  },
  {
    id: 'is_office_worker',
    title: {
      en: 'Office worker',
      zh: '上班族',
    },
    description: {
      en: 'Told so, or gave no occupation and either saved an office address or had four weekday lunches in 90 days.',
      zh: '填写为上班族；或未填职业且保存了公司地址或近 90 天工作日午餐不少于 4 单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "(occupation is known and occupation = 'office-worker') or (occupation is unknown and (saved_address_kinds contains any ('office') or weekday_lunch_orders_90d >= 4))",
    },
    pii: 'personal',
  },
  {
    id: 'is_night_worker',
    title: {
      en: 'Night worker',
      zh: '夜班人群',
    },
    description: {
      en: 'At least five night sessions in 90 days, and four in ten of all.',
      zh: '近 90 天夜间会话不少于 5 次且占比不低于四成。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'night_sessions_90d >= 5 and night_session_share_90d >= 0.4',
    },
    pii: 'personal',
  },
  {
    id: 'is_commuter',
    title: {
      en: 'Commuter',
      zh: '通勤人群',
    },
    description: {
      en: 'At least six sessions at commuting hours in 90 days.',
      zh: '近 90 天通勤时段会话不少于 6 次。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'commute_sessions_90d >= 6',
    },
    pii: 'personal',
  },
  {
    id: 'is_business_traveller',
    title: {
      en: 'Business traveller',
      zh: '商旅人群',
    },
    description: {
      en: 'At least two hotel orders from Monday to Thursday in 365 days.',
      zh: '近 365 天周一至周四酒店订单不少于 2 笔。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'weekday_hotel_orders_365d >= 2',
    },
    pii: 'personal',
  },
  {
    id: 'spending_power',
    title: {
      en: 'Spending power',
      zh: '消费力',
    },
    description: {
      en: 'high, middle or low by income told, device, price level of merchants and value: the first that holds.',
      zh: '按自述收入、机型价位、消费档次与消费价值判断，取首个成立者：high、middle、low。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: "income_band = 'high' or (device_price_class = 'flagship' and (average_price_level_365d >= 3.5 or value_decile >= 8))",
          value: 'high',
        },
        {
          when: "income_band = 'low' or (device_price_class = 'entry' and (average_price_level_365d < 2.5 or value_decile <= 3))",
          value: 'low',
        },
      ],
      otherwise: 'middle',
    },
    pii: 'sensitive',
  },
]);
