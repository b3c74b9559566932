import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { manualClock, parseDay, UNWATCHED } from '../../src/kernel/index.ts';
import { createTagService, parseTagDefinition, type TagRelease } from '../../src/warehouse/tags/index.ts';
import { type ImportedExample, importExample } from './import-example.ts';
import { realData } from './metrics-workspace.ts';

/** Imports a data set by its mapping alone, defines the mapping's and further tags, and builds. */
async function buildExample(name: string, source: string, { asOf, added }: { asOf: string; added: readonly string[] }) {
  const example = await importExample(name, source);
  const tags = await createTagService({
    engine: example.engine,
    documents: openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-tags-attributes-'))),
    clock: manualClock(Date.UTC(2026, 0, 1)),
    time: { zone: 'UTC', dayStartMinutes: 0 },
    currency: { code: 'USD', decimals: 2 },
  });
  await tags.define(example.tags, 'mapping');
  await tags.define(added.map(parseTagDefinition), 'operator');
  return { example, release: await tags.build(parseDay(asOf), UNWATCHED) };
}

const personality = realData('customer_personality');

/** 2,240 customers, 334 of whom responded, 24 incomes missing: NOTES.md. All other figures are asked of the file itself. */
describe.skipIf(!personality)('tags of customer_personality, by its mapping alone', () => {
  const FILE = `read_csv('${personality}/marketing_campaign.csv.gz')`;
  let example: ImportedExample;
  let release: TagRelease;
  beforeAll(async () => {
    ({ example, release } = await buildExample('customer_personality', personality!, {
      asOf: '2014-10-01',
      added: [
        `id = "wine_score"
         title = { en = "Wine score, 1 to 4", zh = "酒类消费得分" }
         category = "consumption"
         type = "integer"
         rule = { kind = "score", tag = "spend_wines", cuts = [50, 200, 600] }`,
        `id = "income_quarter"
         title = { en = "Quarter by income", zh = "收入四分位" }
         category = "demographic"
         type = "integer"
         rule = { kind = "quantile", tag = "income", parts = 4 }`,
      ],
    }));
  }, 300_000);
  afterAll(() => example?.close());

  it('know what the notes say', async () => {
    const { people, coverage } = release;
    expect(people).toBe(2240);
    expect(coverage['income']).toBeCloseTo(2216 / 2240, 12);
    const [row] = await example.engine.rows(`SELECT count(*) AS responded FROM ${release.table} WHERE responded`);
    expect(row).toEqual({ responded: 334 });
  });

  it.each([
    [
      'generation',
      "CASE WHEN Year_Birth < 1965 THEN 'before-1965' WHEN Year_Birth < 1980 THEN '1965-1979' WHEN Year_Birth < 1995 THEN '1980-1994' ELSE '1995-2009' END",
    ],
    ['is_parent', 'Kidhome + Teenhome > 0'],
    ['days_since_registration', "DATE '2014-10-01' - Dt_Customer"],
    [
      'tenure_band',
      "CASE WHEN DATE '2014-10-01' - Dt_Customer < 365 THEN 'first-year' WHEN DATE '2014-10-01' - Dt_Customer < 730 THEN 'second-year' ELSE 'longer' END",
    ],
    ['spend_wines', 'MntWines * 100'],
    ['wine_score', '1 + (MntWines >= 50)::INTEGER + (MntWines >= 200)::INTEGER + (MntWines >= 600)::INTEGER'],
    [
      'life_stage',
      "CASE WHEN Kidhome + Teenhome > 0 THEN 'family' WHEN Year_Birth >= 1995 THEN 'young-adult' ELSE 'settled' END",
    ],
    [
      'income_quarter',
      'CASE WHEN Income IS NOT NULL THEN 1 + (SELECT count(*) FROM f AS g WHERE g.Income < f.Income) * 4 // 2216 END',
    ],
  ])('%s equals %s over the file, for every customer', async (tag, sql) => {
    const differing = await example.engine.rows(
      `WITH f AS (SELECT * FROM ${FILE})
       SELECT user_id, t.${tag} AS got, h.wanted FROM ${release.table} t JOIN dim_user USING (user_key)
       FULL JOIN (SELECT ID::VARCHAR AS user_id, ${sql} AS wanted FROM f) h USING (user_id)
       WHERE t.${tag} IS DISTINCT FROM h.wanted LIMIT 5`,
    );
    expect(differing).toEqual([]);
  });
});

const adult = realData('adult');

/** 48,842 people, no income for the original test part of 16,281: NOTES.md and the UCI description. */
describe.skipIf(!adult)('tags of adult, by its mapping alone', () => {
  const FILE = `read_csv('${adult}/adult.csv.gz', nullstr = 'NA', parallel = false)`;
  let example: ImportedExample;
  let release: TagRelease;
  beforeAll(async () => {
    ({ example, release } = await buildExample('adult', adult!, { asOf: '1994-12-31', added: [] }));
  }, 300_000);
  afterAll(() => example?.close());

  it('know what the notes say', () => {
    expect(release.people).toBe(48_842);
    expect(release.coverage['income']).toBeCloseTo(1 - 16_281 / 48_842, 12);
  });

  it.each([
    ['age', 'age'],
    ['gender', 'lower(sex)'],
    ['education', 'education'],
    ['generation', "if(1994 - age < 1965, 'before-1965', '1965-1979')"],
    ['spending_power', "CASE income WHEN 'small' THEN 'low' WHEN 'large' THEN 'high' ELSE 'middle' END"],
    ['life_stage', "CASE WHEN occupation = 'retired' THEN 'retired' ELSE 'settled' END"],
    ['profile_completeness', "if(occupation IS NULL, 'partial', 'full')"],
  ])('%s spreads over the people as %s does over the file', async (tag, sql) => {
    const counts = (value: string, from: string) =>
      example.rows(`SELECT ${value} AS value, count(*) AS n FROM ${from} GROUP BY ALL ORDER BY value NULLS FIRST`);
    expect(await counts(`"${tag}"`, release.table)).toEqual(await counts(sql, FILE));
  });
});
