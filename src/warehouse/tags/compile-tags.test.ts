import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { parseDay } from '../../kernel/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { SHIPPED_TAGS } from './catalogue/index.ts';
import { compileTags } from './compile-tags.ts';
import type { TagDefinition, TagRule } from './definition.ts';
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
  tag('income_band', 'category', { kind: 'bucket', tag: 'income', cuts: [0.01, 12.34], labels: ['a', 'b', 'c'] }),
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
  tag('likes_tea', 'boolean', {
    kind: 'condition',
    when: "likes contains any ('tea') and not likes contains all ('cake', 'tea')",
  }),
];

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
          for (const { id, type } of DEFINITIONS) {
            const [got, wanted] = [row[id], expected[i]![id]];
            if (type === 'number' && typeof wanted === 'number') expect(got, id).toBeCloseTo(wanted, 9);
            else expect(got, id).toEqual(wanted);
          }
        }
        expect(rows).toHaveLength(4);
      }),
      { numRuns: 15 },
    );
  }, 180_000);
});

it('scans each fact once for all its aggregates', () => {
  const time = { zone: 'UTC', dayStartMinutes: 0 };
  const plan = planTags(SHIPPED_TAGS, 2);
  const words = new Set(
    SHIPPED_TAGS.flatMap(({ rule }) =>
      rule.kind === 'top' || rule.kind === 'collect' ? [`${rule.fact} ${rule.field}`] : [],
    ),
  );
  expect(compileTags(plan, { asOf, time, moneyDecimals: 2 }).passes).toBe(1 + 5 + words.size);
});
