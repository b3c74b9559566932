import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { parseDay } from '../../kernel/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { SHIPPED_TAGS } from './catalogue/index.ts';
import { compileTags } from './compile-tags.ts';
import type { TagDefinition, TagRule } from './definition.ts';
import { isOverFacts } from './fact-rule.ts';
import { plainPeople, plainWorlds, writeWorld } from './plain-facts.conformance.ts';
import { plainTags } from './plain-tags.conformance.ts';
import { planTags } from './plan-tags.ts';

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
});
afterAll(() => engine.close());

const tag = (id: string, type: TagDefinition['type'], rule: TagRule): TagDefinition => ({
  ...SHIPPED_TAGS[0]!,
  id,
  type,
  rule,
});

/** What the shipped tags do not use. */
const OTHERS: readonly TagDefinition[] = [
  tag('income', 'money', { kind: 'attribute', attribute: 'income' }),
  tag('income_number', 'number', { kind: 'attribute', attribute: 'income' }),
  tag('likes', 'categories', { kind: 'attribute', attribute: 'likes' }),
  tag('average_line', 'money', { kind: 'aggregate', fact: 'order_line', measure: 'average', field: 'net_amount' }),
  tag('average_quantity', 'number', { kind: 'aggregate', fact: 'order_line', measure: 'average', field: 'quantity' }),
  tag('least_quantity', 'number', { kind: 'aggregate', fact: 'order_line', measure: 'min', field: 'quantity' }),
  tag('average_lines', 'number', { kind: 'aggregate', fact: 'order', measure: 'average', field: 'lines' }),
  tag('first_cost', 'money', { kind: 'aggregate', fact: 'coupon_event', measure: 'min', field: 'cost' }),
  tag('income_class', 'category', { kind: 'bucket', tag: 'income', cuts: [0.01, 12.34], labels: ['a', 'b', 'c'] }),
  tag('least_best', 'integer', { kind: 'quantile', tag: 'spend_90d', parts: 3, isDescending: true }),
  tag('baskets', 'integer', { kind: 'ratio', numerator: 'orders_365d', denominator: 'orders_30d' }),
  tag('old_visits', 'integer', {
    kind: 'aggregate',
    fact: 'visit',
    measure: 'count',
    windowDays: 3,
    endDaysAgo: 2,
    where: "not (step in ('view', 'cart') or duration_seconds between 1 and 10) and channel is known",
  }),
  tag('rich_words', 'categories', { kind: 'collect', fact: 'order', field: 'city', where: 'net_amount > 123.45' }),
  tag('day_words', 'category', {
    kind: 'top',
    fact: 'visit',
    field: 'device_id',
    by: 'duration_seconds',
    where: "day after '2026-05-28'",
  }),
  tag('second_city', 'category', { kind: 'top', fact: 'order', field: 'city', by: 'net_amount', rank: 2 }),
  tag('third_step', 'category', { kind: 'top', fact: 'visit', field: 'step', by: 'count', rank: 3, windowDays: 30 }),
  tag('city_share', 'number', { kind: 'share', fact: 'order', field: 'city', by: 'net_amount' }),
  tag('step_share', 'number', {
    kind: 'share',
    fact: 'visit',
    field: 'step',
    by: 'count',
    windowDays: 9,
    endDaysAgo: 2,
  }),
  tag('quantity_share', 'number', {
    kind: 'share',
    fact: 'order_line',
    field: 'category',
    by: 'quantity',
    where: "kind = 'sale'",
  }),
  tag('income_score', 'integer', { kind: 'score', tag: 'income', cuts: [0.01, 12.34] }),
  tag('recency_score', 'integer', { kind: 'score', tag: 'days_since_order', cuts: [1, 3, 7, 30], isDescending: true }),
  tag('quantity_score', 'integer', { kind: 'score', tag: 'least_quantity', cuts: [0.15, 0.2, 2.5] }),
  tag('order_pace', 'number', { kind: 'trend', recent: 'orders_30d', before: 'orders_prior_90d' }),
  tag('spend_prior_30d', 'money', {
    kind: 'aggregate',
    fact: 'order',
    measure: 'sum',
    field: 'net_amount',
    windowDays: 30,
    endDaysAgo: 30,
  }),
  tag('spend_pace', 'number', { kind: 'trend', recent: 'spend_30d', before: 'spend_prior_30d' }),
  tag('is_vip', 'boolean', { kind: 'list', list: 'vip' }),
  tag('is_in_no_list', 'boolean', { kind: 'list', list: 'there is no such list' }),
  tag('churn', 'number', { kind: 'model', model: 'churn' }),
  tag('no_model', 'number', { kind: 'model', model: 'there is no such model' }),
  tag('churn_band', 'category', { kind: 'bucket', tag: 'churn', cuts: [0, 0.5], labels: ['a', 'b', 'c'] }),
  tag('brand', 'category', { kind: 'top', fact: 'order_line', field: 'brand', by: 'net_amount' }),
  tag('groceries', 'integer', {
    kind: 'aggregate',
    fact: 'order_line',
    measure: 'count',
    where: "department = 'fresh-food' and brand is known",
  }),
  tag('models', 'categories', { kind: 'collect', fact: 'visit', field: 'device_model' }),
  tag('price_level', 'number', {
    kind: 'aggregate',
    fact: 'order',
    measure: 'average',
    field: 'merchant_price_level',
    windowDays: 365,
  }),
  { ...tag('visits_live', 'integer', { kind: 'aggregate', fact: 'visit', measure: 'count' }), freshness: 'live' },
  tag('likes_tea', 'boolean', {
    kind: 'condition',
    when: "likes contains any ('tea') and not likes contains all ('cake', 'tea')",
  }),
];

