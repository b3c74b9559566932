import { shelve } from '../shelve.ts';

/** Where a person stands with us, by orders and by visits. */
export const LIFECYCLE_TAGS = shelve({ category: 'basic', owner: 'crm' }, [
  {
    id: 'lifecycle_stage',
    title: {
      en: 'Lifecycle stage',
      zh: '生命周期阶段',
    },
    description: {
      en: 'never: no order yet; new: first order within 30 days; active: last order within 30 days; lapsing: within 90; lapsed: longer ago.',
      zh: 'never 从未下单；new 首单在 30 天内；active 最近 30 天有订单；lapsing 最近一单在 31 至 90 天前；lapsed 更久未下单。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'orders_total = 0',
          value: 'never',
        },
        {
          when: 'days_since_first_order <= 30',
          value: 'new',
        },
        {
          when: 'days_since_order <= 30',
          value: 'active',
        },
        {
          when: 'days_since_order <= 90',
          value: 'lapsing',
        },
      ],
      otherwise: 'lapsed',
    },
    owner: 'growth',
  },
  {
    id: 'is_customer',
    title: {
      en: 'Has ever ordered',
      zh: '是否下过单',
    },
    description: {
      en: 'At least one order in all history.',
      zh: '历史上至少有过一笔订单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'orders_total >= 1',
    },
    owner: 'growth',
  },
  {
    id: 'activity_stage',
    title: {
      en: 'Activity stage',
      zh: '活跃阶段',
    },
    description: {
      en: 'By the last visit: active within 7 days, cooling within 30, sleeping within 90, gone longer ago; never: no visit at all.',
      zh: '按最近访问：active 7 天内，cooling 30 天内，sleeping 90 天内，gone 更久；never 从未访问。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'days_since_visit <= 7',
          value: 'active',
        },
        {
          when: 'days_since_visit <= 30',
          value: 'cooling',
        },
        {
          when: 'days_since_visit <= 90',
          value: 'sleeping',
        },
        {
          when: 'days_since_visit is known',
          value: 'gone',
        },
      ],
      otherwise: 'never',
    },
    owner: 'growth',
  },
  {
    id: 'onboarding_step',
    title: {
      en: 'Furthest step',
      zh: '转化进度',
    },
    description: {
      en: 'How far the person ever came: repeat, first-order, checkout, basket, visited, registered.',
      zh: '历史上走到的最远一步：repeat 复购、first-order 首单、checkout 结算、basket 加购、visited 访问、registered 仅注册。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'orders_total >= 2',
          value: 'repeat',
        },
        {
          when: 'orders_total = 1',
          value: 'first-order',
        },
        {
          when: 'days_since_checkout is known',
          value: 'checkout',
        },
        {
          when: 'days_since_cart is known',
          value: 'basket',
        },
        {
          when: 'days_since_visit is known',
          value: 'visited',
        },
      ],
      otherwise: 'registered',
    },
    owner: 'growth',
  },
  {
    id: 'is_one_time_buyer',
    title: {
      en: 'Bought once',
      zh: '一次性买家',
    },
    description: {
      en: 'Exactly one order ever, more than 30 days ago.',
      zh: '历史上仅一单且距今超过 30 天。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'orders_total = 1 and days_since_order > 30',
    },
    owner: 'growth',
  },
]);
