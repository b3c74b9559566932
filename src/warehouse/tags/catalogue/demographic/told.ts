import { shelve } from '../shelve.ts';

/** Who people are, as they or the source told it. */
export const TOLD_TAGS = shelve({ category: 'demographic', owner: 'crm' }, [
  {
    id: 'gender',
    title: {
      en: 'Gender',
      zh: '性别',
    },
    description: {
      en: 'As the person told it.',
      zh: '用户填写的性别。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'gender',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'birth_year',
    title: {
      en: 'Year of birth',
      zh: '出生年份',
    },
    description: {
      en: 'As the person told it.',
      zh: '用户填写的出生年份。',
    },
    type: 'integer',
    rule: {
      kind: 'attribute',
      attribute: 'birth_year',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'age_band',
    title: {
      en: 'Age band',
      zh: '年龄段',
    },
    description: {
      en: 'As the source told it.',
      zh: '来源系统提供的年龄段。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'age_band',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'generation',
    title: {
      en: 'Generation',
      zh: '世代',
    },
    description: {
      en: 'By year of birth: before 1965, 1965–1979, 1980–1994, 1995–2009, 2010 and later.',
      zh: '按出生年份划分：1965 年前、1965–1979、1980–1994、1995–2009、2010 年及以后。',
    },
    type: 'category',
    rule: {
      kind: 'bucket',
      tag: 'birth_year',
      cuts: [1965, 1980, 1995, 2010],
      labels: ['before-1965', '1965-1979', '1980-1994', '1995-2009', 'from-2010'],
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'occupation',
    title: {
      en: 'Occupation',
      zh: '职业',
    },
    description: {
      en: 'As the source told it.',
      zh: '来源系统提供的职业。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'occupation',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'birthday_month',
    title: {
      en: 'Birthday month',
      zh: '生日月份',
    },
    description: {
      en: 'Month of birth, 1 to 12.',
      zh: '出生月份（1–12）。',
    },
    type: 'integer',
    unit: 'month',
    rule: {
      kind: 'attribute',
      attribute: 'birthday_month',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'education',
    title: {
      en: 'Education',
      zh: '学历',
    },
    description: {
      en: 'Highest degree, as the person told it.',
      zh: '用户填写的最高学历。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'education',
    },
    freshness: 'static',
    pii: 'personal',
  },
  {
    id: 'income_band',
    title: {
      en: 'Income band',
      zh: '收入档',
    },
    description: {
      en: 'low, middle, high, as the source told it.',
      zh: '来源系统提供的收入档：low、middle、high。',
    },
    type: 'category',
    rule: {
      kind: 'attribute',
      attribute: 'income_band',
    },
    freshness: 'static',
    pii: 'sensitive',
  },
  {
    id: 'hobbies',
    title: {
      en: 'Hobbies',
      zh: '兴趣爱好',
    },
    description: {
      en: 'What the person ticked: film, travel, cooking, sport, games, beauty, reading.',
      zh: '用户勾选的爱好：film、travel、cooking、sport、games、beauty、reading。',
    },
    type: 'categories',
    rule: {
      kind: 'attribute',
      attribute: 'hobbies',
    },
    freshness: 'static',
    pii: 'personal',
  },
]);
