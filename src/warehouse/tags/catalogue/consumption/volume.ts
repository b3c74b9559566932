import { shelve } from '../shelve.ts';

/** How much people buy. */
export const VOLUME_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'orders_7d',
    title: {
      en: 'Orders in 7 days',
      zh: '近 7 天订单数',
    },
    description: {
      en: 'Orders of the last 7 days; a basket is one order.',
      zh: '近 7 天的订单数，一个购物篮计为一单。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 7,
    },
  },
  {
    id: 'orders_30d',
    title: {
      en: 'Orders in 30 days',
      zh: '近 30 天订单数',
    },
    description: {
      en: 'Orders of the last 30 days; a basket is one order.',
      zh: '近 30 天的订单数，一个购物篮计为一单。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 30,
    },
  },
  {
    id: 'orders_90d',
    title: {
      en: 'Orders in 90 days',
      zh: '近 90 天订单数',
    },
    description: {
      en: 'Orders of the last 90 days; a basket is one order.',
      zh: '近 90 天的订单数，一个购物篮计为一单。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'orders_365d',
    title: {
      en: 'Orders in 365 days',
      zh: '近 365 天订单数',
    },
    description: {
      en: 'Orders of the last 365 days; a basket is one order.',
      zh: '近 365 天的订单数，一个购物篮计为一单。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
      windowDays: 365,
    },
  },
  {
    id: 'orders_total',
    title: {
      en: 'Orders ever',
      zh: '累计订单数',
    },
    description: {
      en: 'All orders before the as-of day.',
      zh: '统计日之前的全部订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'count',
    },
  },
  {
    id: 'spend_30d',
    title: {
      en: 'Spend in 30 days',
      zh: '近 30 天消费额',
    },
    description: {
      en: 'Net amount of the orders of the last 30 days, after coupons.',
      zh: '近 30 天订单的实付金额（已减优惠券）。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 30,
    },
  },
  {
    id: 'spend_90d',
    title: {
      en: 'Spend in 90 days',
      zh: '近 90 天消费额',
    },
    description: {
      en: 'Net amount of the orders of the last 90 days, after coupons.',
      zh: '近 90 天订单的实付金额（已减优惠券）。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 90,
    },
  },
  {
    id: 'spend_365d',
    title: {
      en: 'Spend in 365 days',
      zh: '近 365 天消费额',
    },
    description: {
      en: 'Net amount of the orders of the last 365 days, after coupons.',
      zh: '近 365 天订单的实付金额（已减优惠券）。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
    },
  },
  {
    id: 'spend_total',
    title: {
      en: 'Spend ever',
      zh: '累计消费额',
    },
    description: {
      en: 'Net amount of all orders before the as-of day.',
      zh: '统计日之前全部订单的实付金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'net_amount',
    },
  },
  {
    id: 'gross_90d',
    title: {
      en: 'Spend before coupons in 90 days',
      zh: '近 90 天券前金额',
    },
    description: {
      en: 'Gross amount of the orders of the last 90 days.',
      zh: '近 90 天订单的券前金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'sum',
      field: 'gross_amount',
      windowDays: 90,
    },
    owner: 'crm',
  },
  {
    id: 'average_basket_90d',
    title: {
      en: 'Average basket in 90 days',
      zh: '近 90 天客单价',
    },
    description: {
      en: 'Spend per order of the last 90 days.',
      zh: '近 90 天平均每单实付金额。',
    },
    type: 'money',
    rule: {
      kind: 'ratio',
      numerator: 'spend_90d',
      denominator: 'orders_90d',
    },
  },
  {
    id: 'average_basket_365d',
    title: {
      en: 'Average basket in 365 days',
      zh: '近 365 天客单价',
    },
    description: {
      en: 'Spend per order of the last 365 days.',
      zh: '近 365 天平均每单实付金额。',
    },
    type: 'money',
    rule: {
      kind: 'ratio',
      numerator: 'spend_365d',
      denominator: 'orders_365d',
    },
  },
  {
    id: 'largest_order_365d',
    title: {
      en: 'Largest order in 365 days',
      zh: '近 365 天最大单笔金额',
    },
    description: {
      en: 'Highest net amount of one order.',
      zh: '单笔订单的最高实付金额。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order',
      measure: 'max',
      field: 'net_amount',
      windowDays: 365,
    },
  },
  {
    id: 'items_90d',
    title: {
      en: 'Items bought in 90 days',
      zh: '近 90 天购买件数',
    },
    description: {
      en: 'Quantity of the lines sold.',
      zh: '售出明细的数量之和。',
    },
    type: 'number',
    unit: 'items',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'sum',
      field: 'quantity',
      windowDays: 90,
      where: "kind = 'sale'",
    },
  },
  {
    id: 'items_per_order_90d',
    title: {
      en: 'Items per order',
      zh: '单均件数',
    },
    description: {
      en: 'Quantity by orders, 90 days.',
      zh: '近 90 天购买件数与订单数之比。',
    },
    type: 'number',
    unit: 'items',
    rule: {
      kind: 'ratio',
      numerator: 'items_90d',
      denominator: 'orders_90d',
    },
  },
  {
    id: 'average_item_price_90d',
    title: {
      en: 'Average price of an item',
      zh: '件单价',
    },
    description: {
      en: 'Spend before coupons by items, 90 days.',
      zh: '近 90 天券前金额与件数之比。',
    },
    type: 'money',
    rule: {
      kind: 'ratio',
      numerator: 'gross_90d',
      denominator: 'items_90d',
    },
  },
  {
    id: 'cancelled_orders_90d',
    title: {
      en: 'Cancelled orders in 90 days',
      zh: '近 90 天取消订单数',
    },
    description: {
      en: 'Orders with a cancellation.',
      zh: '有取消记录的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 90,
      where: "kind = 'cancellation'",
    },
  },
  {
    id: 'cancellation_rate_90d',
    title: {
      en: 'Cancellation rate',
      zh: '取消率',
    },
    description: {
      en: 'Cancelled orders by orders, 90 days.',
      zh: '近 90 天取消订单数与订单数之比。',
    },
    type: 'number',
    rule: {
      kind: 'ratio',
      numerator: 'cancelled_orders_90d',
      denominator: 'orders_90d',
    },
  },
]);
