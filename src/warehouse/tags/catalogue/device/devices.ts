import { shelve } from '../shelve.ts';

/** What people visit with. */
export const DEVICES_TAGS = shelve({ category: 'device', owner: 'growth' }, [
  {
    id: 'device_os',
    title: {
      en: 'Main operating system',
      zh: '主要操作系统',
    },
    description: {
      en: 'Operating system seen most often in visits of the last 90 days.',
      zh: '近 90 天访问中出现最多的操作系统。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'device_os',
      by: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'device_systems_90d',
    title: {
      en: 'Operating systems in 90 days',
      zh: '近 90 天使用的操作系统',
    },
    description: {
      en: 'All operating systems seen in visits of the last 90 days.',
      zh: '近 90 天访问中出现过的全部操作系统。',
    },
    type: 'categories',
    rule: {
      kind: 'collect',
      fact: 'visit',
      field: 'device_os',
      windowDays: 90,
    },
  },
  {
    id: 'devices_count',
    title: {
      en: 'Devices',
      zh: '设备数',
    },
    description: {
      en: 'Different devices seen in all visits.',
      zh: '全部访问中出现过的不同设备数。',
    },
    type: 'integer',
    unit: 'devices',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'device_id',
    },
  },
  {
    id: 'devices_90d',
    title: {
      en: 'Devices in 90 days',
      zh: '近 90 天设备数',
    },
    description: {
      en: 'Different devices seen in visits of the last 90 days.',
      zh: '近 90 天访问中出现过的不同设备数。',
    },
    type: 'integer',
    unit: 'devices',
    rule: {
      kind: 'aggregate',
      fact: 'visit',
      measure: 'count_distinct',
      field: 'device_id',
      windowDays: 90,
    },
  },
  {
    id: 'is_multi_device',
    title: {
      en: 'Uses several devices',
      zh: '多设备用户',
    },
    description: {
      en: 'At least two devices in the last 90 days.',
      zh: '近 90 天使用过两台及以上设备。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: 'devices_90d >= 2',
    },
  },
  {
    id: 'device_model',
    title: {
      en: 'Main device model',
      zh: '主要机型',
    },
    description: {
      en: 'Model of most visit steps in 90 days.',
      zh: '近 90 天行为最多的机型。',
    },
    type: 'category',
    rule: {
      kind: 'top',
      fact: 'visit',
      field: 'device_model',
      by: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'device_price_class',
    title: {
      en: 'Price class of the device',
      zh: '机型价位',
    },
    description: {
      en: 'flagship, middle or entry by the main model; unknown for models that are not in the table.',
      zh: '按主要机型划分：flagship 旗舰、middle 中端、entry 入门；未收录机型未知。',
    },
    type: 'category',
    rule: {
      kind: 'cases',
      cases: [
        {
          when: "device_model in ('iPhone 15 Pro', 'iPhone 15 Pro Max', 'iPhone 16', 'iPhone 16 Pro', 'iPhone 16 Pro Max', 'HUAWEI Mate 60', 'HUAWEI Mate 60 Pro', 'HUAWEI Pura 70', 'HUAWEI Pura 70 Pro', 'Xiaomi 14', 'Xiaomi 14 Pro', 'vivo X100', 'vivo X100 Pro', 'OPPO Find X7', 'Honor Magic6')",
          value: 'flagship',
        },
        {
          when: "device_model in ('iPhone 13', 'iPhone 14', 'iPhone 15', 'OPPO Reno 11', 'Honor 100', 'HUAWEI nova 12', 'vivo S18', 'Redmi K70')",
          value: 'middle',
        },
        {
          when: "device_model in ('Redmi Note 13', 'Redmi 13C', 'HUAWEI Enjoy 70', 'Honor X50', 'OPPO A3', 'vivo Y100')",
          value: 'entry',
        },
      ],
    },
  },
  {
    id: 'main_device_share_90d',
    title: {
      en: 'Share of the main device',
      zh: '主设备占比',
    },
    description: {
      en: 'Share of the visit steps of 90 days that came from the device used most.',
      zh: '近 90 天行为中来自最常用设备的比例。',
    },
    type: 'number',
    rule: {
      kind: 'share',
      fact: 'visit',
      field: 'device_id',
      by: 'count',
      windowDays: 90,
    },
  },
  {
    id: 'is_cross_system',
    title: {
      en: 'Uses iOS and another system',
      zh: '跨系统用户',
    },
    description: {
      en: 'iOS and Android or HarmonyOS within 90 days.',
      zh: '90 天内同时使用 iOS 与 Android 或 HarmonyOS。',
    },
    type: 'boolean',
    rule: {
      kind: 'condition',
      when: "device_systems_90d contains all ('iOS') and device_systems_90d contains any ('Android', 'HarmonyOS')",
    },
  },
  {
    id: 'is_on_shared_device',
    title: {
      en: 'Shares a device',
      zh: '共用设备',
    },
    description: {
      en: 'The risk team saw other accounts on the person’s device.',
      zh: '风控发现该用户设备上有其他账户。',
    },
    type: 'boolean',
    rule: {
      kind: 'attribute',
      attribute: 'is_on_shared_device',
    },
    owner: 'risk',
    freshness: 'static',
  },
  {
    id: 'mobile_carrier',
    title: {
      en: 'Mobile carrier',
      zh: '移动运营商',
    },
    description: {
      en: 'Carrier of the phone number.',
      zh: '手机号所属运营商。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'mobile_carrier',
    },
    freshness: 'static',
    pii: 'personal',
  },
]);
