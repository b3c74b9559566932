import { shelve } from '../shelve.ts';

/** What a customer is worth: by rank, by fixed scores, by models. */
export const VALUE_TAGS = shelve({ category: 'consumption', owner: 'growth' }, [
  {
    id: 'rfm_recency',
    title: {
      en: 'RFM recency, 1 to 5',
      zh: 'RFM 最近购买得分（1–5）',
    },
    description: {
      en: 'Fifth of the buyers of 365 days by days since the last order; 5 ordered last.',
      zh: '近 365 天买家按距最近下单天数五等分，5 为最近。',
    },
    type: 'integer',
    unit: 'score',
    rule: {
      kind: 'quantile',
      tag: 'days_since_order',
      parts: 5,
      isDescending: true,
      among: 'orders_365d >= 1',
    },
  },
  {
    id: 'rfm_frequency',
    title: {
      en: 'RFM frequency, 1 to 5',
      zh: 'RFM 购买频次得分（1–5）',
    },
    description: {
      en: 'Fifth of the buyers of 365 days by orders; 5 orders most.',
      zh: '近 365 天买家按订单数五等分，5 为最多。',
    },
    type: 'integer',
    unit: 'score',
    rule: {
      kind: 'quantile',
      tag: 'orders_365d',
      parts: 5,
      among: 'orders_365d >= 1',
    },
  },
  {
    id: 'rfm_monetary',
    title: {
      en: 'RFM spend, 1 to 5',
      zh: 'RFM 消费金额得分（1–5）',
    },
    description: {
      en: 'Fifth of the buyers of 365 days by spend; 5 spends most.',
      zh: '近 365 天买家按消费额五等分，5 为最高。',
    },
    type: 'integer',
    unit: 'score',
    rule: {
      kind: 'quantile',
      tag: 'spend_365d',
      parts: 5,
      among: 'orders_365d >= 1',
    },
  },
  {
    id: 'rfm_segment',
    title: {
      en: 'RFM segment',
      zh: 'RFM 分群',
    },
    description: {
      en: 'champion: recent, often and much; loyal: recent and often; promising: recent, not often; at-risk: often or much, but not lately; dormant: the rest of the buyers.',
      zh: 'champion 近期高频高额；loyal 近期高频；promising 近期低频；at-risk 曾高频或高额但近期未购；dormant 其余买家。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'rfm_recency >= 4 and rfm_frequency >= 4 and rfm_monetary >= 4',
          value: 'champion',
        },
        {
          when: 'rfm_recency >= 4 and rfm_frequency >= 3',
          value: 'loyal',
        },
        {
          when: 'rfm_recency >= 4',
          value: 'promising',
        },
        {
          when: 'rfm_frequency >= 4 or rfm_monetary >= 4',
          value: 'at-risk',
        },
        {
          when: 'rfm_recency is known',
          value: 'dormant',
        },
      ],
    },
  },
  {
    id: 'rfm_recency_score',
    title: {
      en: 'Recency score, fixed',
      zh: '最近购买固定得分',
    },
    description: {
      en: '5: last order within 7 days; 4: within 30; 3: within 60; 2: within 90; 1: longer ago. Comparable between versions, unlike the fifths.',
      zh: '5 分 7 天内下单，4 分 30 天内，3 分 60 天内，2 分 90 天内，1 分更久；各版本可比，不随人群变化。',
    },
    type: 'integer',
    unit: 'score',
    rule: {
      kind: 'score',
      tag: 'days_since_order',
      cuts: [8, 31, 61, 91],
      isDescending: true,
    },
  },
  {
    id: 'rfm_frequency_score',
    title: {
      en: 'Frequency score, fixed',
      zh: '购买频次固定得分',
    },
    description: {
      en: 'By orders of 365 days: 1 under 2, 2 under 4, 3 under 8, 4 under 16, 5 from 16.',
      zh: '按近 365 天订单数：2 单以下 1 分，4 单以下 2 分，8 单以下 3 分，16 单以下 4 分，16 单及以上 5 分。',
    },
    type: 'integer',
    unit: 'score',
    rule: {
      kind: 'score',
      tag: 'orders_365d',
      cuts: [2, 4, 8, 16],
    },
  },
  {
    id: 'rfm_monetary_score',
    title: {
      en: 'Spend score, fixed',
      zh: '消费金额固定得分',
    },
    description: {
      en: 'By spend of 365 days: 1 under 100, 2 under 300, 3 under 800, 4 under 2,000, 5 from 2,000 of the currency.',
      zh: '按近 365 天消费额：100 以下 1 分，300 以下 2 分，800 以下 3 分，2000 以下 4 分，2000 及以上 5 分（本币）。',
    },
    type: 'integer',
    unit: 'score',
    rule: {
      kind: 'score',
      tag: 'spend_365d',
      cuts: [100, 300, 800, 2000],
    },
  },
  {
    id: 'rfm_fixed_segment',
    title: {
      en: 'RFM segment by fixed scores',
      zh: 'RFM 固定分群',
    },
    description: {
      en: 'By the fixed scores: important-value, important-recall, general-value, general-recall; important is spend 4 or 5, value is recency 4 or 5.',
      zh: '按固定得分：important-value 重要价值、important-recall 重要挽回、general-value 一般价值、general-recall 一般挽回；消费 4–5 分为重要，最近购买 4–5 分为价值。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'rfm_monetary_score >= 4 and rfm_recency_score >= 4',
          value: 'important-value',
        },
        {
          when: 'rfm_monetary_score >= 4 and rfm_recency_score is known',
          value: 'important-recall',
        },
        {
          when: 'rfm_recency_score >= 4',
          value: 'general-value',
        },
        {
          when: 'rfm_recency_score is known',
          value: 'general-recall',
        },
      ],
    },
  },
  {
    id: 'value_decile',
    title: {
      en: 'Value decile',
      zh: '消费价值十分位',
    },
    description: {
      en: 'Tenth of the buyers of 365 days by spend; 10 spends most.',
      zh: '近 365 天买家按消费额十等分，10 为最高。',
    },
    type: 'integer',
    unit: 'decile',
    rule: {
      kind: 'quantile',
      tag: 'spend_365d',
      parts: 10,
      among: 'orders_365d >= 1',
    },
  },
  {
    id: 'value_at_risk',
    title: {
      en: 'Valuable and leaving',
      zh: '高价值流失预警',
    },
    description: {
      en: 'Top three tenths by spend, and overdue or fallen to less than 0.7 of the usual pace.',
      zh: '消费前三成，且逾期未下单或下单节奏低于平时的 0.7。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "value_decile >= 8 and (is_overdue or order_momentum in ('falling', 'stopped'))",
    },
  },
  {
    id: 'churn_probability',
    title: {
      en: 'Chance to leave',
      zh: '流失概率',
    },
    description: {
      en: 'Score of the model “churn”: chance of no order in the next 90 days.',
      zh: '模型“churn”的得分：未来 90 天不下单的概率。',
    },
    type: 'number',
    rule: {
      kind: 'model',
      model: 'churn',
    },
    owner: 'analytics',
  },
  {
    id: 'alive_probability',
    title: {
      en: 'Chance to be alive',
      zh: '存活概率',
    },
    description: {
      en: 'Score of the model “alive”: chance that the person is still a customer.',
      zh: '模型“alive”的得分：仍为活跃客户的概率。',
    },
    type: 'number',
    rule: {
      kind: 'model',
      model: 'alive',
    },
    owner: 'analytics',
  },
  {
    id: 'expected_orders_90d',
    title: {
      en: 'Expected orders in 90 days',
      zh: '未来 90 天预期订单数',
    },
    description: {
      en: 'Score of the model “expected-orders”: orders expected in the next 90 days.',
      zh: '模型“expected-orders”的得分：未来 90 天预期订单数。',
    },
    type: 'number',
    unit: 'orders',
    rule: {
      kind: 'model',
      model: 'expected-orders',
    },
    owner: 'analytics',
  },
  {
    id: 'coupon_uplift',
    title: {
      en: 'Coupon uplift',
      zh: '优惠券增量',
    },
    description: {
      en: 'Score of the model “coupon-uplift”: how much a coupon raises the chance of an order.',
      zh: '模型“coupon-uplift”的得分：优惠券对下单概率的提升。',
    },
    type: 'number',
    rule: {
      kind: 'model',
      model: 'coupon-uplift',
    },
    owner: 'analytics',
  },
]);
