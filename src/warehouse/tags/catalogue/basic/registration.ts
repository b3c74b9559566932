import { shelve } from '../shelve.ts';

/** How a person came to us, and how long ago. */
export const REGISTRATION_TAGS = shelve({ category: 'basic', owner: 'crm' }, [
  {
    id: 'registered_at',
    title: {
      en: 'Registered on',
      zh: '注册日期',
    },
    description: {
      en: 'Day on which the person registered, as the source told it.',
      zh: '来源系统提供的注册日期。',
    },
    type: 'date',
    rule: {
      kind: 'attribute',
      attribute: 'registered_at',
    },
    freshness: 'static',
  },
  {
    id: 'registration_channel',
    title: {
      en: 'Registration channel',
      zh: '注册渠道',
    },
    description: {
      en: 'Where the person came from when registering.',
      zh: '用户注册时的来源渠道。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'registration_channel',
    },
    freshness: 'static',
  },
  {
    id: 'days_since_registration',
    title: {
      en: 'Days since registration',
      zh: '注册天数',
    },
    description: {
      en: 'Whole days from registration to the as-of day.',
      zh: '从注册日到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'elapsed',
      tag: 'registered_at',
    },
  },
  {
    id: 'acquisition_campaign',
    title: {
      en: 'Acquisition campaign',
      zh: '拉新活动',
    },
    description: {
      en: 'Campaign that the registration is credited to; unknown for who came by themselves.',
      zh: '注册归因的拉新活动；自然来访的用户未知。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'acquisition_campaign',
    },
    freshness: 'static',
  },
  {
    id: 'friends_invited',
    title: {
      en: 'Friends invited',
      zh: '邀请好友数',
    },
    description: {
      en: 'Friends who registered with the person’s invitation.',
      zh: '通过该用户邀请完成注册的好友数。',
    },
    type: 'integer',
    unit: 'friends',
    rule: {
      kind: 'attribute',
      attribute: 'friends_invited',
    },
    freshness: 'static',
  },
  {
    id: 'tenure_band',
    title: {
      en: 'Tenure',
      zh: '注册时长分段',
    },
    description: {
      en: 'By days since registration: under 30, 90, 365, 730, and longer.',
      zh: '按注册天数划分：30、90、365、730 天以内及更久。',
    },
    type: 'category',
    rule: {
      kind: 'bucket',
      tag: 'days_since_registration',
      cuts: [30, 90, 365, 730],
      labels: ['first-month', 'first-quarter', 'first-year', 'second-year', 'longer'],
    },
  },
]);
