import { shelve } from '../shelve.ts';

/** The account: what is verified, bound and saved, and where it is at home. */
export const ACCOUNT_TAGS = shelve({ category: 'basic', owner: 'crm' }, [
  {
    id: 'phone_verified',
    title: {
      en: 'Phone verified',
      zh: '手机号已验证',
    },
    description: {
      en: 'Whether the phone number was verified.',
      zh: '手机号是否已通过验证。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'phone_verified',
    },
    freshness: 'static',
  },
  {
    id: 'home_city',
    title: {
      en: 'Home city',
      zh: '常驻城市',
    },
    description: {
      en: 'City of residence as the source told it.',
      zh: '来源系统提供的常驻城市。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'home_city',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'home_district',
    title: {
      en: 'Home district',
      zh: '常驻区县',
    },
    description: {
      en: 'District of residence as the source told it.',
      zh: '来源系统提供的常驻区县。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'home_district',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'real_name_verified',
    title: {
      en: 'Real name verified',
      zh: '已实名认证',
    },
    description: {
      en: 'Passed the real-name check.',
      zh: '已通过实名认证。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'real_name_verified',
    },
    freshness: 'static',
  },
  {
    id: 'bound_payments',
    title: {
      en: 'Bound payment methods',
      zh: '已绑定支付方式',
    },
    description: {
      en: 'Payment methods bound to the account: wechat-pay, alipay, bank-card.',
      zh: '账户绑定的支付方式：wechat-pay、alipay、bank-card。',
    },
    type: 'categories',
    rule: {
      kind: 'attribute',
      attribute: 'bound_payments',
    },
    freshness: 'static',
  },
  {
    id: 'saved_addresses',
    title: {
      en: 'Saved addresses',
      zh: '已存地址数',
    },
    description: {
      en: 'Delivery addresses saved in the account.',
      zh: '账户中保存的收货地址数。',
    },
    type: 'integer',
    unit: 'addresses',
    rule: {
      kind: 'attribute',
      attribute: 'saved_addresses',
    },
    freshness: 'static',
  },
  {
    id: 'saved_address_kinds',
    title: {
      en: 'Kinds of saved addresses',
      zh: '已存地址类型',
    },
    description: {
      en: 'Labels of the saved addresses: home, office, school.',
      zh: '已存地址的标签：home、office、school。',
    },
    type: 'categories',
    rule: {
      kind: 'attribute',
      attribute: 'saved_address_kinds',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'is_checkout_ready',
    title: {
      en: 'Ready to check out',
      zh: '可一键下单',
    },
    description: {
      en: 'Phone verified, a payment method bound and an address saved.',
      zh: '手机已验证、已绑定支付方式且已保存地址。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "phone_verified and saved_addresses >= 1 and bound_payments contains any ('wechat-pay', 'alipay', 'bank-card')",
    },
  },
  {
    id: 'profile_completeness',
    title: {
      en: 'Profile completeness',
      zh: '资料完整度',
    },
    description: {
      en: 'full: gender, year of birth and occupation are known; partial: one or two of them; empty: none.',
      zh: 'full 性别、出生年份、职业均已知；partial 已知其中一两项；empty 均未知。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: 'gender is known and birth_year is known and occupation is known',
          value: 'full',
        },
        {
          when: 'gender is known or birth_year is known or occupation is known',
          value: 'partial',
        },
      ],
      otherwise: 'empty',
    },
  },
  {
    id: 'account_risk',
    title: {
      en: 'Account risk',
      zh: '账户风险等级',
    },
    description: {
      en: 'Risk of abuse as the risk team rates it: low, medium, high.',
      zh: '风控团队评定的滥用风险：low、medium、high。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'account_risk',
    },
    owner: 'risk',
    freshness: 'static',
  },
  {
    id: 'home_area',
    title: {
      en: 'Home area',
      zh: '居住圈层',
    },
    description: {
      en: 'Where in the city the home is: centre, inner, outer.',
      zh: '住处在城市中的圈层：centre、inner、outer。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'home_area',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'is_staff',
    title: {
      en: 'Staff',
      zh: '内部员工',
    },
    description: {
      en: 'In the uploaded list “staff”; leave them out of campaigns and reports.',
      zh: '在上传名单“staff”中；投放与统计时应排除。',
    },
    type: 'boolean',
    rule: {
      kind: 'list',
      list: 'staff',
    },
  },
]);
