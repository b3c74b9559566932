import { describe, expect, it } from 'vitest';
import { TesseraError } from '../../kernel/index.ts';
import { SHIPPED_TAGS } from './catalogue/index.ts';
import { TAG_CATEGORIES, type TagDefinition, type TagRule } from './definition.ts';
import { lineageOf, planTags, withInputs } from './plan-tags.ts';

const tag = (id: string, type: TagDefinition['type'], rule: TagRule): TagDefinition => ({
  ...SHIPPED_TAGS[0]!,
  id,
  type,
  rule,
});

/** The code, and the detail that tells where. */
function refusalOf(...added: readonly TagDefinition[]): unknown {
  try {
    planTags([...SHIPPED_TAGS, ...added], 2);
    return undefined;
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    const { field, input, suggestion, path } = error.detail;
    return [error.code, field ?? input, suggestion ?? path].filter((part) => part !== undefined);
  }
}

const KINDS: readonly TagRule['kind'][] = [
  'attribute',
  'aggregate',
  'top',
  'share',
  'collect',
  'ratio',
  'trend',
  'elapsed',
  'bucket',
  'score',
  'quantile',
  'condition',
  'cases',
  'list',
  'model',
];

const count: TagRule = { kind: 'aggregate', fact: 'order', measure: 'count' };

