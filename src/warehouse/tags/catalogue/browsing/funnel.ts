import { shelve } from '../shelve.ts';

/** How far people come on the way to an order. */
export const FUNNEL_TAGS = shelve({ category: 'browsing', owner: 'growth' }, [
  {
    id: 'views_30d',
    title: {
      en: 'Views in 30 days',
      zh: '近 30 天浏览次数',
    },
    description: {
      en: 'Steps of the kind view.',
      zh: '类型为浏览的行为次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'view'",
    },
  },
  {
    id: 'clicks_30d',
    title: {
      en: 'Clicks in 30 days',
      zh: '近 30 天点击次数',
    },
    description: {
      en: 'Steps of the kind click.',
      zh: '类型为点击的行为次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'click'",
    },
  },
  {
    id: 'carts_30d',
    title: {
      en: 'Basket additions in 30 days',
      zh: '近 30 天加购次数',
    },
    description: {
      en: 'Steps of the kind cart.',
      zh: '类型为加购的行为次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'cart'",
    },
  },
  {
    id: 'checkouts_30d',
    title: {
      en: 'Checkouts in 30 days',
      zh: '近 30 天结算次数',
    },
    description: {
      en: 'Steps of the kind checkout.',
      zh: '类型为结算的行为次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'checkout'",
    },
  },
  {
    id: 'visit_conversion_30d',
    title: {
      en: 'Orders per session in 30 days',
      zh: '近 30 天会话转化率',
    },
    description: {
      en: 'Orders by sessions of the last 30 days.',
      zh: '近 30 天订单数与会话数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'orders_30d',
      denominator: 'sessions_30d',
    },
  },
  {
    id: 'cart_rate_30d',
    title: {
      en: 'Basket additions per view',
      zh: '加购率',
    },
    description: {
      en: 'Basket additions by views, 30 days.',
      zh: '近 30 天加购次数与浏览次数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'carts_30d',
      denominator: 'views_30d',
    },
  },
  {
    id: 'has_open_basket',
    title: {
      en: 'Basket without order',
      zh: '加购未下单',
    },
    description: {
      en: 'Put something into the basket in 30 days and ordered nothing.',
      zh: '近 30 天有加购但没有下单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'carts_30d >= 1 and orders_30d = 0',
    },
  },
  {
    id: 'is_window_shopper',
    title: {
      en: 'Looks and does not buy',
      zh: '只逛不买',
    },
    description: {
      en: 'At least three sessions in 30 days without an order.',
      zh: '近 30 天会话不少于 3 次但没有下单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'sessions_30d >= 3 and orders_30d = 0',
    },
  },
  {
    id: 'days_since_cart',
    title: {
      en: 'Days since the last basket addition',
      zh: '距最近加购天数',
    },
    description: {
      en: 'Whole days from the last step cart to the as-of day.',
      zh: '从最近一次加购到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'days_since_last',
      where: "step = 'cart'",
    },
  },
  {
    id: 'days_since_checkout',
    title: {
      en: 'Days since the last checkout',
      zh: '距最近结算天数',
    },
    description: {
      en: 'Whole days from the last step checkout to the as-of day, whether an order followed or not.',
      zh: '从最近一次进入结算到统计日的整天数，无论是否下单。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'days_since_last',
      where: "step = 'checkout'",
    },
  },
  {
    id: 'click_rate_30d',
    title: {
      en: 'Clicks per view',
      zh: '点击率',
    },
    description: {
      en: 'Clicks by views, 30 days.',
      zh: '近 30 天点击次数与浏览次数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'clicks_30d',
      denominator: 'views_30d',
    },
  },
  {
    id: 'checkout_rate_30d',
    title: {
      en: 'Checkouts per basket addition',
      zh: '结算率',
    },
    description: {
      en: 'Checkouts by basket additions, 30 days.',
      zh: '近 30 天结算次数与加购次数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'checkouts_30d',
      denominator: 'carts_30d',
    },
  },
  {
    id: 'order_steps_30d',
    title: {
      en: 'Orders in visits of 30 days',
      zh: '近 30 天会话内下单数',
    },
    description: {
      en: 'Steps of the kind order.',
      zh: '类型为下单的行为次数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'order'",
    },
  },
  {
    id: 'checkout_completion_30d',
    title: {
      en: 'Checkouts completed',
      zh: '结算完成率',
    },
    description: {
      en: 'Orders in visits by checkouts, 30 days: low means that the last step fails.',
      zh: '近 30 天会话内下单数与结算次数之比，低说明卡在最后一步。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'order_steps_30d',
      denominator: 'checkouts_30d',
    },
  },
  {
    id: 'drop_off_step',
    title: {
      en: 'Where the funnel ends',
      zh: '流失环节',
    },
    description: {
      en: 'Furthest step of the 30 days without an order: checkout, cart, click, view; ordered for who ordered, absent for who did not come.',
      zh: '近 30 天未下单者走到的最远环节：checkout、cart、click、view；已下单为 ordered，未访问为 absent。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'orders_30d >= 1',
          value: 'ordered',
        },
        {
          when: 'checkouts_30d >= 1',
          value: 'checkout',
        },
        {
          when: 'carts_30d >= 1',
          value: 'cart',
        },
        {
          when: 'clicks_30d >= 1',
          value: 'click',
        },
        {
          when: 'views_30d >= 1',
          value: 'view',
        },
      ],
      otherwise: 'absent',
    },
  },
]);
