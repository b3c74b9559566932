import { shelve } from '../shelve.ts';

/** What people like to do, inferred from what they do. */
export const LIFESTYLE_TAGS = shelve({ category: 'demographic', owner: 'crm' }, [
  {
    id: 'is_frugal',
    title: {
      en: 'Frugal',
      zh: '精打细算',
    },
    description: {
      en: 'At least three orders in 365 days, cheap merchants on average (level 3 or less), and three in ten orders with a coupon.',
      zh: '近 365 天不少于 3 单，平均消费档次不高于 3 且三成以上订单用券。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'orders_365d >= 3 and average_price_level_365d <= 3 and coupon_order_share_365d >= 0.3',
    },
  },
  {
    id: 'is_gourmet',
    title: {
      en: 'Gourmet',
      zh: '美食家',
    },
    description: {
      en: 'At least five cuisines in 365 days, at merchants of level 3.3 or more on average.',
      zh: '近 365 天不少于 5 种菜系，且平均消费档次不低于 3.3。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'cuisines_count_365d >= 5 and average_price_level_365d >= 3.3',
    },
  },
  {
    id: 'is_film_fan',
    title: {
      en: 'Film fan',
      zh: '影迷',
    },
    description: {
      en: 'At least three cinema orders in 90 days, or film among the hobbies and one of them.',
      zh: '近 90 天电影订单不少于 3 笔，或爱好含电影且至少 1 笔。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "cinema_orders_90d >= 3 or (hobbies contains any ('film') and cinema_orders_90d >= 1)",
    },
  },
  {
    id: 'is_traveller',
    title: {
      en: 'Traveller',
      zh: '旅行爱好者',
    },
    description: {
      en: 'Visits from three cities in 90 days, or travel among the hobbies and a hotel order in 90 days.',
      zh: '近 90 天来自 3 个城市，或爱好含旅行且近 90 天有酒店订单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "login_cities_count_90d >= 3 or (hobbies contains any ('travel') and hotel_orders_90d >= 1)",
    },
    pii: 'personal',
  },
  {
    id: 'is_health_minded',
    title: {
      en: 'Health-minded',
      zh: '健康饮食人群',
    },
    description: {
      en: 'At least two orders of healthy food in 365 days, or sport among the hobbies and one of them.',
      zh: '近 365 天健康餐食不少于 2 单，或爱好含运动且至少 1 单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "healthy_food_orders_365d >= 2 or (hobbies contains any ('sport') and healthy_food_orders_365d >= 1)",
    },
    pii: 'personal',
  },
  {
    id: 'is_home_cook',
    title: {
      en: 'Home cook',
      zh: '爱下厨',
    },
    description: {
      en: 'At least two orders of fresh food in 365 days, or cooking among the hobbies.',
      zh: '近 365 天生鲜订单不少于 2 笔，或爱好含烹饪。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "fresh_food_orders_365d >= 2 or hobbies contains any ('cooking')",
    },
  },
  {
    id: 'is_homebody',
    title: {
      en: 'Homebody',
      zh: '宅家人群',
    },
    description: {
      en: 'At least four food deliveries in 90 days, and neither dining nor cinema.',
      zh: '近 90 天外卖不少于 4 单，且没有到店餐饮与电影。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'food_delivery_orders_90d >= 4 and dining_orders_90d = 0 and cinema_orders_90d = 0',
    },
  },
  {
    id: 'is_going_out',
    title: {
      en: 'Goes out',
      zh: '爱出门人群',
    },
    description: {
      en: 'Dining and cinema in 90 days, and half of the orders of 365 days on a week-end.',
      zh: '近 90 天有到店餐饮与电影，且一半以上订单在周末。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'dining_orders_90d >= 1 and cinema_orders_90d >= 1 and weekend_share_365d >= 0.5',
    },
  },
]);
