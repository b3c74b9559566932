import { shelve } from '../shelve.ts';

/** What coupons people get, and what they do with them. */
export const COUPON_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'coupon_discount_90d',
    title: {
      en: 'Coupon discount in 90 days',
      zh: '近 90 天优惠金额',
    },
    description: {
      en: 'What coupons took off the orders of the last 90 days.',
      zh: '近 90 天订单中优惠券抵扣的金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'coupon_discount',
      windowDays: 90,
    },
    owner: 'crm',
  },
  {
    id: 'coupon_share_90d',
    title: {
      en: 'Share of spend paid by coupons',
      zh: '优惠金额占比',
    },
    description: {
      en: 'Coupon discount by spend before coupons, 90 days.',
      zh: '近 90 天优惠金额与券前金额之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'coupon_discount_90d',
      denominator: 'gross_90d',
    },
    owner: 'crm',
  },
  {
    id: 'coupon_orders_365d',
    title: {
      en: 'Orders with a coupon in 365 days',
      zh: '近 365 天用券订单数',
    },
    description: {
      en: 'Orders with a coupon discount.',
      zh: '有优惠券抵扣的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'coupon_discount > 0',
    },
    owner: 'crm',
  },
  {
    id: 'coupon_order_share_365d',
    title: {
      en: 'Share of orders with a coupon',
      zh: '用券订单占比',
    },
    description: {
      en: 'Orders with a coupon discount by all orders, 365 days.',
      zh: '近 365 天用券订单占全部订单的比例。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'coupon_orders_365d',
      denominator: 'orders_365d',
    },
    owner: 'crm',
  },
  {
    id: 'price_sensitivity',
    title: {
      en: 'Price sensitivity',
      zh: '价格敏感度',
    },
    description: {
      en: 'By the share of orders with a coupon: low below 20 %, medium below 60 %, else high.',
      zh: '按用券订单占比划分：低于 20% 为 low，低于 60% 为 medium，其余为 high。',
    },
    type: 'category',
    rule: {
      kind: 'bucket',
      tag: 'coupon_order_share_365d',
      cuts: [0.2, 0.6],
      labels: ['low', 'medium', 'high'],
    },
    owner: 'crm',
  },
  {
    id: 'coupons_received_90d',
    title: {
      en: 'Coupons received in 90 days',
      zh: '近 90 天领券数',
    },
    description: {
      en: 'Coupons issued in the last 90 days.',
      zh: '近 90 天发放的优惠券数。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 90,
      where: "kind = 'issued'",
    },
    owner: 'crm',
  },
  {
    id: 'coupons_redeemed_90d',
    title: {
      en: 'Coupons redeemed in 90 days',
      zh: '近 90 天核销券数',
    },
    description: {
      en: 'Coupons redeemed in the last 90 days.',
      zh: '近 90 天核销的优惠券数。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 90,
      where: "kind = 'redeemed'",
    },
    owner: 'crm',
  },
  {
    id: 'coupons_received_365d',
    title: {
      en: 'Coupons received in 365 days',
      zh: '近 365 天领券数',
    },
    description: {
      en: 'Coupons issued in the last 365 days.',
      zh: '近 365 天发放的优惠券数。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 365,
      where: "kind = 'issued'",
    },
    owner: 'crm',
  },
  {
    id: 'coupons_redeemed_365d',
    title: {
      en: 'Coupons redeemed in 365 days',
      zh: '近 365 天核销券数',
    },
    description: {
      en: 'Coupons redeemed in the last 365 days.',
      zh: '近 365 天核销的优惠券数。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 365,
      where: "kind = 'redeemed'",
    },
    owner: 'crm',
  },
  {
    id: 'coupon_redemption_rate',
    title: {
      en: 'Coupon redemption rate',
      zh: '优惠券核销率',
    },
    description: {
      en: 'Coupons redeemed by coupons received, 365 days.',
      zh: '近 365 天核销券数与领券数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'coupons_redeemed_365d',
      denominator: 'coupons_received_365d',
    },
    owner: 'crm',
  },
  {
    id: 'days_since_coupon_redeemed',
    title: {
      en: 'Days since the last redemption',
      zh: '距最近核销天数',
    },
    description: {
      en: 'Whole days from the last redemption to the as-of day.',
      zh: '从最近一次核销到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'days_since_last',
      where: "kind = 'redeemed'",
    },
    owner: 'crm',
  },
  {
    id: 'campaigns_reached_90d',
    title: {
      en: 'Campaigns seen in 90 days',
      zh: '近 90 天触达活动数',
    },
    description: {
      en: 'Different campaigns that reached the person.',
      zh: '触达过该用户的不同活动数。',
    },
    type: 'integer',
    unit: 'campaigns',
    rule: {
      kind: 'aggregate',
      fact: 'exposure',
      measure: 'count_distinct',
      field: 'campaign_id',
      windowDays: 90,
    },
    owner: 'crm',
  },
  {
    id: 'coupons_opened_90d',
    title: {
      en: 'Coupons opened in 90 days',
      zh: '近 90 天打开券次数',
    },
    description: {
      en: 'Times that a coupon was opened.',
      zh: '打开优惠券的次数。',
    },
    type: 'integer',
    unit: 'openings',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 90,
      where: "kind = 'opened'",
    },
    owner: 'crm',
  },
  {
    id: 'coupons_expired_365d',
    title: {
      en: 'Coupons expired in 365 days',
      zh: '近 365 天过期券数',
    },
    description: {
      en: 'Coupons that ran out unused.',
      zh: '未使用而过期的优惠券数。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 365,
      where: "kind = 'expired'",
    },
    owner: 'crm',
  },
  {
    id: 'coupon_expiry_rate',
    title: {
      en: 'Coupon expiry rate',
      zh: '优惠券过期率',
    },
    description: {
      en: 'Coupons expired by coupons received, 365 days.',
      zh: '近 365 天过期券数与领券数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'coupons_expired_365d',
      denominator: 'coupons_received_365d',
    },
    owner: 'crm',
  },
  {
    id: 'days_since_coupon_received',
    title: {
      en: 'Days since the last coupon',
      zh: '距最近领券天数',
    },
    description: {
      en: 'Whole days from the last coupon issued to the as-of day.',
      zh: '从最近一次发券到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'days_since_last',
      where: "kind = 'issued'",
    },
    owner: 'crm',
  },
  {
    id: 'coupon_spend_365d',
    title: {
      en: 'Spend with coupons in 365 days',
      zh: '近 365 天用券消费额',
    },
    description: {
      en: 'Net amount of the orders with a coupon discount.',
      zh: '有优惠抵扣订单的实付金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
      where: 'coupon_discount > 0',
    },
    owner: 'crm',
  },
  {
    id: 'coupon_discount_365d',
    title: {
      en: 'Coupon discount in 365 days',
      zh: '近 365 天优惠金额',
    },
    description: {
      en: 'What coupons took off the orders of the last 365 days.',
      zh: '近 365 天订单的优惠抵扣金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'coupon_discount',
      windowDays: 365,
    },
    owner: 'crm',
  },
  {
    id: 'spend_per_discount_365d',
    title: {
      en: 'Spend per unit of discount',
      zh: '每元优惠带动消费',
    },
    description: {
      en: 'Spend with coupons by their discount, 365 days.',
      zh: '近 365 天用券消费额与优惠金额之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'coupon_spend_365d',
      denominator: 'coupon_discount_365d',
    },
    owner: 'crm',
  },
  {
    id: 'largest_discount_365d',
    title: {
      en: 'Largest discount in 365 days',
      zh: '近 365 天最大优惠',
    },
    description: {
      en: 'Highest coupon discount of one order.',
      zh: '单笔订单的最高优惠金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'max',
      field: 'coupon_discount',
      windowDays: 365,
      where: 'coupon_discount > 0',
    },
    owner: 'crm',
  },
  {
    id: 'average_coupon_threshold_365d',
    title: {
      en: 'Usual threshold of coupons used',
      zh: '常用券门槛',
    },
    description: {
      en: 'Average threshold of the coupons redeemed in 365 days.',
      zh: '近 365 天核销券的平均使用门槛。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'average',
      field: 'discount_threshold',
      windowDays: 365,
      where: "kind = 'redeemed'",
    },
    owner: 'crm',
  },
  {
    id: 'percent_coupons_redeemed_365d',
    title: {
      en: 'Percentage coupons redeemed in 365 days',
      zh: '近 365 天折扣券核销数',
    },
    description: {
      en: 'Redeemed coupons that take off a share of the price.',
      zh: '核销的按比例折扣券数。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 365,
      where: "kind = 'redeemed' and discount_rate is known",
    },
    owner: 'crm',
  },
  {
    id: 'coupon_categories_365d',
    title: {
      en: 'Categories of coupons used',
      zh: '用券品类',
    },
    description: {
      en: 'All categories of orders with a coupon in 365 days.',
      zh: '近 365 天用券明细涉及的全部品类。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'order_line',
      field: 'category',
      windowDays: 365,
      where: "kind = 'sale' and coupon_discount > 0",
    },
    owner: 'crm',
  },
  {
    id: 'coupon_stage',
    title: {
      en: 'Coupon stage',
      zh: '用券阶段',
    },
    description: {
      en: 'How the person meets coupons: redeems, opens, ignores, or has none in 365 days.',
      zh: '对优惠券的反应：redeems 核销、opens 打开未用、ignores 忽略、none 近 365 天无券。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'coupons_redeemed_365d >= 1',
          value: 'redeems',
        },
        {
          when: 'coupons_received_365d = 0',
          value: 'none',
        },
        {
          when: 'coupons_opened_90d >= 1',
          value: 'opens',
        },
      ],
      otherwise: 'ignores',
    },
    owner: 'crm',
  },
  {
    id: 'is_coupon_dependent',
    title: {
      en: 'Buys with coupons only',
      zh: '依赖优惠券',
    },
    description: {
      en: 'At least two orders in 365 days, nine in ten of them with a coupon.',
      zh: '近 365 天不少于 2 单，且九成以上用券。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'orders_365d >= 2 and coupon_order_share_365d >= 0.9',
    },
    owner: 'crm',
  },
  {
    id: 'campaign_orders_365d',
    title: {
      en: 'Orders by campaigns in 365 days',
      zh: '近 365 天活动订单数',
    },
    description: {
      en: 'Orders that are credited to a campaign.',
      zh: '归因于活动的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
      where: 'campaign_id is known',
    },
    owner: 'crm',
  },
]);
