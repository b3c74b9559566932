import { shelve } from '../shelve.ts';

/** Which categories people buy. */
export const CATEGORY_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'favourite_category',
    title: {
      en: 'Favourite category',
      zh: '偏好品类',
    },
    description: {
      en: 'Category of most lines bought in 365 days.',
      zh: '近 365 天购买明细最多的品类。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'category',
      by: 'count',
      windowDays: 365,
      where: "kind = 'sale'",
    },
  },
  {
    id: 'best_spend_category_365d',
    title: {
      en: 'Category with the most spend',
      zh: '消费额最高的品类',
    },
    description: {
      en: 'Category with the highest net amount in 365 days.',
      zh: '近 365 天实付金额最高的品类。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'category',
      by: 'net_amount',
      windowDays: 365,
      where: "kind = 'sale'",
    },
  },
  {
    id: 'categories_365d',
    title: {
      en: 'Categories bought in 365 days',
      zh: '近 365 天购买品类',
    },
    description: {
      en: 'All categories of lines bought.',
      zh: '购买明细涉及的全部品类。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'order_line',
      field: 'category',
      windowDays: 365,
      where: "kind = 'sale'",
    },
  },
  {
    id: 'categories_count_365d',
    title: {
      en: 'Number of categories in 365 days',
      zh: '近 365 天品类数',
    },
    description: {
      en: 'Different categories of lines bought.',
      zh: '购买明细涉及的不同品类数。',
    },
    type: 'integer',
    unit: 'categories',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'category',
      windowDays: 365,
      where: "kind = 'sale'",
    },
  },
  {
    id: 'food_delivery_orders_90d',
    title: {
      en: 'Food delivery orders in 90 days',
      zh: '近 90 天外卖订单数',
    },
    description: {
      en: 'Orders with at least one line in the category food-delivery.',
      zh: '至少含一条外卖明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 90,
      where: "kind = 'sale' and category = 'food-delivery'",
    },
    owner: 'merchandising',
  },
  {
    id: 'dining_orders_90d',
    title: {
      en: 'Dining orders in 90 days',
      zh: '近 90 天到店餐饮订单数',
    },
    description: {
      en: 'Orders with at least one line in the category dining.',
      zh: '至少含一条到店餐饮明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 90,
      where: "kind = 'sale' and category = 'dining'",
    },
    owner: 'merchandising',
  },
  {
    id: 'cinema_orders_90d',
    title: {
      en: 'Cinema orders in 90 days',
      zh: '近 90 天电影订单数',
    },
    description: {
      en: 'Orders with at least one line in the category cinema.',
      zh: '至少含一条电影明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 90,
      where: "kind = 'sale' and category = 'cinema'",
    },
    owner: 'merchandising',
  },
  {
    id: 'hotel_orders_90d',
    title: {
      en: 'Hotel orders in 90 days',
      zh: '近 90 天酒店订单数',
    },
    description: {
      en: 'Orders with at least one line in the category hotel.',
      zh: '至少含一条酒店明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 90,
      where: "kind = 'sale' and category = 'hotel'",
    },
    owner: 'merchandising',
  },
  {
    id: 'retail_orders_90d',
    title: {
      en: 'Retail orders in 90 days',
      zh: '近 90 天零售订单数',
    },
    description: {
      en: 'Orders with at least one line in the category retail.',
      zh: '至少含一条零售明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 90,
      where: "kind = 'sale' and category = 'retail'",
    },
    owner: 'merchandising',
  },
  {
    id: 'second_category',
    title: {
      en: 'Second category',
      zh: '次偏好品类',
    },
    description: {
      en: 'Category with the second most lines bought in 365 days.',
      zh: '近 365 天购买明细次多的品类。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'category',
      by: 'count',
      rank: 2,
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_category_share',
    title: {
      en: 'Share of the favourite category',
      zh: '偏好品类占比',
    },
    description: {
      en: 'Share of the lines bought in 365 days in the favourite category.',
      zh: '近 365 天购买明细中偏好品类的比例。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'order_line',
      field: 'category',
      by: 'count',
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'food_delivery_spend_365d',
    title: {
      en: 'Food delivery spend in 365 days',
      zh: '近 365 天外卖消费额',
    },
    description: {
      en: 'Net amount of lines in the category food-delivery, cancellations taken off.',
      zh: '外卖品类明细的实付金额，已扣除取消。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
      where: "category = 'food-delivery'",
    },
    owner: 'merchandising',
  },
  {
    id: 'days_since_food_delivery_order',
    title: {
      en: 'Days since the last food delivery order',
      zh: '距最近外卖订单天数',
    },
    description: {
      en: 'Whole days from the last line bought in the category food-delivery to the as-of day.',
      zh: '从最近一次购买外卖到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'days_since_last',
      where: "kind = 'sale' and category = 'food-delivery'",
    },
    owner: 'merchandising',
  },
  {
    id: 'dining_spend_365d',
    title: {
      en: 'Dining spend in 365 days',
      zh: '近 365 天到店餐饮消费额',
    },
    description: {
      en: 'Net amount of lines in the category dining, cancellations taken off.',
      zh: '到店餐饮品类明细的实付金额，已扣除取消。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
      where: "category = 'dining'",
    },
    owner: 'merchandising',
  },
  {
    id: 'days_since_dining_order',
    title: {
      en: 'Days since the last dining order',
      zh: '距最近到店餐饮订单天数',
    },
    description: {
      en: 'Whole days from the last line bought in the category dining to the as-of day.',
      zh: '从最近一次购买到店餐饮到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'days_since_last',
      where: "kind = 'sale' and category = 'dining'",
    },
    owner: 'merchandising',
  },
  {
    id: 'cinema_spend_365d',
    title: {
      en: 'Cinema spend in 365 days',
      zh: '近 365 天电影消费额',
    },
    description: {
      en: 'Net amount of lines in the category cinema, cancellations taken off.',
      zh: '电影品类明细的实付金额，已扣除取消。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
      where: "category = 'cinema'",
    },
    owner: 'merchandising',
  },
  {
    id: 'days_since_cinema_order',
    title: {
      en: 'Days since the last cinema order',
      zh: '距最近电影订单天数',
    },
    description: {
      en: 'Whole days from the last line bought in the category cinema to the as-of day.',
      zh: '从最近一次购买电影到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'days_since_last',
      where: "kind = 'sale' and category = 'cinema'",
    },
    owner: 'merchandising',
  },
  {
    id: 'hotel_spend_365d',
    title: {
      en: 'Hotel spend in 365 days',
      zh: '近 365 天酒店消费额',
    },
    description: {
      en: 'Net amount of lines in the category hotel, cancellations taken off.',
      zh: '酒店品类明细的实付金额，已扣除取消。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
      where: "category = 'hotel'",
    },
    owner: 'merchandising',
  },
  {
    id: 'days_since_hotel_order',
    title: {
      en: 'Days since the last hotel order',
      zh: '距最近酒店订单天数',
    },
    description: {
      en: 'Whole days from the last line bought in the category hotel to the as-of day.',
      zh: '从最近一次购买酒店到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'days_since_last',
      where: "kind = 'sale' and category = 'hotel'",
    },
    owner: 'merchandising',
  },
  {
    id: 'retail_spend_365d',
    title: {
      en: 'Retail spend in 365 days',
      zh: '近 365 天零售消费额',
    },
    description: {
      en: 'Net amount of lines in the category retail, cancellations taken off.',
      zh: '零售品类明细的实付金额，已扣除取消。',
    },
    type: 'money',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'sum',
      field: 'net_amount',
      windowDays: 365,
      where: "category = 'retail'",
    },
    owner: 'merchandising',
  },
  {
    id: 'days_since_retail_order',
    title: {
      en: 'Days since the last retail order',
      zh: '距最近零售订单天数',
    },
    description: {
      en: 'Whole days from the last line bought in the category retail to the as-of day.',
      zh: '从最近一次购买零售到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'days_since_last',
      where: "kind = 'sale' and category = 'retail'",
    },
    owner: 'merchandising',
  },
  {
    id: 'weekday_hotel_orders_365d',
    title: {
      en: 'Weekday hotel orders in 365 days',
      zh: '近 365 天工作日酒店订单数',
    },
    description: {
      en: 'Hotel orders made from Monday to Thursday.',
      zh: '周一至周四下的酒店订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and category = 'hotel' and weekday <= 4",
    },
    owner: 'merchandising',
  },
  {
    id: 'cross_sell_category',
    title: {
      en: 'Next category to offer',
      zh: '可拓展品类',
    },
    description: {
      en: 'First of food-delivery, retail, dining, cinema, hotel that a buyer of 365 days has not bought; none for who has all.',
      zh: '买家近 365 天尚未购买的首个品类，按外卖、零售、到店餐饮、电影、酒店排序；全部买过为 none。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'orders_365d = 0',
          value: 'no-buyer',
        },
        {
          when: "not categories_365d contains any ('food-delivery')",
          value: 'food-delivery',
        },
        {
          when: "not categories_365d contains any ('retail')",
          value: 'retail',
        },
        {
          when: "not categories_365d contains any ('dining')",
          value: 'dining',
        },
        {
          when: "not categories_365d contains any ('cinema')",
          value: 'cinema',
        },
        {
          when: "not categories_365d contains any ('hotel')",
          value: 'hotel',
        },
      ],
      otherwise: 'none',
    },
    owner: 'merchandising',
  },
]);
