import { shelve } from '../shelve.ts';

/** What people look at. */
export const INTEREST_TAGS = shelve({ category: 'browsing', owner: 'growth' }, [
  {
    id: 'favourite_activity_page',
    title: {
      en: 'Favourite activity page',
      zh: '偏好活动页',
    },
    description: {
      en: 'Activity page of most steps in 90 days.',
      zh: '近 90 天行为最多的活动页。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'activity_page',
      by: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'activity_pages_30d',
    title: {
      en: 'Activity pages in 30 days',
      zh: '近 30 天访问活动页',
    },
    description: {
      en: 'All activity pages visited.',
      zh: '访问过的全部活动页。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'visit',
      field: 'activity_page',
      windowDays: 30,
    },
  },
  {
    id: 'browsed_category',
    title: {
      en: 'Most browsed category',
      zh: '浏览最多的品类',
    },
    description: {
      en: 'Category of most steps in 30 days.',
      zh: '近 30 天行为最多的品类。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'category',
      by: 'count',
      windowDays: 30,
    },
  },
  {
    id: 'browsed_categories_30d',
    title: {
      en: 'Categories browsed in 30 days',
      zh: '近 30 天浏览品类',
    },
    description: {
      en: 'All categories of steps.',
      zh: '行为涉及的全部品类。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'visit',
      field: 'category',
      windowDays: 30,
    },
  },
  {
    id: 'food_delivery_views_30d',
    title: {
      en: 'Food delivery views in 30 days',
      zh: '近 30 天外卖浏览次数',
    },
    description: {
      en: 'Views in the category food-delivery.',
      zh: '外卖品类的浏览次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'view' and category = 'food-delivery'",
    },
    owner: 'merchandising',
  },
  {
    id: 'dining_views_30d',
    title: {
      en: 'Dining views in 30 days',
      zh: '近 30 天到店餐饮浏览次数',
    },
    description: {
      en: 'Views in the category dining.',
      zh: '到店餐饮品类的浏览次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'view' and category = 'dining'",
    },
    owner: 'merchandising',
  },
  {
    id: 'cinema_views_30d',
    title: {
      en: 'Cinema views in 30 days',
      zh: '近 30 天电影浏览次数',
    },
    description: {
      en: 'Views in the category cinema.',
      zh: '电影品类的浏览次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'view' and category = 'cinema'",
    },
    owner: 'merchandising',
  },
  {
    id: 'hotel_views_30d',
    title: {
      en: 'Hotel views in 30 days',
      zh: '近 30 天酒店浏览次数',
    },
    description: {
      en: 'Views in the category hotel.',
      zh: '酒店品类的浏览次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'view' and category = 'hotel'",
    },
    owner: 'merchandising',
  },
  {
    id: 'retail_views_30d',
    title: {
      en: 'Retail views in 30 days',
      zh: '近 30 天零售浏览次数',
    },
    description: {
      en: 'Views in the category retail.',
      zh: '零售品类的浏览次数。',
    },
    type: 'integer',
    unit: 'steps',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count',
      windowDays: 30,
      where: "step = 'view' and category = 'retail'",
    },
    owner: 'merchandising',
  },
  {
    id: 'coupon_pages_30d',
    title: {
      en: 'Coupon centre visits in 30 days',
      zh: '近 30 天领券中心访问数',
    },
    description: {
      en: 'Different sessions on the coupon centre.',
      zh: '访问领券中心的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 30,
      where: "activity_page = 'coupon-centre'",
    },
    owner: 'crm',
  },
  {
    id: 'browsed_category_share',
    title: {
      en: 'Share of the category browsed most',
      zh: '浏览最多品类占比',
    },
    description: {
      en: 'Share of the steps of 30 days in the category browsed most.',
      zh: '近 30 天行为中浏览最多品类的比例。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'visit',
      field: 'category',
      by: 'count',
      windowDays: 30,
    },
  },
  {
    id: 'dwell_category_30d',
    title: {
      en: 'Category looked at longest',
      zh: '停留最久的品类',
    },
    description: {
      en: 'Category with the most browsing time in 30 days.',
      zh: '近 30 天停留时间最长的品类。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'category',
      by: 'duration_seconds',
      windowDays: 30,
    },
  },
  {
    id: 'browsed_merchant',
    title: {
      en: 'Merchant browsed most',
      zh: '浏览最多的商家',
    },
    description: {
      en: 'Merchant of most steps in 30 days.',
      zh: '近 30 天行为最多的商家。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'merchant_id',
      by: 'count',
      windowDays: 30,
    },
    owner: 'merchandising',
  },
  {
    id: 'browsed_merchant_share',
    title: {
      en: 'Share of the merchant browsed most',
      zh: '浏览最多商家占比',
    },
    description: {
      en: 'Share of the steps of 30 days at the merchant browsed most: high means a clear wish.',
      zh: '近 30 天行为中浏览最多商家的比例，越高意向越明确。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'visit',
      field: 'merchant_id',
      by: 'count',
      windowDays: 30,
    },
    owner: 'merchandising',
  },
  {
    id: 'browsed_merchants_30d',
    title: {
      en: 'Merchants browsed in 30 days',
      zh: '近 30 天浏览商家数',
    },
    description: {
      en: 'Different merchants looked at.',
      zh: '浏览过的不同商家数。',
    },
    type: 'integer',
    unit: 'merchants',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'merchant_id',
      windowDays: 30,
    },
    owner: 'merchandising',
  },
  {
    id: 'festival_sessions_90d',
    title: {
      en: 'Festival sessions in 90 days',
      zh: '近 90 天节庆会场会话数',
    },
    description: {
      en: 'Different sessions on the festival page.',
      zh: '访问节庆会场的不同会话数。',
    },
    type: 'integer',
    unit: 'sessions',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'session_id',
      windowDays: 90,
      where: "activity_page = 'festival'",
    },
  },
]);