describe('the shipped catalogue', () => {
  it('is sound, and covers all five categories with ids that are unique', () => {
    const plan = planTags(SHIPPED_TAGS, 2);
    expect(plan.length).toBeGreaterThanOrEqual(195);
    expect(new Set(SHIPPED_TAGS.map(({ id }) => id)).size).toBe(SHIPPED_TAGS.length);
    expect(new Set(SHIPPED_TAGS.map(({ category }) => category))).toEqual(new Set(TAG_CATEGORIES));
  });

  it('has at least twenty tags in each category, and every kind of rule', () => {
    for (const category of TAG_CATEGORIES)
      expect(SHIPPED_TAGS.filter((tag) => tag.category === category).length, category).toBeGreaterThanOrEqual(20);
    expect([...new Set(SHIPPED_TAGS.map(({ rule }) => rule.kind))].sort()).toEqual([...KINDS].sort());
  });

  it('says the same thing once: no two rules, titles or descriptions within a category are alike', () => {
    const repeated = (textOf: (tag: TagDefinition) => string) => {
      const texts = SHIPPED_TAGS.map(textOf);
      return texts.filter((text, i) => texts.indexOf(text) !== i);
    };
    expect(repeated(({ rule }) => JSON.stringify(rule))).toEqual([]);
    expect(repeated(({ title }) => title.en)).toEqual([]);
    expect(repeated(({ title }) => title.zh)).toEqual([]);
  });

  it('says everything in Chinese too', () => {
    const silent = SHIPPED_TAGS.filter(
      ({ title, description }) => !/\p{Script=Han}/u.test(title.zh) || !/\p{Script=Han}/u.test(description.zh),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('holds no decimals of one currency: it is sound for yen too', () => {
    expect(() => planTags(SHIPPED_TAGS, 0)).not.toThrow();
  });
});

describe('lineage', () => {
  it('is derived from rules and from the words of conditions', () => {
    const lineage = lineageOf(planTags(SHIPPED_TAGS, 2));
    expect(lineage.get('spend_30d')).toEqual({ inputs: ['model_order'], usedBy: ['spend_trend_90d'] });
    expect(lineage.get('favourite_brand')?.inputs).toEqual(['fact_order_line', 'dim_product']);
    expect(lineage.get('is_vip')?.inputs).toEqual(['audience_list_member']);
    expect(lineage.get('average_basket_90d')?.inputs).toEqual(['spend_90d', 'orders_90d']);
    expect(lineage.get('rfm_recency')?.inputs).toEqual(['days_since_order', 'orders_365d']);
    expect(lineage.get('rfm_recency')?.usedBy).toEqual(['rfm_segment']);
  });

  it('follows inputs of inputs, and layers stand above what they read', () => {
    const plan = withInputs(planTags(SHIPPED_TAGS, 2), 'rfm_segment');
    expect(plan.map(({ definition, layer }) => [definition.id, layer])).toEqual([
      ['orders_365d', 0],
      ['spend_365d', 0],
      ['days_since_order', 0],
      ['rfm_recency', 1],
      ['rfm_frequency', 1],
      ['rfm_monetary', 1],
      ['rfm_segment', 2],
    ]);
  });
});

describe('a definition is refused', () => {
  it.each([
    [
      'an unknown tag',
      tag('x', 'number', { kind: 'ratio', numerator: 'spend_30', denominator: 'orders_30d' }),
      ['tag.unknown-input', 'spend_30', '; did you mean "spend_30d"?'],
    ],
    [
      'an unknown tag in a condition',
      tag('x', 'boolean', { kind: 'condition', when: 'ordrs_30d >= 4' }),
      ['tag.unknown-input', 'ordrs_30d', '; did you mean "orders_30d"?'],
    ],
    [
      'an unknown column in a condition',
      tag('x', 'integer', { ...count, where: "chanel = 'app'" }),
      ['tag.unknown-input', 'chanel', '; did you mean "channel"?'],
    ],
    [
      'an unknown fact',
      tag('x', 'integer', { ...count, fact: 'ordre' as 'order' }),
      ['tag.unknown-input', 'ordre', '; did you mean "order"?'],
    ],
    ['itself as input', tag('x', 'boolean', { kind: 'condition', when: 'x = true' }), ['tag.cycle', 'x ← x']],
    ['a wrong type', tag('x', 'money', count), ['tag.invalid', 'type']],
    [
      'a measure without its field',
      tag('x', 'money', { kind: 'aggregate', fact: 'order', measure: 'sum' }),
      ['tag.invalid', 'rule.field'],
    ],
    [
      'a sum of words',
      tag('x', 'money', { kind: 'aggregate', fact: 'order', measure: 'sum', field: 'city' }),
      ['tag.invalid', 'rule.field'],
    ],
    ['a window of no days', tag('x', 'integer', { ...count, windowDays: 0 }), ['tag.invalid', 'rule.windowDays']],
    [
      'words of a number',
      tag('x', 'category', { kind: 'top', fact: 'order', field: 'lines', by: 'count' }),
      ['tag.invalid', 'rule.field'],
    ],
    [
      'money per money unit',
      tag('x', 'number', { kind: 'ratio', numerator: 'orders_30d', denominator: 'spend_30d' }),
      ['tag.invalid', 'rule.denominator'],
    ],
    [
      'cuts that fall',
      tag('x', 'category', { kind: 'bucket', tag: 'orders_30d', cuts: [2, 1], labels: ['a', 'b', 'c'] }),
      ['tag.invalid', 'rule.cuts'],
    ],
    [
      'a label too few',
      tag('x', 'category', { kind: 'bucket', tag: 'orders_30d', cuts: [1], labels: ['a'] }),
      ['tag.invalid', 'rule.labels'],
    ],
    ['one part', tag('x', 'integer', { kind: 'quantile', tag: 'orders_30d', parts: 1 }), ['tag.invalid', 'rule.parts']],
    ['behaviour', tag('x', 'boolean', { kind: 'condition', when: "in list 'vip'" }), ['tag.invalid', 'rule.when']],
    [
      'a condition that does not parse',
      tag('x', 'boolean', { kind: 'condition', when: 'orders_30d >=' }),
      ['tag.invalid', 'rule.when'],
    ],
    [
      'a seventh word',
      tag('x', 'category', { kind: 'top', fact: 'order', field: 'city', by: 'count', rank: 7 }),
      ['tag.invalid', 'rule.rank'],
    ],
    [
      'a share by words',
      tag('x', 'number', { kind: 'share', fact: 'order', field: 'city', by: 'channel' }),
      ['tag.invalid', 'rule.by'],
    ],
    [
      'a share as a whole number',
      tag('x', 'integer', { kind: 'share', fact: 'order', field: 'city', by: 'count' }),
      ['tag.invalid', 'type'],
    ],
    ['a score of words', tag('x', 'integer', { kind: 'score', tag: 'gender', cuts: [1] }), ['tag.invalid', 'rule.tag']],
    [
      'scores that fall',
      tag('x', 'integer', { kind: 'score', tag: 'orders_30d', cuts: [2, 2] }),
      ['tag.invalid', 'rule.cuts'],
    ],
    [
      'a trend of all history',
      tag('x', 'number', { kind: 'trend', recent: 'orders_30d', before: 'orders_total' }),
      ['tag.invalid', 'rule.before'],
    ],
    [
      'a trend of what is no pace',
      tag('x', 'number', { kind: 'trend', recent: 'largest_order_365d', before: 'orders_previous_30d' }),
      ['tag.invalid', 'rule.recent'],
    ],
    [
      'a trend of money against orders',
      tag('x', 'number', { kind: 'trend', recent: 'spend_30d', before: 'orders_previous_30d' }),
      ['tag.invalid', 'rule.before'],
    ],
    [
      'a trend whose windows overlap',
      tag('x', 'number', { kind: 'trend', recent: 'orders_90d', before: 'orders_previous_30d' }),
      ['tag.invalid', 'rule.before'],
    ],
    ['a list as a word', tag('x', 'category', { kind: 'list', list: 'vip' }), ['tag.invalid', 'type']],
    ['a model as a whole number', tag('x', 'integer', { kind: 'model', model: 'churn' }), ['tag.invalid', 'type']],
    [
      'a live recency',
      { ...tag('x', 'integer', { kind: 'aggregate', fact: 'order', measure: 'days_since_last' }), freshness: 'live' },
      ['tag.invalid', 'freshness'],
    ],
    [
      'a live condition',
      { ...tag('x', 'boolean', { kind: 'condition', when: 'orders_30d > 1' }), freshness: 'live' },
      ['tag.invalid', 'freshness'],
    ],
    [
      'a live counter of days long ago',
      { ...tag('x', 'integer', { ...count, windowDays: 7, endDaysAgo: 1 }), freshness: 'live' },
      ['tag.invalid', 'freshness'],
    ],
    ['an id with capitals', tag('Orders', 'integer', count), ['tag.invalid', 'id']],
    ['the name of a column of ours', tag('user_key', 'integer', count), ['tag.invalid', 'id']],
    ['the id __proto__', tag('__proto__', 'integer', count), ['tag.invalid', 'id']],
  ] as const)('for %s', (_, definition, refusal) => {
    expect(refusalOf(definition)).toEqual(refusal);
  });

  it('for a cycle over several, told as its path', () => {
    const a = tag('a', 'boolean', { kind: 'condition', when: 'b = true' });
    const b = tag('b', 'boolean', { kind: 'condition', when: 'c = true' });
    const c = tag('c', 'boolean', { kind: 'condition', when: 'a = true' });
    expect(refusalOf(a, b, c)).toEqual(['tag.cycle', 'a ← b ← c ← a']);
  });
});
