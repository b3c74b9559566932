import { shelve } from '../shelve.ts';

/** When people bought, and in which rhythm. */
export const RECENCY_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'first_order_at',
    title: {
      en: 'First order on',
      zh: '首单日期',
    },
    description: {
      en: 'Local day of the first order.',
      zh: '首笔订单的本地日期。',
    },
    type: 'date',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'first_day',
    },
  },
  {
    id: 'last_order_at',
    title: {
      en: 'Last order on',
      zh: '最近下单日期',
    },
    description: {
      en: 'Local day of the last order.',
      zh: '最近一笔订单的本地日期。',
    },
    type: 'date',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'last_day',
    },
  },
  {
    id: 'days_since_order',
    title: {
      en: 'Days since the last order',
      zh: '距最近下单天数',
    },
    description: {
      en: 'Whole days from the local day of the last order to the as-of day.',
      zh: '从最近一单的本地日期到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'days_since_last',
    },
  },
  {
    id: 'days_since_first_order',
    title: {
      en: 'Days since the first order',
      zh: '距首单天数',
    },
    description: {
      en: 'Whole days from the local day of the first order to the as-of day.',
      zh: '从首单的本地日期到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'days_since_first',
    },
  },
  {
    id: 'order_days_90d',
    title: {
      en: 'Days with an order in 90 days',
      zh: '近 90 天下单天数',
    },
    description: {
      en: 'Different days with at least one order.',
      zh: '至少有一笔订单的不同天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'active_days',
      windowDays: 90,
    },
  },
  {
    id: 'days_per_order',
    title: {
      en: 'Days per order',
      zh: '平均下单间隔',
    },
    description: {
      en: 'Days since the first order by orders ever: the person’s own rhythm.',
      zh: '自首单以来的天数与累计订单数之比，即个人下单节奏。',
    },
    type: 'number',
    unit: 'days',
    rule: {
      kind: 'ratio',
      numerator: 'days_since_first_order',
      denominator: 'orders_total',
    },
  },
  {
    id: 'order_delay_factor',
    title: {
      en: 'Late against own rhythm',
      zh: '下单延迟倍数',
    },
    description: {
      en: 'Days since the last order by days per order: 2 is twice as long as usual.',
      zh: '距最近下单天数与平均下单间隔之比，2 表示比平时久一倍。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'days_since_order',
      denominator: 'days_per_order',
    },
  },
  {
    id: 'is_overdue',
    title: {
      en: 'Overdue for an order',
      zh: '逾期未下单',
    },
    description: {
      en: 'At least three orders ever, and twice as long without one as usual.',
      zh: '累计不少于 3 单，且未下单时间已达平时的两倍。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'orders_total >= 3 and order_delay_factor >= 2',
    },
  },
]);
