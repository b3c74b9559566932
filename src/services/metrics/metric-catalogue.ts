import type { Expression } from '../../expression/index.ts';
import type { LocalText, Measure, MetricDefinition } from './metric-definition.ts';

const is = (field: string, value: string): Expression => ({ kind: 'compare', field, op: '=', value });
const oneOf = (field: string, ...values: string[]): Expression => ({ kind: 'in', field, values });
const text = (en: string, zh: string): LocalText => ({ en, zh });

const SALE = is('kind', 'sale');
const CANCELLATION = is('kind', 'cancellation');
const REDEEMED = is('kind', 'redeemed');
const KNOWN_PERSON: Expression = { kind: 'known', field: 'user_key', known: true };
const sum = (column: string, where: Expression): readonly Measure[] => [
  { kind: 'sum', on: 'order_line', column, where },
];

/** Every shipped metric. A new one is an entry here and nothing else. */
export const METRICS: readonly MetricDefinition[] = [
  // orders
  {
    id: 'orders',
    title: text('Orders', '订单数'),
    description: text(
      'Orders with a sale line, of unknown people too. By category an order counts once in each of its categories.',
      '含销售行的订单,包括未识别用户。按品类统计时,一个订单在其每个品类中各计一次。',
    ),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [
      { kind: 'count', on: 'order' },
      { kind: 'count_distinct', on: 'order_line', column: 'order_id', where: SALE },
    ],
  },
  {
    id: 'known_orders',
    title: text('Orders of known people', '已识别用户订单数'),
    description: text('Orders whose buyer is known.', '买家已识别的订单。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [
      { kind: 'count', on: 'order', where: KNOWN_PERSON },
      {
        kind: 'count_distinct',
        on: 'order_line',
        column: 'order_id',
        where: { kind: 'all', of: [SALE, KNOWN_PERSON] },
      },
    ],
  },
  {
    id: 'gmv',
    title: text('Gross merchandise value', '成交总额 (GMV)'),
    description: text(
      'Sale lines before coupons, of unknown people too; cancellations do not lower it.',
      '券前销售行金额,包括未识别用户;取消不减少该值。',
    ),
    unit: 'money',
    owner: 'finance',
    goodDirection: 'up',
    measure: sum('gross_amount', SALE),
  },
  {
    id: 'net_revenue',
    title: text('Net revenue', '净收入'),
    description: text(
      'Sale lines after coupons, less cancellations on the day on which they were made.',
      '券后销售行金额,减去按取消当日计的取消金额。',
    ),
    unit: 'money',
    owner: 'finance',
    goodDirection: 'up',
    measure: sum('net_amount', oneOf('kind', 'sale', 'cancellation')),
  },
  {
    id: 'coupon_discount',
    title: text('Coupon discount', '优惠券抵扣'),
    description: text(
      'What coupons took off sale lines, as the order source tells it.',
      '优惠券在销售行上的抵扣金额(以订单来源为准)。',
    ),
    unit: 'money',
    owner: 'finance',
    goodDirection: 'none',
    measure: sum('coupon_discount', SALE),
  },
  {
    id: 'items',
    title: text('Items', '件数'),
    description: text('Quantity on sale lines.', '销售行数量合计。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: sum('quantity', SALE),
  },
  {
    id: 'order_lines',
    title: text('Order lines', '订单行数'),
    description: text('Sale lines.', '销售行数。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'none',
    measure: [{ kind: 'count', on: 'order_line', where: SALE }],
  },
  {
    id: 'cancellations',
    title: text('Cancellations', '取消数'),
    description: text(
      'Orders with a cancellation line, on the day of the cancellation.',
      '含取消行的订单,按取消当日计。',
    ),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'down',
    measure: [{ kind: 'count_distinct', on: 'order_line', column: 'order_id', where: CANCELLATION }],
  },
  {
    id: 'average_order_value',
    title: text('Average order value', '客单价'),
    description: text('Gross merchandise value by orders.', '成交总额除以订单数。'),
    unit: 'money',
    owner: 'operations',
    goodDirection: 'up',
    measure: { kind: 'ratio', of: 'gmv', by: 'orders' },
  },

  // people
  {
    id: 'buyers',
    title: text('Buyers', '购买人数'),
    description: text('Known people with an order.', '有订单的已识别用户。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [
      { kind: 'count_distinct', on: 'order', column: 'user_key' },
      { kind: 'count_distinct', on: 'order_line', column: 'user_key', where: SALE },
    ],
  },
  {
    id: 'new_users',
    title: text('New buyers', '新买家'),
    description: text('Known people whose first order ever falls into the bucket.', '首单落在该时段内的已识别用户。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [
      { kind: 'count', on: 'first_day' },
      { kind: 'count', on: 'first_order' },
    ],
  },
  {
    id: 'orders_per_buyer',
    title: text('Orders per buyer', '人均订单数'),
    description: text('Orders of known people by buyers.', '已识别用户订单数除以购买人数。'),
    unit: 'ratio',
    owner: 'operations',
    goodDirection: 'up',
    measure: { kind: 'ratio', of: 'known_orders', by: 'buyers' },
  },

  // traffic
  {
    id: 'visits',
    title: text('Visits', '访问次数'),
    description: text('Sessions with a step in the bucket.', '在该时段内有步骤的会话。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count_distinct', on: 'visit', column: 'session_id' }],
  },
  {
    id: 'visit_steps',
    title: text('Steps', '访问步骤数'),
    description: text('Views, clicks and further steps of all sessions.', '所有会话的浏览、点击及后续步骤。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'none',
    measure: [{ kind: 'count', on: 'visit' }],
  },
  {
    id: 'visitors',
    title: text('Visitors', '访问人数'),
    description: text('Known people with a step in the bucket.', '在该时段内有步骤的已识别用户。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count_distinct', on: 'visit', column: 'user_key' }],
  },
  {
    id: 'order_conversion',
    title: text('Orders per visit', '访问下单率'),
    description: text('Orders by visits of the same bucket.', '同一时段订单数除以访问次数。'),
    unit: 'ratio',
    owner: 'operations',
    goodDirection: 'up',
    measure: { kind: 'ratio', of: 'orders', by: 'visits' },
  },

  // campaigns and coupons
  {
    id: 'campaign_recipients',
    title: text('Recipients', '触达人数'),
    description: text(
      'Known people whom a campaign reached: exposed to it, or issued a coupon by it.',
      '活动触达的已识别用户:被曝光或获得其优惠券。',
    ),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count_distinct', on: 'contact', column: 'user_key' }],
  },
  {
    id: 'coupons_issued',
    title: text('Coupons issued', '发券数'),
    description: text('Coupons issued, or claimed where no issue is known.', '已发放的优惠券;无发放记录时以领取计。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count', on: 'coupon_issue' }],
  },
  {
    id: 'coupons_redeemed',
    title: text('Coupons redeemed', '核销数'),
    description: text('Redemptions of coupons.', '优惠券核销次数。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count', on: 'coupon_event', where: REDEEMED }],
  },
  {
    id: 'redeemers',
    title: text('Redeemers', '核销人数'),
    description: text('Known people who redeemed a coupon.', '核销过优惠券的已识别用户。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count_distinct', on: 'coupon_event', column: 'user_key', where: REDEEMED }],
  },
  {
    id: 'coupon_orders',
    title: text('Orders with a coupon', '用券订单数'),
    description: text('Orders that a redeemed coupon names.', '被核销优惠券关联的订单。'),
    unit: 'count',
    owner: 'operations',
    goodDirection: 'up',
    measure: [{ kind: 'count_distinct', on: 'coupon_event', column: 'order_id', where: REDEEMED }],
  },
  {
    id: 'coupon_cost',
    title: text('Coupon cost', '优惠券成本'),
    description: text('What redeemed coupons cost their funders.', '已核销优惠券由出资方承担的成本。'),
    unit: 'money',
    owner: 'finance',
    goodDirection: 'down',
    measure: [{ kind: 'sum', on: 'coupon_event', column: 'cost', where: REDEEMED }],
  },
  {
    id: 'cost_per_redemption',
    title: text('Cost per redemption', '单次核销成本'),
    description: text('Coupon cost by coupons redeemed.', '优惠券成本除以核销数。'),
    unit: 'money',
    owner: 'finance',
    goodDirection: 'down',
    measure: { kind: 'ratio', of: 'coupon_cost', by: 'coupons_redeemed' },
  },
  {
    id: 'coupon_redemption_rate',
    title: text('Redemption rate', '核销率'),
    description: text('Coupons redeemed by coupons issued in the same bucket.', '同一时段核销数除以发券数。'),
    unit: 'ratio',
    owner: 'operations',
    goodDirection: 'up',
    measure: { kind: 'ratio', of: 'coupons_redeemed', by: 'coupons_issued' },
  },
  {
    id: 'redeemer_rate',
    title: text('Redeemers by recipients', '触达核销率'),
    description: text(
      'Redeemers by recipients, for campaigns whose issues are not known coupon by coupon.',
      '核销人数除以触达人数,用于没有逐券发放记录的活动。',
    ),
    unit: 'ratio',
    owner: 'operations',
    goodDirection: 'up',
    measure: { kind: 'ratio', of: 'redeemers', by: 'campaign_recipients' },
  },
];
