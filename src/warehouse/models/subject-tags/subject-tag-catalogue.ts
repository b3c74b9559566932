import type { Subject, SubjectRule, SubjectTag, SubjectTagType } from './subject-tag.ts';

const SOLD: readonly Subject[] = ['merchant', 'product', 'category'];
const MERCHANT: readonly Subject[] = ['merchant'];
const PRODUCT: readonly Subject[] = ['product'];
const TEMPLATE: readonly Subject[] = ['template'];
const VISITED: readonly Subject[] = ['merchant', 'category'];
const WITH_COUPONS: readonly Subject[] = ['merchant', 'category', 'template'];

type Text = readonly [en: string, zh: string];
const text = ([en, zh]: Text) => ({ en, zh });

/** A tag for some kinds of subject; `unit` where the type does not say all. */
const tag =
  (subjects: readonly Subject[], owner: string) =>
  (
    id: string,
    of: readonly [type: SubjectTagType, unit?: string],
    words: readonly [title: Text, description: Text],
    rule: SubjectRule,
  ): SubjectTag => ({
    id,
    subjects,
    title: text(words[0]),
    description: text(words[1]),
    type: of[0],
    ...(of[1] !== undefined && { unit: of[1] }),
    owner,
    rule,
  });

const sold = tag(SOLD, 'operations');
const ofMerchant = tag(MERCHANT, 'operations');
const ofProduct = tag(PRODUCT, 'operations');
const visited = tag(VISITED, 'growth');
const withCoupons = tag(WITH_COUPONS, 'growth');
const ofTemplate = tag(TEMPLATE, 'growth');

const SALE = { fact: 'sale' } as const;
const orders = (windowDays: number, endDaysAgo?: number): SubjectRule => ({
  kind: 'count',
  of: 'order_id',
  ...SALE,
  windowDays,
  ...(endDaysAgo !== undefined && { endDaysAgo }),
});
const coupons = (kind: string, of?: string): SubjectRule => ({
  kind: 'count',
  fact: 'coupon',
  windowDays: 90,
  where: { kind: [kind] },
  ...(of !== undefined && { of }),
});

