import { shelve } from '../shelve.ts';

/** The membership programme: level, card, points. */
export const MEMBERSHIP_TAGS = shelve({ category: 'basic', owner: 'crm' }, [
  {
    id: 'membership_level',
    title: {
      en: 'Membership level',
      zh: '会员等级',
    },
    description: {
      en: 'Level in the membership programme.',
      zh: '会员体系中的等级。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'membership_level',
    },
    freshness: 'static',
  },
  {
    id: 'membership_since',
    title: {
      en: 'Member since',
      zh: '入会日期',
    },
    description: {
      en: 'Day on which the person joined the membership programme.',
      zh: '加入会员体系的日期。',
    },
    type: 'date',
    rule: {
      kind: 'attribute',
      attribute: 'membership_since',
    },
    freshness: 'static',
  },
  {
    id: 'days_in_membership',
    title: {
      en: 'Days in membership',
      zh: '入会天数',
    },
    description: {
      en: 'Whole days from joining the programme to the as-of day.',
      zh: '从入会日到统计日的整天数。',
    },
    type: 'integer',
    unit: 'days',
    rule: {
      kind: 'elapsed',
      tag: 'membership_since',
    },
  },
  {
    id: 'has_paid_membership',
    title: {
      en: 'Paid membership',
      zh: '付费会员',
    },
    description: {
      en: 'Pays for the membership card, as the source told it.',
      zh: '来源系统标记的付费会员。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'has_paid_membership',
    },
    freshness: 'static',
  },
  {
    id: 'points_balance',
    title: {
      en: 'Points balance',
      zh: '积分余额',
    },
    description: {
      en: 'Points that can be spent.',
      zh: '当前可用积分。',
    },
    type: 'integer',
    unit: 'points',
    rule: {
      kind: 'attribute',
      attribute: 'points_balance',
    },
    freshness: 'static',
  },
  {
    id: 'points_expiring_30d',
    title: {
      en: 'Points lapsing in 30 days',
      zh: '30 天内到期积分',
    },
    description: {
      en: 'Points that lapse within 30 days unless they are spent.',
      zh: '30 天内未使用将过期的积分。',
    },
    type: 'integer',
    unit: 'points',
    rule: {
      kind: 'attribute',
      attribute: 'points_expiring_30d',
    },
    freshness: 'static',
  },
  {
    id: 'is_points_hoarder',
    title: {
      en: 'Hoards points',
      zh: '积分囤积者',
    },
    description: {
      en: 'At least 2,000 points and no order in 30 days.',
      zh: '积分不少于 2000 且近 30 天未下单。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'points_balance >= 2000 and orders_30d = 0',
    },
  },
  {
    id: 'is_vip',
    title: {
      en: 'On the VIP list',
      zh: 'VIP 名单',
    },
    description: {
      en: 'In the uploaded list “vip”.',
      zh: '在上传名单“vip”中。',
    },
    type: 'boolean',
    rule: {
      kind: 'list',
      list: 'vip',
    },
  },
]);
