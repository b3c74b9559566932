import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Expression, evaluatePerson, partsOf, printExpression } from '../../expression/index.ts';
import { expressions } from '../../expression/trees.conformance.ts';
import { TesseraError, UNWATCHED } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { computeDistribution } from '../../warehouse/tags/index.ts';
import type { AudienceIndex, AudienceQuery } from './audience-index.port.ts';
import { compileSql } from './compile-sql.ts';
import { AS_OF, buildSmallCity, CITY_CATALOGUE, CITY_WORDS, type SmallCity } from './small-city.conformance.ts';

interface Bench {
  readonly engine: SqlEngine;
  readonly index: AudienceIndex;
  readonly city: SmallCity;
}

/** Every AudienceIndex passes this and nothing less: it, DuckDB's SQL and the person-by-person oracle agree. */
export function describeAudienceIndex(
  createEngine: () => Promise<SqlEngine>,
  createIndex: (engine: SqlEngine) => AudienceIndex,
): void {
  const open = async (seed: number): Promise<Bench> => {
    const engine = await createEngine();
    const city = await buildSmallCity(engine, seed);
    const index = createIndex(engine);
    await index.load(city.release, UNWATCHED);
    return { engine, index, city };
  };

  it('agrees with SQL and with the oracle on any tree over any data', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        AUDIENCES,
        fc.array(TREES, { minLength: 1, maxLength: 40, size: 'max' }),
        async (seed, audiences, trees) => {
          const bench = await open(seed);
          try {
            for (const tree of trees) await expectAgreement(bench, { tree, audiences, lists: bench.city.lists });
          } finally {
            await bench.engine.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('counts every part, and says of one person which hold', async () => {
    const { index, city, engine } = await open(7);
    await fc.assert(
      fc.asyncProperty(TREES, AUDIENCES, fc.nat({ max: city.userIds.length - 1 }), async (tree, audiences, row) => {
        const query = { tree, audiences, lists: city.lists };
        const people = city.userIds.map((_, person) => city.person(person, audiences));
        const parts = partsOf(tree);
        const { parts: counts } = await index.count(query);
        expect(counts).toEqual(
          parts.map((part) => ({
            path: part.path,
            count: people.filter((person) => evaluatePerson(part.tree, person) === true).length,
          })),
        );
        const words = { true: 'yes', false: 'no', null: 'unknown' } as const;
        expect(await index.holds(query, city.userIds[row]!)).toEqual(
          parts.map((part) => ({
            path: part.path,
            holds: words[`${evaluatePerson(part.tree, people[row]!)}` as keyof typeof words],
          })),
        );
      }),
      { numRuns: 60 },
    );
    expect(await index.holds({ tree: EVERYONE, ...NOTHING }, 'nobody')).toBeUndefined();
    await engine.close();
  });

  it('pages through members in the code-point order of ids', async () => {
    const { index, city, engine } = await open(3);
    const query: AudienceQuery = { tree: { kind: 'known', field: 'city', known: true }, ...NOTHING };
    const all = (await index.select(query)).userIds;
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await index.members(query, { limit: 7, ...(after === undefined ? {} : { after }) });
      expect(page.count).toBe(all.length);
      paged.push(...page.userIds);
      after = page.next;
      if (after === undefined) break;
    }
    expect(paged).toEqual(all);
    expect([...all].sort()).toEqual(all);
    expect(all.length).toBeLessThan(city.userIds.length);
    await engine.close();
  });

  it('spreads each tag over the bins of everyone, nobody lost', async () => {
    const { index, city, engine } = await open(11);
    const tree: Expression = { kind: 'compare', field: 'orders_30d', op: '>', value: 1 };
    const people = city.userIds.map((_, row) => city.person(row, new Map()));
    const members = people.filter((person) => evaluatePerson(tree, person) === true);
    for (const { id, type } of CITY_CATALOGUE.fields.values()) {
      const [column] = await engine.columns(
        `SELECT ${id} FROM ${city.release.table} WHERE NOT coalesce(isnan(${type === 'number' ? id : '0'}), false)`,
      );
      const { bins } = computeDistribution(column!, type);
      const { distribution, base } = await index.distribution({ tree, ...NOTHING }, id, bins);
      const known = members.filter((person) => person.field(id) !== null);
      expect([distribution.known, distribution.unknown]).toEqual([known.length, members.length - known.length]);
      expect(base, id).toEqual(bins.map(({ count }) => count));
      if (type === 'categories') continue;
      expect(sum(distribution.bins.map((bin) => bin.count))).toBe(known.length);
    }
    await engine.close();
  });

  it('gives the values of a tag, most frequent first', async () => {
    const { index, city, engine } = await open(5);
    const cities = city.userIds.map((_, row) => city.person(row, new Map()).field('city'));
    const values = await index.values('city', '', 10);
    expect(values.map(({ count }) => count)).toEqual(values.map(({ count }) => count).sort((a, b) => b - a));
    for (const { value, count } of values) expect(cities.filter((each) => each === value)).toHaveLength(count);
    expect(await index.values('city', 'Ü', 10)).toHaveLength(1);
    await engine.close();
  });

  it('says that no tags were built before the first load', async () => {
    const engine = await createEngine();
    const index = createIndex(engine);
    await expect(index.count({ tree: EVERYONE, ...NOTHING })).rejects.toEqual(new TesseraError('tags.not-built'));
    await engine.close();
  });
}

const EVERYONE: Expression = { kind: 'everyone' };
const NOTHING = { audiences: new Map(), lists: new Map() };
const WORLD = {
  catalogue: CITY_CATALOGUE,
  words: [...CITY_WORDS, 'view', 'nowhere'],
  lists: ['odd', 'none'],
  days: [AS_OF - 9, AS_OF] as const,
  numbers: [-3, 6] as const,
};
const TREES = expressions({ ...WORLD, audiences: ['simple', 'layered'] });
/** `layered` refers to `simple` and to itself never. */
const AUDIENCES = fc
  .tuple(expressions({ ...WORLD, audiences: [] }), expressions({ ...WORLD, audiences: ['simple'] }))
  .map(
    ([simple, layered]) =>
      new Map([
        ['simple', simple],
        ['layered', layered],
      ]),
  );

async function expectAgreement({ engine, index, city }: Bench, query: AudienceQuery): Promise<void> {
  const oracle = city.userIds.flatMap((_, row) =>
    evaluatePerson(query.tree, city.person(row, query.audiences)) === true ? [city.keyOf(row)] : [],
  );
  const { sql, values } = compileSql(query, city.release);
  const bySql = await engine.rows<{ user_key: number }>(`SELECT user_key FROM (${sql}) ORDER BY user_key`, values);
  const text = printExpression(query.tree, CITY_CATALOGUE);
  expect(
    bySql.map((row) => row.user_key),
    `SQL of ${text}`,
  ).toEqual(oracle);
  expect((await index.count(query)).count, text).toBe(oracle.length);
  const { userKeys } = await index.select(query);
  expect(
    [...userKeys].sort((a, b) => a - b),
    text,
  ).toEqual(oracle);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
