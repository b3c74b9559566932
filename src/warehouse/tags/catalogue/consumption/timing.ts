import { shelve } from '../shelve.ts';

/** The hours and days on which people buy. */
export const TIMING_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'weekend_orders_365d',
    title: {
      en: 'Weekend orders in 365 days',
      zh: '近 365 天周末订单数',
    },
    description: {
      en: 'Orders on a Saturday or Sunday.',
      zh: '周六或周日的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'weekday >= 6',
    },
  },
  {
    id: 'weekend_share_365d',
    title: {
      en: 'Share of weekend orders',
      zh: '周末订单占比',
    },
    description: {
      en: 'Weekend orders by all orders, 365 days.',
      zh: '近 365 天周末订单占全部订单的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'weekend_orders_365d',
      denominator: 'orders_365d',
    },
  },
  {
    id: 'night_orders_365d',
    title: {
      en: 'Night orders in 365 days',
      zh: '近 365 天夜间订单数',
    },
    description: {
      en: 'Orders between 21:00 and 5:00 local time.',
      zh: '当地时间 21 点至次日 5 点的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'hour >= 21 or hour < 5',
    },
  },
  {
    id: 'night_share_365d',
    title: {
      en: 'Share of night orders',
      zh: '夜间订单占比',
    },
    description: {
      en: 'Night orders by all orders, 365 days.',
      zh: '近 365 天夜间订单占全部订单的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'night_orders_365d',
      denominator: 'orders_365d',
    },
  },
  {
    id: 'is_night_owl',
    title: {
      en: 'Night owl',
      zh: '夜猫子',
    },
    description: {
      en: 'At least three night orders, and three in ten or more at night.',
      zh: '夜间订单不少于 3 笔且占比不低于 30%。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'night_orders_365d >= 3 and night_share_365d >= 0.3',
    },
  },
  {
    id: 'breakfast_orders_365d',
    title: {
      en: 'Morning orders in 365 days',
      zh: '近 365 天早间订单数',
    },
    description: {
      en: 'Orders from 5:00 to before 11:00 local time.',
      zh: '当地时间 5 点至 11 点前的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'hour >= 5 and hour < 11',
    },
  },
  {
    id: 'lunch_orders_365d',
    title: {
      en: 'Lunch orders in 365 days',
      zh: '近 365 天午间订单数',
    },
    description: {
      en: 'Orders from 11:00 to before 14:00 local time.',
      zh: '当地时间 11 点至 14 点前的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'hour >= 11 and hour < 14',
    },
  },
  {
    id: 'dinner_orders_365d',
    title: {
      en: 'Dinner orders in 365 days',
      zh: '近 365 天晚间订单数',
    },
    description: {
      en: 'Orders from 17:00 to before 21:00 local time.',
      zh: '当地时间 17 点至 21 点前的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'hour >= 17 and hour < 21',
    },
  },
  {
    id: 'lunch_share_365d',
    title: {
      en: 'Share of lunch orders',
      zh: '午间订单占比',
    },
    description: {
      en: 'Lunch orders by all orders, 365 days.',
      zh: '近 365 天午间订单占全部订单的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'lunch_orders_365d',
      denominator: 'orders_365d',
    },
  },
  {
    id: 'dinner_share_365d',
    title: {
      en: 'Share of dinner orders',
      zh: '晚间订单占比',
    },
    description: {
      en: 'Dinner orders by all orders, 365 days.',
      zh: '近 365 天晚间订单占全部订单的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'dinner_orders_365d',
      denominator: 'orders_365d',
    },
  },
  {
    id: 'main_daypart',
    title: {
      en: 'Main part of the day',
      zh: '主要下单时段',
    },
    description: {
      en: 'Part of the day with at least half of the orders of 365 days: lunch, dinner, night; otherwise mixed. Unknown for who ordered nothing.',
      zh: '近 365 天占一半以上订单的时段：lunch、dinner、night，否则 mixed；无订单未知。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'lunch_share_365d >= 0.5',
          value: 'lunch',
        },
        {
          when: 'dinner_share_365d >= 0.5',
          value: 'dinner',
        },
        {
          when: 'night_share_365d >= 0.5',
          value: 'night',
        },
        {
          when: 'orders_365d >= 1',
          value: 'mixed',
        },
      ],
    },
  },
  {
    id: 'weekday_lunch_orders_90d',
    title: {
      en: 'Weekday lunch orders in 90 days',
      zh: '近 90 天工作日午餐订单数',
    },
    description: {
      en: 'Orders from 11:00 to before 14:00 on Monday to Friday.',
      zh: '周一至周五 11 点至 14 点前的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 90,
      where: 'weekday <= 5 and hour >= 11 and hour < 14',
    },
  },
  {
    id: 'is_early_bird',
    title: {
      en: 'Early bird',
      zh: '早起型',
    },
    description: {
      en: 'At least three morning orders in 365 days.',
      zh: '近 365 天早间订单不少于 3 笔。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'breakfast_orders_365d >= 3',
    },
  },
]);
