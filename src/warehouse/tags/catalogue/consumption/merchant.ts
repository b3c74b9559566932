import { shelve } from '../shelve.ts';

/** Where people buy: merchants, price levels, cities, channels. */
export const MERCHANT_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'favourite_merchant',
    title: {
      en: 'Favourite merchant',
      zh: '偏好商家',
    },
    description: {
      en: 'Merchant of most orders in 365 days.',
      zh: '近 365 天下单最多的商家。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order',
      field: 'merchant_id',
      by: 'count',
      windowDays: 365,
    },
    owner: 'merchandising',
  },
  {
    id: 'merchants_90d',
    title: {
      en: 'Merchants in 90 days',
      zh: '近 90 天消费商家数',
    },
    description: {
      en: 'Different merchants ordered from.',
      zh: '下过单的不同商家数。',
    },
    type: 'integer',
    unit: 'merchants',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count_distinct',
      field: 'merchant_id',
      windowDays: 90,
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_city',
    title: {
      en: 'City of most orders',
      zh: '下单最多的城市',
    },
    description: {
      en: 'City of most orders in 365 days.',
      zh: '近 365 天下单最多的城市。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order',
      field: 'city',
      by: 'count',
      windowDays: 365,
    },
    pii: 'personal',
  },
  {
    id: 'favourite_channel',
    title: {
      en: 'Channel of most orders',
      zh: '下单最多的渠道',
    },
    description: {
      en: 'Channel of most orders in 365 days.',
      zh: '近 365 天下单最多的渠道。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order',
      field: 'channel',
      by: 'count',
      windowDays: 365,
    },
  },
  {
    id: 'favourite_merchant_share',
    title: {
      en: 'Share of the favourite merchant',
      zh: '偏好商家占比',
    },
    description: {
      en: 'Share of the orders of 365 days at the favourite merchant.',
      zh: '近 365 天订单中偏好商家的比例。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'order',
      field: 'merchant_id',
      by: 'count',
      windowDays: 365,
    },
    owner: 'merchandising',
  },
  {
    id: 'merchants_365d',
    title: {
      en: 'Merchants in 365 days',
      zh: '近 365 天消费商家数',
    },
    description: {
      en: 'Different merchants ordered from.',
      zh: '下过单的不同商家数。',
    },
    type: 'integer',
    unit: 'merchants',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count_distinct',
      field: 'merchant_id',
      windowDays: 365,
    },
    owner: 'merchandising',
  },
  {
    id: 'orders_per_merchant_365d',
    title: {
      en: 'Orders per merchant',
      zh: '商家复购次数',
    },
    description: {
      en: 'Orders by different merchants, 365 days.',
      zh: '近 365 天订单数与商家数之比。',
    },
    type: 'number',
    unit: 'orders',
    rule: {
      kind: 'ratio',
      numerator: 'orders_365d',
      denominator: 'merchants_365d',
    },
    owner: 'merchandising',
  },
  {
    id: 'merchant_loyalty',
    title: {
      en: 'Merchant loyalty',
      zh: '商家忠诚类型',
    },
    description: {
      en: 'Of who has four orders in 365 days: loyal: half at one merchant; explorer: no merchant has a fourth; mixed: between.',
      zh: '近 365 天不少于 4 单者：loyal 一半以上在同一商家；explorer 没有商家达到四分之一；mixed 介于其间。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'orders_365d < 4',
          value: 'too-few-orders',
        },
        {
          when: 'favourite_merchant_share >= 0.5',
          value: 'loyal',
        },
        {
          when: 'favourite_merchant_share < 0.25',
          value: 'explorer',
        },
        {
          when: 'favourite_merchant_share is known',
          value: 'mixed',
        },
      ],
    },
    owner: 'merchandising',
  },
  {
    id: 'average_price_level_365d',
    title: {
      en: 'Average price level',
      zh: '平均消费档次',
    },
    description: {
      en: 'Average price level, 1 to 5, of the merchants of the orders of 365 days.',
      zh: '近 365 天订单所在商家的平均价格档次（1–5）。',
    },
    type: 'number',
    unit: 'level',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'average',
      field: 'merchant_price_level',
      windowDays: 365,
    },
    owner: 'merchandising',
  },
  {
    id: 'premium_orders_365d',
    title: {
      en: 'Premium orders in 365 days',
      zh: '近 365 天高端订单数',
    },
    description: {
      en: 'Orders at merchants of price level 4 or 5.',
      zh: '在价格档次 4 或 5 的商家的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'merchant_price_level >= 4',
    },
    owner: 'merchandising',
  },
  {
    id: 'premium_share_365d',
    title: {
      en: 'Share of premium orders',
      zh: '高端订单占比',
    },
    description: {
      en: 'Premium orders by all orders, 365 days.',
      zh: '近 365 天高端订单占全部订单的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'premium_orders_365d',
      denominator: 'orders_365d',
    },
    owner: 'merchandising',
  },
]);
