import type { DimensionDefinition } from './dimension-definition.ts';

const time = (id: string, en: string, zh: string): DimensionDefinition => ({ id, title: { en, zh }, kind: 'time' });
const word = (id: string, en: string, zh: string): DimensionDefinition => ({ id, title: { en, zh }, kind: 'word' });

export const DIMENSIONS: readonly DimensionDefinition[] = [
  time('day', 'Day', '日'),
  time('week', 'Week', '周'),
  time('month', 'Month', '月'),
  word('weekday', 'Weekday (1 is Monday)', '星期(1 为周一)'),
  word('campaign', 'Campaign', '活动'),
  word('campaign_type', 'Campaign type', '活动类型'),
  word('template', 'Coupon template', '优惠券模板'),
  word('city', 'City', '城市'),
  word('channel', 'Channel', '渠道'),
  word('category', 'Category', '品类'),
  word('merchant', 'Merchant', '商户'),
  word('merchant_category', 'Category of the merchant', '商户品类'),
  word('product', 'Product', '商品'),
  word('department', 'Department of the product', '商品部门'),
  word('brand', 'Brand of the product', '商品品牌'),
  word('order_kind', 'Kind of order line', '订单行类型'),
  word('activity_page', 'Activity page', '活动页'),
  word('visit_step', 'Step of the visit', '访问步骤'),
  word('device_os', 'Operating system', '操作系统'),
  word('known_person', 'Person known', '是否已识别用户'),
];

/** Cut from `day`, so every metric has them. */
export const DAY_DIMENSIONS: readonly string[] = ['day', 'week', 'month', 'weekday'];
