import { shelve } from '../shelve.ts';

/** Whom people live with, told and inferred. */
export const HOUSEHOLD_TAGS = shelve({ category: 'demographic', owner: 'crm' }, [
  {
    id: 'has_children',
    title: {
      en: 'Has children',
      zh: '是否有孩子',
    },
    description: {
      en: 'As the source told it.',
      zh: '来源系统提供的是否有孩子。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'has_children',
    },
    freshness: 'static',
    pii: 'sensitive',
  },
  {
    id: 'marital_status',
    title: {
      en: 'Marital status',
      zh: '婚姻状况',
    },
    description: {
      en: 'As the person told it.',
      zh: '用户填写的婚姻状况。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'marital_status',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'household_people',
    title: {
      en: 'People in the household',
      zh: '家庭人数',
    },
    description: {
      en: 'Number of people who live together.',
      zh: '共同居住的人数。',
    },
    type: 'integer',
    unit: 'people',
    rule: {
      kind: 'attribute',
      attribute: 'household_people',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'child_stage',
    title: {
      en: 'Age of the youngest child',
      zh: '最小孩子年龄段',
    },
    description: {
      en: '0-3, 4-6, 7-12 or 13-17 years; unknown for who has no children or did not tell.',
      zh: '最小孩子的年龄段：0-3、4-6、7-12、13-17 岁；无孩子或未填写则未知。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'child_stage',
    },
    freshness: 'static',
    pii: 'sensitive',
  },
  {
    id: 'housing',
    title: {
      en: 'Housing',
      zh: '住房情况',
    },
    description: {
      en: 'own, rent, dormitory or with-family, as the person told it.',
      zh: '用户填写的住房情况：own、rent、dormitory、with-family。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'housing',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'owns_car',
    title: {
      en: 'Told of a car',
      zh: '自述有车',
    },
    description: {
      en: 'The person said to own a car.',
      zh: '用户填写有车。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'owns_car',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'owns_pet',
    title: {
      en: 'Told of a pet',
      zh: '自述有宠物',
    },
    description: {
      en: 'The person said to have a pet.',
      zh: '用户填写有宠物。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'owns_pet',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'is_parent',
    title: {
      en: 'Parent',
      zh: '有娃人群',
    },
    description: {
      en: 'Told of children, or bought baby care at least twice in 365 days.',
      zh: '填写有孩子，或近 365 天购买母婴用品不少于 2 次。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'has_children or child_stage is known or baby_care_orders_365d >= 2',
    },
    pii: 'sensitive',
  },
  {
    id: 'is_weekend_family',
    title: {
      en: 'Weekend family',
      zh: '周末家庭',
    },
    description: {
      en: 'Parents whose orders fall on the week-end for four in ten or more.',
      zh: '有孩子且周末订单占比不低于四成。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'is_parent and weekend_share_365d >= 0.4',
    },
    pii: 'sensitive',
  },
  {
    id: 'is_pet_owner',
    title: {
      en: 'Pet owner',
      zh: '养宠人群',
    },
    description: {
      en: 'Told of a pet, or bought pet care at least twice in 365 days.',
      zh: '填写有宠物，或近 365 天购买宠物用品不少于 2 次。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'owns_pet or pet_care_orders_365d >= 2',
    },
    pii: 'personal',
  },
  {
    id: 'is_car_owner',
    title: {
      en: 'Car owner',
      zh: '有车人群',
    },
    description: {
      en: 'Told of a car, or bought car care in 365 days.',
      zh: '填写有车，或近 365 天购买过汽车用品。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'owns_car or car_care_orders_365d >= 1',
    },
    pii: 'personal',
  },
  {
    id: 'life_stage',
    title: {
      en: 'Stage of life',
      zh: '人生阶段',
    },
    description: {
      en: 'retired, student, young-family (youngest child under 7), family, young-adult (born in 1995 or later, without children), settled: the first that holds.',
      zh: '取首个成立者：retired 退休、student 学生、young-family 最小孩子未满 7 岁、family 家庭、young-adult 1995 年后出生且无孩子、settled 其他成年人。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: "occupation = 'retired'",
          value: 'retired',
        },
        {
          when: 'is_student',
          value: 'student',
        },
        {
          when: "child_stage in ('0-3', '4-6')",
          value: 'young-family',
        },
        {
          when: 'is_parent',
          value: 'family',
        },
        {
          when: 'birth_year >= 1995',
          value: 'young-adult',
        },
        {
          when: 'birth_year is known',
          value: 'settled',
        },
      ],
    },
    pii: 'sensitive',
  },
]);
