import { shelve } from '../shelve.ts';

/** Whether and how a person may be addressed. */
export const CONTACT_TAGS = shelve({ category: 'basic', owner: 'crm' }, [
  {
    id: 'marketing_consent',
    title: {
      en: 'Consents to marketing',
      zh: '同意营销触达',
    },
    description: {
      en: 'Agreed to marketing messages.',
      zh: '已同意接收营销信息。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'marketing_consent',
    },
    freshness: 'static',
  },
  {
    id: 'personalisation_consent',
    title: {
      en: 'Consents to personal offers',
      zh: '同意个性化推荐',
    },
    description: {
      en: 'Agreed that offers are chosen by behaviour.',
      zh: '已同意根据行为进行个性化推荐。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'personalisation_consent',
    },
    freshness: 'static',
  },
  {
    id: 'contact_channels',
    title: {
      en: 'Contact channels',
      zh: '可触达渠道',
    },
    description: {
      en: 'Channels on which the person may be addressed: push, sms, email, wechat.',
      zh: '允许触达的渠道：push、sms、email、wechat。',
    },
    type: 'categories',
    rule: {
      kind: 'attribute',
      attribute: 'contact_channels',
    },
    freshness: 'static',
  },
  {
    id: 'is_reachable',
    title: {
      en: 'May be addressed',
      zh: '可营销触达',
    },
    description: {
      en: 'Consents to marketing, has a channel open and is on no do-not-contact list.',
      zh: '同意营销、至少开放一个渠道且不在免打扰名单中。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "marketing_consent and contact_channels contains any ('push', 'sms', 'email', 'wechat') and not is_do_not_contact",
    },
  },
  {
    id: 'is_do_not_contact',
    title: {
      en: 'Do not contact',
      zh: '免打扰名单',
    },
    description: {
      en: 'In the uploaded list “do-not-contact”.',
      zh: '在上传名单“do-not-contact”中。',
    },
    type: 'boolean',
    rule: {
      kind: 'list',
      list: 'do-not-contact',
    },
  },
  {
    id: 'preferred_language',
    title: {
      en: 'Preferred language',
      zh: '首选语言',
    },
    description: {
      en: 'Language chosen in the settings.',
      zh: '设置中选择的语言。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'preferred_language',
    },
    freshness: 'static',
  },
]);
