import { describe, expect, it } from 'vitest';
import { SHIPPED_TAGS } from '../catalogue/index.ts';
import type { TagDefinition } from '../definition.ts';
import { type JudgedTag, judgeTag } from './judge-tag.ts';
import { checkQuality, qualityRules, type TagQuality } from './quality-rules.ts';

const tag = (type: TagDefinition['type'], quality?: TagQuality): TagDefinition => ({
  ...SHIPPED_TAGS[0]!,
  id: 't',
  type,
  ...(quality && { quality }),
});
const spread = (counts: readonly number[]) => ({ ends: [1], counts });
const compared = (counts: readonly number[], now: readonly number[]): NonNullable<JudgedTag['before']> => ({
  people: 1000,
  statistics: { known: 900 },
  spread: spread(counts),
  now: spread(now),
  daysAgo: 1,
  isRedefined: false,
});
const judged = (over: Partial<JudgedTag>): JudgedTag => ({
  definition: tag('integer'),
  people: 1000,
  statistics: { known: 900 },
  moneyDecimals: 2,
  ...over,
});
/** ¼ of the people move from the second bin to the first: ln(3)/4 = 0.2747, just over the default. */
const MOVED = compared([500, 500, 0], [750, 250, 0]);

describe('a tag in a build', () => {
  it('is held for drift beyond the limit, and not for less', () => {
    expect(judgeTag(judged({ before: MOVED })).problems).toEqual([
      { tag: 't', rule: 'drift', was: 0, is: expect.closeTo(0.2747, 4), limit: 0.25 },
    ]);
    expect(judgeTag(judged({ before: compared([500, 500, 0], [739, 261, 0]) })).problems).toEqual([]);
  });

  it.each([
    ['first', judged({})],
    ['few-people', judged({ people: 499, before: MOVED })],
    ['few-people', judged({ before: { ...MOVED, people: 499 } })],
    ['redefined', judged({ before: { ...MOVED, isRedefined: true } })],
    ['long-ago', judged({ before: { ...MOVED, daysAgo: 32 } })],
    ['no-spread-before', judged({ before: compared([0, 5, 995], [0, 500, 500]) })],
    ['campaign-driven', judged({ isCampaignDriven: true, before: MOVED })],
    ['off', judged({ definition: tag('integer', { maxDrift: 'off' }), before: MOVED })],
  ] as const)('is pardoned: %s', (pardon, each) => {
    expect(judgeTag(each)).toMatchObject({ pardon, problems: [] });
  });

  it('that campaigns move is judged where a limit is set', () => {
    const definition = tag('integer', { maxDrift: 0.2 });
    expect(judgeTag(judged({ definition, isCampaignDriven: true, before: MOVED })).problems).toHaveLength(1);
  });

  it('whose feed dies is held, although it has no spread now', () => {
    const { problems } = judgeTag(
      judged({ statistics: { known: 0 }, before: compared([450, 450, 100], [0, 0, 1000]) }),
    );
    expect(problems[0]).toMatchObject({ rule: 'drift', limit: 0.25 });
  });

  it('that counts days may have stood still or grown by the days between', () => {
    const later = spread([500, 500, 0]);
    expect(judgeTag(judged({ before: { ...MOVED, later } }))).toEqual({ drift: 0, problems: [] });
  });

  it('is held to its coverage and range, whatever its drift is pardoned for', () => {
    const definition = tag('money', { minCoverage: 0.95, range: { min: 0, max: '12.50' } });
    const statistics = { known: 900, min: -1, max: 1251 };
    expect(judgeTag(judged({ definition, statistics })).problems).toEqual([
      { tag: 't', rule: 'coverage', is: 0.9, limit: 0.95 },
      { tag: 't', rule: 'minimum', is: -1, limit: 0 },
      { tag: 't', rule: 'maximum', is: 1251, limit: 1250 },
    ]);
    const fine = { known: 950, min: 0, max: 1250 };
    expect(judgeTag(judged({ definition, statistics: fine })).problems).toEqual([]);
  });
});

describe('quality rules', () => {
  it('have defaults by type: days outside of two centuries are no days', () => {
    expect(qualityRules('date', undefined, 2)).toEqual({ minCoverage: 0, min: -25_567, max: 84_006, maxDrift: 0.25 });
    expect(qualityRules('date', { range: 'off', maxDrift: 'off' }, 2)).toEqual({ minCoverage: 0 });
    expect(qualityRules('category', undefined, 2)).toEqual({ minCoverage: 0, maxDrift: 0.25 });
  });

  it.each([
    ['minCoverage', tag('integer', { minCoverage: 1.2 })],
    ['maxDrift', tag('integer', { maxDrift: 0 })],
    ['range', tag('category', { range: { min: 1 } })],
    ['range', tag('integer', { range: { min: 'one' } })],
    ['range', tag('date', { range: { min: '2020-02-30' } })],
    ['range', tag('integer', { range: { min: 2, max: 1 } })],
  ])('are refused at %s', (part, definition) => {
    expect(() => checkQuality(definition)).toThrow(
      expect.objectContaining({ code: 'tag.invalid', detail: expect.objectContaining({ field: `quality.${part}` }) }),
    );
  });
});
