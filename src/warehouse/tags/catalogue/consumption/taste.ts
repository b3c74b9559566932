import { shelve } from '../shelve.ts';

/** Departments, products and brands that people prefer. */
export const TASTE_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'favourite_department',
    title: {
      en: 'Favourite department',
      zh: '偏好部门',
    },
    description: {
      en: 'Department (cuisine, genre, kind of shop) of most lines bought in 365 days.',
      zh: '近 365 天购买明细最多的部门（菜系、片种、店型）。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'department',
      by: 'count',
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_department_share',
    title: {
      en: 'Share of the favourite department',
      zh: '偏好部门占比',
    },
    description: {
      en: 'Share of the lines bought in 365 days in the favourite department: high is a settled taste.',
      zh: '近 365 天购买明细中偏好部门的比例，越高口味越固定。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'order_line',
      field: 'department',
      by: 'count',
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_cuisine',
    title: {
      en: 'Favourite cuisine',
      zh: '偏好菜系',
    },
    description: {
      en: 'Department of most food-delivery and dining lines in 365 days.',
      zh: '近 365 天外卖与到店餐饮明细最多的菜系。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'department',
      by: 'count',
      windowDays: 365,
      where: "kind = 'sale' and category in ('food-delivery', 'dining')",
    },
    owner: 'merchandising',
  },
  {
    id: 'cuisines_count_365d',
    title: {
      en: 'Cuisines in 365 days',
      zh: '近 365 天菜系数',
    },
    description: {
      en: 'Different departments of food-delivery and dining.',
      zh: '外卖与到店餐饮的不同菜系数。',
    },
    type: 'integer',
    unit: 'cuisines',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'department',
      windowDays: 365,
      where: "kind = 'sale' and category in ('food-delivery', 'dining')",
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_film_genre',
    title: {
      en: 'Favourite film genre',
      zh: '偏好片种',
    },
    description: {
      en: 'Department of most cinema lines in 365 days.',
      zh: '近 365 天电影明细最多的片种。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'department',
      by: 'count',
      windowDays: 365,
      where: "kind = 'sale' and category = 'cinema'",
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_product',
    title: {
      en: 'Favourite product',
      zh: '偏好商品',
    },
    description: {
      en: 'Product with the highest quantity in 365 days.',
      zh: '近 365 天购买件数最多的商品。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'product_id',
      by: 'quantity',
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'favourite_brand',
    title: {
      en: 'Favourite brand',
      zh: '偏好品牌',
    },
    description: {
      en: 'Brand with the highest net amount in 365 days.',
      zh: '近 365 天实付金额最高的品牌。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'order_line',
      field: 'brand',
      by: 'net_amount',
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'brand_loyalty_365d',
    title: {
      en: 'Brand loyalty',
      zh: '品牌忠诚度',
    },
    description: {
      en: 'Share of the net amount of 365 days that goes to the favourite brand.',
      zh: '近 365 天实付金额中偏好品牌的比例。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'order_line',
      field: 'brand',
      by: 'net_amount',
      windowDays: 365,
      where: "kind = 'sale'",
    },
    owner: 'merchandising',
  },
  {
    id: 'pet_care_orders_365d',
    title: {
      en: 'Pet care orders in 365 days',
      zh: '近 365 天宠物用品订单数',
    },
    description: {
      en: 'Orders with at least one line in the department pet-care.',
      zh: '至少含一条宠物用品部门（pet-care）明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and department = 'pet-care'",
    },
    owner: 'merchandising',
  },
  {
    id: 'baby_care_orders_365d',
    title: {
      en: 'Baby care orders in 365 days',
      zh: '近 365 天母婴用品订单数',
    },
    description: {
      en: 'Orders with at least one line in the department baby-care.',
      zh: '至少含一条母婴用品部门（baby-care）明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and department = 'baby-care'",
    },
    owner: 'merchandising',
  },
  {
    id: 'car_care_orders_365d',
    title: {
      en: 'Car care orders in 365 days',
      zh: '近 365 天汽车用品订单数',
    },
    description: {
      en: 'Orders with at least one line in the department car-care.',
      zh: '至少含一条汽车用品部门（car-care）明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and department = 'car-care'",
    },
    owner: 'merchandising',
  },
  {
    id: 'flower_orders_365d',
    title: {
      en: 'Flower and gift orders in 365 days',
      zh: '近 365 天鲜花礼品订单数',
    },
    description: {
      en: 'Orders with at least one line in the department flowers.',
      zh: '至少含一条鲜花礼品部门（flowers）明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and department = 'flowers'",
    },
    owner: 'merchandising',
  },
  {
    id: 'fresh_food_orders_365d',
    title: {
      en: 'Fresh food orders in 365 days',
      zh: '近 365 天生鲜食材订单数',
    },
    description: {
      en: 'Orders with at least one line in the department fresh-food.',
      zh: '至少含一条生鲜食材部门（fresh-food）明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and department = 'fresh-food'",
    },
    owner: 'merchandising',
  },
  {
    id: 'healthy_food_orders_365d',
    title: {
      en: 'Healthy food orders in 365 days',
      zh: '近 365 天健康餐食订单数',
    },
    description: {
      en: 'Orders with at least one line in the department healthy.',
      zh: '至少含一条健康餐食部门（healthy）明细的订单数。',
    },
    type: 'integer',
    unit: 'orders',
    rule: {
      kind: 'aggregate',
      fact: 'order_line',
      measure: 'count_distinct',
      field: 'order_id',
      windowDays: 365,
      where: "kind = 'sale' and department = 'healthy'",
    },
    owner: 'merchandising',
  },
]);