/** Every tag of merchants and offers. */
export const SUBJECT_TAGS: readonly SubjectTag[] = [
  // what sells
  sold(
    'orders_7d',
    ['integer', 'orders'],
    [
      ['Orders in 7 days', '近 7 天订单数'],
      ['Orders with a sale line of it in the last 7 days.', '近 7 天含其销售行的订单数。'],
    ],
    orders(7),
  ),
  sold(
    'orders_30d',
    ['integer', 'orders'],
    [
      ['Orders in 30 days', '近 30 天订单数'],
      ['Orders with a sale line of it in the last 30 days.', '近 30 天含其销售行的订单数。'],
    ],
    orders(30),
  ),
  sold(
    'orders_90d',
    ['integer', 'orders'],
    [
      ['Orders in 90 days', '近 90 天订单数'],
      ['Orders with a sale line of it in the last 90 days.', '近 90 天含其销售行的订单数。'],
    ],
    orders(90),
  ),
  sold(
    'orders_before_30d',
    ['integer', 'orders'],
    [
      ['Orders in the 90 days before the last 30', '再前 90 天订单数'],
      [
        'Orders of the 90 days that end 30 days ago: what the trend compares with.',
        '截至 30 天前的 90 天订单数，用于趋势对比。',
      ],
    ],
    orders(90, 30),
  ),
  sold(
    'orders_trend',
    ['number', 'ratio'],
    [
      ['Order trend', '订单趋势'],
      [
        'Orders a day of the last 30 days by those of the 90 before: above 1 it grows. Reads too high while it has sold for less than 120 days.',
        '近 30 天日均订单数与再前 90 天之比，大于 1 为增长；销售不足 120 天时偏高。',
      ],
    ],
    { kind: 'ratio', of: 'orders_30d', by: 'orders_before_30d', factor: 3 },
  ),
  sold(
    'gmv_30d',
    ['money'],
    [
      ['GMV in 30 days', '近 30 天 GMV'],
      ['Sale lines of the last 30 days before coupons.', '近 30 天券前销售额。'],
    ],
    { kind: 'sum', field: 'gross_amount', ...SALE, windowDays: 30 },
  ),
  sold(
    'gmv_90d',
    ['money'],
    [
      ['GMV in 90 days', '近 90 天 GMV'],
      ['Sale lines of the last 90 days before coupons.', '近 90 天券前销售额。'],
    ],
    { kind: 'sum', field: 'gross_amount', ...SALE, windowDays: 90 },
  ),
  sold(
    'net_sales_90d',
    ['money'],
    [
      ['Net sales in 90 days', '近 90 天实收'],
      ['Sale lines of the last 90 days after coupons.', '近 90 天券后销售额。'],
    ],
    { kind: 'sum', field: 'net_amount', ...SALE, windowDays: 90 },
  ),
  sold(
    'items_90d',
    ['number', 'items'],
    [
      ['Items in 90 days', '近 90 天件数'],
      ['Quantity sold in the last 90 days.', '近 90 天销售数量。'],
    ],
    { kind: 'sum', field: 'quantity', ...SALE, windowDays: 90 },
  ),
  sold(
    'items_per_order_90d',
    ['number', 'items'],
    [
      ['Items per order', '单均件数'],
      ['Items by orders of 90 days.', '近 90 天件数除以订单数。'],
    ],
    { kind: 'ratio', of: 'items_90d', by: 'orders_90d' },
  ),
  sold(
    'average_basket_90d',
    ['money'],
    [
      ['Average basket', '客单价'],
      [
        'GMV by orders of 90 days; of a product or category its part of the basket.',
        '近 90 天 GMV 除以订单数；商品或品类为其在订单中的金额。',
      ],
    ],
    { kind: 'ratio', of: 'gmv_90d', by: 'orders_90d' },
  ),
  sold(
    'first_sold_on',
    ['date'],
    [
      ['First sold on', '首次售出日'],
      ['Day of the first sale line.', '首个销售行的日期。'],
    ],
    { kind: 'day', which: 'first', ...SALE },
  ),
  sold(
    'last_sold_on',
    ['date'],
    [
      ['Last sold on', '最近售出日'],
      ['Day of the last sale line.', '最近销售行的日期。'],
    ],
    { kind: 'day', which: 'last', ...SALE },
  ),
  sold(
    'days_since_sale',
    ['integer', 'days'],
    [
      ['Days since the last sale', '距最近售出天数'],
      ['Days from the last sale to the as-of day.', '最近售出日至统计日的天数。'],
    ],
    { kind: 'elapsed', tag: 'last_sold_on' },
  ),
  sold(
    'days_on_sale',
    ['integer', 'days'],
    [
      ['Days since the first sale', '上架以来天数'],
      ['Days from the first sale to the as-of day.', '首次售出日至统计日的天数。'],
    ],
    { kind: 'elapsed', tag: 'first_sold_on' },
  ),
  sold(
    'active_days_30d',
    ['integer', 'days'],
    [
      ['Days with sales in 30 days', '近 30 天动销天数'],
      ['Days of the last 30 with a sale.', '近 30 天有销售的天数。'],
    ],
    { kind: 'count', of: 'day', ...SALE, windowDays: 30 },
  ),
  sold(
    'gmv_decile',
    ['integer', 'decile'],
    [
      ['GMV decile', 'GMV 十分位'],
      ['Tenth by GMV of 90 days among those that sold; 10 sells most.', '近 90 天有销售者按 GMV 十等分，10 为最高。'],
    ],
    { kind: 'quantile', tag: 'gmv_90d', parts: 10 },
  ),
  sold(
    'sales_tier',
    ['word'],
    [
      ['Sales tier', '销售层级'],
      [
        'head: top tenth by GMV of 90 days; body: the next four tenths; tail: the lower half.',
        'head 为近 90 天 GMV 前 10%；body 为其后 40%；tail 为后 50%。',
      ],
    ],
    { kind: 'bucket', tag: 'gmv_decile', cuts: [6, 10], labels: ['tail', 'body', 'head'] },
  ),

  // who buys
  sold(
    'buyers_30d',
    ['integer', 'people'],
    [
      ['Buyers in 30 days', '近 30 天买家数'],
      ['Known people with an order of it in the last 30 days.', '近 30 天下单的已识别用户数。'],
    ],
    { kind: 'count', of: 'user_key', ...SALE, windowDays: 30 },
  ),
  sold(
    'buyers_90d',
    ['integer', 'people'],
    [
      ['Buyers in 90 days', '近 90 天买家数'],
      ['Known people with an order of it in the last 90 days.', '近 90 天下单的已识别用户数。'],
    ],
    { kind: 'count', of: 'user_key', ...SALE, windowDays: 90 },
  ),
  sold(
    'new_buyers_30d',
    ['integer', 'people'],
    [
      ['New buyers in 30 days', '近 30 天新买家数'],
      ['Known people whose first order of it ever came in the last 30 days.', '近 30 天首次购买的已识别用户数。'],
    ],
    { kind: 'people', that: 'begin', ...SALE, windowDays: 30 },
  ),
  sold(
    'new_buyer_share_30d',
    ['number', 'share'],
    [
      ['Share of new buyers', '新买家占比'],
      ['New buyers by buyers of 30 days.', '近 30 天新买家数除以买家数。'],
    ],
    { kind: 'ratio', of: 'new_buyers_30d', by: 'buyers_30d' },
  ),
  sold(
    'repeat_buyers_90d',
    ['integer', 'people'],
    [
      ['Repeat buyers in 90 days', '近 90 天复购买家数'],
      ['Known people with two orders of it or more in the last 90 days.', '近 90 天下单两次及以上的已识别用户数。'],
    ],
    { kind: 'people', that: 'return', ...SALE, windowDays: 90 },
  ),
  sold(
    'repeat_share_90d',
    ['number', 'share'],
    [
      ['Repeat share', '复购率'],
      ['Repeat buyers by buyers of 90 days.', '近 90 天复购买家数除以买家数。'],
    ],
    { kind: 'ratio', of: 'repeat_buyers_90d', by: 'buyers_90d' },
  ),
  sold(
    'orders_per_buyer_90d',
    ['number', 'orders'],
    [
      ['Orders per buyer', '人均订单数'],
      [
        'Orders by buyers of 90 days; orders of unknown people count too.',
        '近 90 天订单数除以买家数，含未识别用户的订单。',
      ],
    ],
    { kind: 'ratio', of: 'orders_90d', by: 'buyers_90d' },
  ),
  sold(
    'gmv_per_buyer_90d',
    ['money'],
    [
      ['GMV per buyer', '人均 GMV'],
      ['GMV by buyers of 90 days.', '近 90 天 GMV 除以买家数。'],
    ],
    { kind: 'ratio', of: 'gmv_90d', by: 'buyers_90d' },
  ),

  // coupons and cancellations
  sold(
    'discount_90d',
    ['money'],
    [
      ['Coupon discount in 90 days', '近 90 天券抵扣'],
      ['What coupons took off its sale lines in the last 90 days.', '近 90 天优惠券在其销售行上的抵扣额。'],
    ],
    { kind: 'sum', field: 'coupon_discount', ...SALE, windowDays: 90 },
  ),
  sold(
    'discount_share_90d',
    ['number', 'share'],
    [
      ['Discount depth', '折扣深度'],
      ['Coupon discount by GMV of 90 days.', '近 90 天券抵扣除以 GMV。'],
    ],
    { kind: 'ratio', of: 'discount_90d', by: 'gmv_90d' },
  ),
  sold(
    'coupon_orders_90d',
    ['integer', 'orders'],
    [
      ['Orders with a coupon in 90 days', '近 90 天用券订单数'],
      ['Orders whose lines of it carry a coupon or a discount.', '近 90 天其销售行带券或有抵扣的订单数。'],
    ],
    { kind: 'count', of: 'order_id', ...SALE, windowDays: 90, where: { has_coupon: [1] } },
  ),
  sold(
    'coupon_dependence_90d',
    ['number', 'share'],
    [
      ['Coupon dependence', '用券依赖度'],
      ['Orders with a coupon by orders of 90 days.', '近 90 天用券订单数除以订单数。'],
    ],
    { kind: 'ratio', of: 'coupon_orders_90d', by: 'orders_90d' },
  ),
  sold(
    'cancelled_orders_90d',
    ['integer', 'orders'],
    [
      ['Cancelled orders in 90 days', '近 90 天取消订单数'],
      ['Orders with a cancellation of it in the last 90 days.', '近 90 天含其取消行的订单数。'],
    ],
    { kind: 'count', of: 'order_id', fact: 'cancellation', windowDays: 90 },
  ),
  sold(
    'cancellation_rate_90d',
    ['number', 'share'],
    [
      ['Cancellation rate', '取消率'],
      ['Cancelled orders by orders of 90 days.', '近 90 天取消订单数除以订单数。'],
    ],
    { kind: 'ratio', of: 'cancelled_orders_90d', by: 'orders_90d' },
  ),

  // when and where
  sold(
    'peak_hour_90d',
    ['integer', 'hour'],
    [
      ['Peak hour', '高峰时段'],
      ['Local hour with most orders of 90 days.', '近 90 天订单最多的小时（当地时间）。'],
    ],
    { kind: 'top', field: 'hour', ...SALE, windowDays: 90 },
  ),
  sold(
    'peak_weekday_90d',
    ['integer', 'weekday'],
    [
      ['Peak weekday', '高峰星期'],
      ['Weekday with most orders of 90 days; Monday is 1.', '近 90 天订单最多的星期（1 为周一）。'],
    ],
    { kind: 'top', field: 'weekday', ...SALE, windowDays: 90 },
  ),
  sold(
    'weekend_orders_90d',
    ['integer', 'orders'],
    [
      ['Weekend orders in 90 days', '近 90 天周末订单数'],
      ['Orders of Saturdays and Sundays of the last 90 days.', '近 90 天周六周日的订单数。'],
    ],
    { kind: 'count', of: 'order_id', ...SALE, windowDays: 90, where: { weekday: [6, 7] } },
  ),
  sold(
    'weekend_share_90d',
    ['number', 'share'],
    [
      ['Weekend share', '周末占比'],
      ['Weekend orders by orders of 90 days.', '近 90 天周末订单数除以订单数。'],
    ],
    { kind: 'ratio', of: 'weekend_orders_90d', by: 'orders_90d' },
  ),
  sold(
    'night_orders_90d',
    ['integer', 'orders'],
    [
      ['Night orders in 90 days', '近 90 天夜间订单数'],
      ['Orders from 22:00 to 5:59 local time of the last 90 days.', '近 90 天 22 点至次日 6 点前的订单数。'],
    ],
    { kind: 'count', of: 'order_id', ...SALE, windowDays: 90, where: { hour: [22, 23, 0, 1, 2, 3, 4, 5] } },
  ),
  sold(
    'night_share_90d',
    ['number', 'share'],
    [
      ['Night share', '夜间占比'],
      ['Night orders by orders of 90 days.', '近 90 天夜间订单数除以订单数。'],
    ],
    { kind: 'ratio', of: 'night_orders_90d', by: 'orders_90d' },
  ),
  sold(
    'top_city_90d',
    ['word'],
    [
      ['Top city', '主销城市'],
      ['City with most orders of 90 days.', '近 90 天订单最多的城市。'],
    ],
    { kind: 'top', field: 'city', ...SALE, windowDays: 90 },
  ),
  sold(
    'top_channel_90d',
    ['word'],
    [
      ['Top channel', '主销渠道'],
      ['Channel with most orders of 90 days.', '近 90 天订单最多的渠道。'],
    ],
    { kind: 'top', field: 'channel', ...SALE, windowDays: 90 },
  ),

  // merchants
  ofMerchant(
    'merchant_name',
    ['word'],
    [
      ['Name', '商户名称'],
      ['As the source has it.', '来源中的名称。'],
    ],
    { kind: 'dimension', column: 'name' },
  ),
  ofMerchant(
    'merchant_city',
    ['word'],
    [
      ['City', '所在城市'],
      ['Where the merchant is.', '商户所在城市。'],
    ],
    { kind: 'dimension', column: 'city' },
  ),
  ofMerchant(
    'merchant_category',
    ['word'],
    [
      ['Category', '经营品类'],
      ['What the merchant sells, as the source has it.', '来源中的经营品类。'],
    ],
    { kind: 'dimension', column: 'category' },
  ),
  ofMerchant(
    'price_level',
    ['integer', 'level'],
    [
      ['Price level', '价格等级'],
      ['Of the source; a higher one is dearer.', '来源中的价格等级，越高越贵。'],
    ],
    { kind: 'dimension', column: 'price_level' },
  ),
  ofMerchant(
    'basket_quintile',
    ['integer', 'quintile'],
    [
      ['Basket quintile', '客单价五分位'],
      ['Fifth by average basket of 90 days; 5 is dearest.', '按近 90 天客单价五等分，5 为最高。'],
    ],
    { kind: 'quantile', tag: 'average_basket_90d', parts: 5 },
  ),
  ofMerchant(
    'top_category_90d',
    ['word'],
    [
      ['Top category', '主销品类'],
      ['Category with most orders of 90 days.', '近 90 天订单最多的品类。'],
    ],
    { kind: 'top', field: 'category', ...SALE, windowDays: 90 },
  ),
  ofMerchant(
    'categories_90d',
    ['integer', 'categories'],
    [
      ['Categories sold in 90 days', '近 90 天动销品类数'],
      ['Different categories sold in the last 90 days.', '近 90 天售出的品类数。'],
    ],
    { kind: 'count', of: 'category', ...SALE, windowDays: 90 },
  ),
  ofMerchant(
    'products_90d',
    ['integer', 'products'],
    [
      ['Products sold in 90 days', '近 90 天动销商品数'],
      ['Different products sold in the last 90 days.', '近 90 天售出的商品数。'],
    ],
    { kind: 'count', of: 'product_id', ...SALE, windowDays: 90 },
  ),
  ofMerchant(
    'redeem_distance_m',
    ['number', 'm'],
    [
      ['Distance of redemptions', '核销平均距离'],
      [
        'Mean distance between person and merchant at redemption, 90 days, where the source tells it.',
        '近 90 天核销时用户与商户的平均距离（来源提供时）。',
      ],
    ],
    { kind: 'mean', field: 'distance_m', fact: 'coupon', windowDays: 90, where: { kind: ['redeemed'] } },
  ),

  // products
  ofProduct(
    'product_name',
    ['word'],
    [
      ['Name', '商品名称'],
      ['As the source has it.', '来源中的名称。'],
    ],
    { kind: 'dimension', column: 'name' },
  ),
  ofProduct(
    'product_category',
    ['word'],
    [
      ['Category', '商品品类'],
      ['As the source has it.', '来源中的品类。'],
    ],
    { kind: 'dimension', column: 'category' },
  ),
  ofProduct(
    'product_department',
    ['word'],
    [
      ['Department', '商品部门'],
      ['As the source has it.', '来源中的部门。'],
    ],
    { kind: 'dimension', column: 'department' },
  ),
  ofProduct(
    'product_brand',
    ['word'],
    [
      ['Brand', '商品品牌'],
      ['As the source has it.', '来源中的品牌。'],
    ],
    { kind: 'dimension', column: 'brand' },
  ),
  ofProduct(
    'top_merchant_90d',
    ['word'],
    [
      ['Top merchant', '主销商户'],
      ['Merchant with most orders of it in 90 days.', '近 90 天售出订单最多的商户。'],
    ],
    { kind: 'top', field: 'merchant_id', ...SALE, windowDays: 90 },
  ),

  // traffic
  visited(
    'sessions_30d',
    ['integer', 'sessions'],
    [
      ['Sessions in 30 days', '近 30 天访问次数'],
      ['Sessions that looked at it in the last 30 days.', '近 30 天浏览过其的会话数。'],
    ],
    { kind: 'count', of: 'session_id', fact: 'visit', windowDays: 30 },
  ),
  visited(
    'visitors_30d',
    ['integer', 'people'],
    [
      ['Visitors in 30 days', '近 30 天访客数'],
      ['Known people who looked at it in the last 30 days.', '近 30 天浏览过其的已识别用户数。'],
    ],
    { kind: 'count', of: 'user_key', fact: 'visit', windowDays: 30 },
  ),
  visited(
    'orders_per_session_30d',
    ['number', 'share'],
    [
      ['Orders per session', '访问转化率'],
      ['Orders by sessions of 30 days.', '近 30 天订单数除以访问次数。'],
    ],
    { kind: 'ratio', of: 'orders_30d', by: 'sessions_30d' },
  ),

  // coupons
  withCoupons(
    'coupons_redeemed_90d',
    ['integer', 'redemptions'],
    [
      ['Redemptions in 90 days', '近 90 天核销数'],
      ['Redemptions that name it.', '近 90 天与其关联的核销次数。'],
    ],
    coupons('redeemed'),
  ),
  withCoupons(
    'redeemers_90d',
    ['integer', 'people'],
    [
      ['Redeemers in 90 days', '近 90 天核销人数'],
      ['Known people who redeemed a coupon that names it.', '近 90 天核销其优惠券的已识别用户数。'],
    ],
    coupons('redeemed', 'user_key'),
  ),
  withCoupons(
    'coupon_cost_90d',
    ['money'],
    [
      ['Coupon cost in 90 days', '近 90 天券成本'],
      ['What these redemptions cost their funders.', '近 90 天核销由出资方承担的成本。'],
    ],
    { kind: 'sum', field: 'cost', fact: 'coupon', windowDays: 90, where: { kind: ['redeemed'] } },
  ),
  withCoupons(
    'cost_per_redemption_90d',
    ['money'],
    [
      ['Cost per redemption', '单次核销成本'],
      ['Coupon cost by redemptions of 90 days.', '近 90 天券成本除以核销数。'],
    ],
    { kind: 'ratio', of: 'coupon_cost_90d', by: 'coupons_redeemed_90d' },
  ),
  withCoupons(
    'coupons_issued_90d',
    ['integer', 'coupons'],
    [
      ['Coupons issued in 90 days', '近 90 天发券数'],
      ['Coupons issued that name it.', '近 90 天发放的相关优惠券数。'],
    ],
    coupons('issued'),
  ),
  withCoupons(
    'redemption_rate_90d',
    ['number', 'share'],
    [
      ['Redemption rate', '核销率'],
      ['Redemptions by coupons issued in 90 days.', '近 90 天核销数除以发券数。'],
    ],
    { kind: 'ratio', of: 'coupons_redeemed_90d', by: 'coupons_issued_90d' },
  ),
  ofTemplate(
    'coupons_opened_90d',
    ['integer', 'coupons'],
    [
      ['Coupons opened in 90 days', '近 90 天打开数'],
      ['Coupons of it that were opened.', '近 90 天被打开的优惠券数。'],
    ],
    coupons('opened'),
  ),
  ofTemplate(
    'coupons_expired_90d',
    ['integer', 'coupons'],
    [
      ['Coupons expired in 90 days', '近 90 天过期数'],
      ['Coupons of it that expired.', '近 90 天过期的优惠券数。'],
    ],
    coupons('expired'),
  ),
  ofTemplate(
    'expired_share_90d',
    ['number', 'share'],
    [
      ['Share expired', '过期占比'],
      ['Expired by issued in 90 days.', '近 90 天过期数除以发券数。'],
    ],
    { kind: 'ratio', of: 'coupons_expired_90d', by: 'coupons_issued_90d' },
  ),
  ofTemplate(
    'cost_promised_90d',
    ['money'],
    [
      ['Cost promised in 90 days', '近 90 天承诺成本'],
      ['What the coupons issued cost at most.', '近 90 天所发优惠券的最高成本。'],
    ],
    { kind: 'sum', field: 'cost', fact: 'coupon', windowDays: 90, where: { kind: ['issued'] } },
  ),
  ofTemplate(
    'cost_share_90d',
    ['number', 'share'],
    [
      ['Share of the promise spent', '承诺成本使用率'],
      ['Coupon cost by cost promised in 90 days.', '近 90 天券成本除以承诺成本。'],
    ],
    { kind: 'ratio', of: 'coupon_cost_90d', by: 'cost_promised_90d' },
  ),
  ofTemplate(
    'first_issued_on',
    ['date'],
    [
      ['First issued on', '首次发放日'],
      ['Day of its first issue.', '首次发放的日期。'],
    ],
    { kind: 'day', which: 'first', fact: 'coupon', where: { kind: ['issued'] } },
  ),
  ofTemplate(
    'last_issued_on',
    ['date'],
    [
      ['Last issued on', '最近发放日'],
      ['Day of its last issue.', '最近发放的日期。'],
    ],
    { kind: 'day', which: 'last', fact: 'coupon', where: { kind: ['issued'] } },
  ),
  ofTemplate(
    'days_since_issue',
    ['integer', 'days'],
    [
      ['Days since the last issue', '距最近发放天数'],
      ['Days from the last issue to the as-of day.', '最近发放日至统计日的天数。'],
    ],
    { kind: 'elapsed', tag: 'last_issued_on' },
  ),
  ofTemplate(
    'top_campaign_90d',
    ['word'],
    [
      ['Top campaign', '主要活动'],
      ['Campaign that issued most of it in 90 days.', '近 90 天发放最多的活动。'],
    ],
    { kind: 'top', field: 'campaign_id', fact: 'coupon', windowDays: 90, where: { kind: ['issued'] } },
  ),
  ofTemplate(
    'redeem_hour_90d',
    ['integer', 'hour'],
    [
      ['Hour of redemption', '核销高峰时段'],
      ['Local hour with most redemptions of 90 days.', '近 90 天核销最多的小时（当地时间）。'],
    ],
    { kind: 'top', field: 'hour', fact: 'coupon', windowDays: 90, where: { kind: ['redeemed'] } },
  ),
];

/** Tags that subjects of one kind have, each after those that it is computed from. */
export function tagsOf(subject: Subject): readonly SubjectTag[] {
  return SUBJECT_TAGS.filter(({ subjects }) => subjects.includes(subject));
}