/** Kinds whose numbers are equal to the last bit: their divisions have one order. Sums of fractions are exact in SQL only. */
const EXACT: readonly TagRule['kind'][] = ['share', 'trend', 'model'];

const DEFINITIONS = [...SHIPPED_TAGS, ...OTHERS];
const asOf = parseDay('2026-06-01');

describe.each([
  { zone: 'America/New_York', dayStartMinutes: 0 },
  { zone: 'Asia/Shanghai', dayStartMinutes: 240 },
])('tags in $zone', (time) => {
  it('equal their evaluation person by person, fact by fact', async () => {
    const { sql, values } = compileTags(planTags(DEFINITIONS, 2), { asOf, time, moneyDecimals: 2 });
    await fc.assert(
      fc.asyncProperty(plainWorlds(asOf, time), async (world) => {
        await writeWorld(engine, world, time);
        const rows = await engine.rows<Record<string, unknown>>(sql, values);
        const expected = plainTags(DEFINITIONS, plainPeople(world, time), { asOf, moneyDecimals: 2 });
        for (const [i, row] of rows.entries()) {
          for (const { id, type, rule } of DEFINITIONS) {
            const [got, wanted] = [row[id], expected[i]![id]];
            if (type === 'number' && !EXACT.includes(rule.kind) && typeof wanted === 'number')
              expect(got, id).toBeCloseTo(wanted, 9);
            else expect(got, id).toEqual(wanted);
          }
        }
        expect(rows).toHaveLength(world.people.length);
      }),
      // Planning a statement of 340 columns is what takes the time: few worlds, and large ones.
      { numRuns: 8, endOnFailure: true },
    );
  }, 180_000);
});

it('scans each fact once for all its aggregates', () => {
  const time = { zone: 'UTC', dayStartMinutes: 0 };
  const plan = planTags(SHIPPED_TAGS, 2);
  const words = new Set(
    SHIPPED_TAGS.flatMap(({ rule }) =>
      isOverFacts(rule) && rule.kind !== 'aggregate' ? [`${rule.fact} ${rule.field}`] : [],
    ),
  );
  const uploads = new Set(
    SHIPPED_TAGS.map(({ rule }) => rule.kind).filter((kind) => ['attribute', 'list', 'model'].includes(kind)),
  );
  expect(compileTags(plan, { asOf, time, moneyDecimals: 2 }).passes).toBe(uploads.size + 5 + words.size);
});
