import { shelve } from '../shelve.ts';

/** Whether people buy more or less than before. */
export const TREND_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'orders_previous_30d',
    title: {
      en: 'Orders 31 to 60 days ago',
      zh: '前 30 天订单数',
    },
    description: {
      en: 'Orders of the 30 days before the last 30.',
      zh: '最近 30 天之前那 30 天的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 30,
      endDaysAgo: 30,
    },
  },
  {
    id: 'order_trend_30d',
    title: {
      en: 'Order trend over 30 days',
      zh: '近 30 天订单趋势',
    },
    description: {
      en: 'Orders of the last 30 days by those of the 30 before: over 1 grows.',
      zh: '近 30 天订单数与前 30 天之比，大于 1 表示增长。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'orders_30d',
      denominator: 'orders_previous_30d',
    },
  },
  {
    id: 'orders_prior_90d',
    title: {
      en: 'Orders 31 to 120 days ago',
      zh: '前 90 天订单数',
    },
    description: {
      en: 'Orders of the 90 days before the last 30.',
      zh: '最近 30 天之前那 90 天的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 90,
      endDaysAgo: 30,
    },
  },
  {
    id: 'spend_prior_90d',
    title: {
      en: 'Spend 31 to 120 days ago',
      zh: '前 90 天消费额',
    },
    description: {
      en: 'Net amount of the orders of the 90 days before the last 30.',
      zh: '最近 30 天之前那 90 天订单的实付金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 90,
      endDaysAgo: 30,
    },
  },
  {
    id: 'order_trend_90d',
    title: {
      en: 'Order trend against 90 days',
      zh: '订单趋势（对比前 90 天）',
    },
    description: {
      en: 'Orders a day of the last 30 days by those of the 90 days before: over 1 grows.',
      zh: '近 30 天日均订单与此前 90 天日均订单之比，大于 1 为增长。',
    },
    type: 'number',
    rule: {
      kind: 'trend',
      recent: 'orders_30d',
      before: 'orders_prior_90d',
    },
  },
  {
    id: 'spend_trend_90d',
    title: {
      en: 'Spend trend against 90 days',
      zh: '消费趋势（对比前 90 天）',
    },
    description: {
      en: 'Spend a day of the last 30 days by that of the 90 days before: over 1 grows.',
      zh: '近 30 天日均消费与此前 90 天日均消费之比，大于 1 为增长。',
    },
    type: 'number',
    rule: {
      kind: 'trend',
      recent: 'spend_30d',
      before: 'spend_prior_90d',
    },
  },
  {
    id: 'order_momentum',
    title: {
      en: 'Order momentum',
      zh: '订单动能',
    },
    description: {
      en: 'falling: pace under 0.7 of the 90 days before; steady; rising: over 1.3; started: orders now and none before; stopped: none now; none: neither.',
      zh: 'falling 低于前 90 天节奏的 0.7；steady 平稳；rising 高于 1.3；started 之前没有现在有；stopped 之前有现在没有；none 均无。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'orders_prior_90d = 0 and orders_30d = 0',
          value: 'none',
        },
        {
          when: 'orders_prior_90d = 0',
          value: 'started',
        },
        {
          when: 'orders_30d = 0',
          value: 'stopped',
        },
        {
          when: 'order_trend_90d < 0.7',
          value: 'falling',
        },
        {
          when: 'order_trend_90d <= 1.3',
          value: 'steady',
        },
      ],
      otherwise: 'rising',
    },
  },
  {
    id: 'basket_growth',
    title: {
      en: 'Basket growth',
      zh: '客单价变化',
    },
    description: {
      en: 'Average basket of 90 days by that of 365: over 1 grows.',
      zh: '近 90 天客单价与近 365 天客单价之比，大于 1 为增长。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'average_basket_90d',
      denominator: 'average_basket_365d',
    },
  },
]);
