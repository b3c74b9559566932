import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { parseDay } from '../../kernel/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { SHIPPED_TAGS } from './catalogue/index.ts';
import { compileTags } from './compile-tags.ts';
import type { TagRule } from './definition.ts';
import { EVERY_KIND } from './every-kind.conformance.ts';
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

/** Kinds whose numbers are equal to the last bit: their divisions have one order. Sums of fractions are exact in SQL only. */
const EXACT: readonly TagRule['kind'][] = ['share', 'trend', 'model'];

const DEFINITIONS = [...SHIPPED_TAGS, ...EVERY_KIND];
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
  }, 600_000);
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
