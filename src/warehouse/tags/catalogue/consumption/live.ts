import { shelve } from '../shelve.ts';

/** Counters of purchases that move between builds. */
export const LIVE_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'orders_since_yesterday',
    title: {
      en: 'Orders since yesterday',
      zh: '昨日以来订单数',
    },
    description: {
      en: 'Orders of the day before the as-of day and all since; moves with each order.',
      zh: '统计日前一天及之后的订单数，随订单实时变化。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 1,
    },
    freshness: 'live',
  },
  {
    id: 'spend_since_yesterday',
    title: {
      en: 'Spend since yesterday',
      zh: '昨日以来消费额',
    },
    description: {
      en: 'Net amount of the orders of the day before the as-of day and all since.',
      zh: '统计日前一天及之后订单的实付金额，实时变化。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 1,
    },
    freshness: 'live',
  },
  {
    id: 'coupons_received_since_yesterday',
    title: {
      en: 'Coupons received since yesterday',
      zh: '昨日以来领券数',
    },
    description: {
      en: 'Coupons issued on the day before the as-of day and since: a cap on coupons per day needs it.',
      zh: '统计日前一天及之后发放的优惠券数，用于发券频控。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 1,
      where: "kind = 'issued'",
    },
    owner: 'crm',
    freshness: 'live',
  },
  {
    id: 'coupons_redeemed_since_yesterday',
    title: {
      en: 'Coupons redeemed since yesterday',
      zh: '昨日以来核销券数',
    },
    description: {
      en: 'Coupons redeemed on the day before the as-of day and since.',
      zh: '统计日前一天及之后核销的优惠券数，实时变化。',
    },
    type: 'integer',
    unit: 'coupons',
    rule: {
      kind: 'aggregate',
      fact: 'coupon_event',
      measure: 'count',
      windowDays: 1,
      where: "kind = 'redeemed'",
    },
    owner: 'crm',
    freshness: 'live',
  },
]);
