import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbProfileStore } from '../../src/adapters/lmdb/index.ts';
import {
  brandAs,
  type DayNumber,
  manualClock,
  parseDay,
  startOfDay,
  UNWATCHED,
  type UserId,
} from '../../src/kernel/index.ts';
import { createProfileService, EVERY_TAG } from '../../src/services/profile/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import { tableOf } from '../../src/warehouse/tags/build-history.ts';
import { buildTags } from '../../src/warehouse/tags/build-tags.ts';
import type { CataloguedTag, TagRelease } from '../../src/warehouse/tags/index.ts';
import { planTags } from '../../src/warehouse/tags/plan-tags.ts';
import { readPeople } from '../../src/warehouse/tags/read-people.ts';

// New York changes its clock on 8 March; a business day begins at 04:00.
const TIME = { zone: 'America/New_York', dayStartMinutes: 240 };
const CURRENCY = { code: 'USD', decimals: 2 };
const TODAY = parseDay('2026-03-08');
const PEOPLE = ['ann', 'bob'];
const WINDOW = 3;

const live = (id: string, type: CataloguedTag['type'], rule: object) =>
  ({
    id,
    type,
    rule: { kind: 'aggregate', ...rule },
    freshness: 'live',
    pii: 'none',
    category: 'browsing',
  }) as CataloguedTag;
const DEFINITIONS: readonly CataloguedTag[] = [
  live('views', 'integer', {
    fact: 'visit',
    measure: 'count',
    windowDays: WINDOW,
    where: "step = 'view' and hour >= 6",
  }),
  live('seconds', 'number', { fact: 'visit', measure: 'sum', field: 'duration_seconds' }),
  live('orders', 'integer', { fact: 'order', measure: 'count' }),
  live('spend', 'money', { fact: 'order', measure: 'sum', field: 'net_amount', windowDays: WINDOW }),
  { ...live('views_daily', 'integer', { fact: 'visit', measure: 'count' }), freshness: 'daily' },
];

interface Visit {
  readonly kind: 'visit';
  readonly who: number;
  readonly day: DayNumber;
  readonly minute: number;
  readonly step: string;
  readonly seconds: number;
  /** How often it comes; it counts once. */
  readonly repeats: number;
  readonly way: 'log' | 'file';
}
interface Order {
  readonly kind: 'order';
  readonly who: number;
  readonly day: DayNumber;
  readonly minute: number;
  readonly amount: number;
  /** Orders of the same number get another line instead. */
  readonly number: number;
}
type Fact = Visit | Order;

const day = fc.integer({ min: TODAY - 4, max: TODAY + 2 });
const minute = fc.integer({ min: 0, max: 23 * 60 - 1 });
const who = fc.nat({ max: PEOPLE.length - 1 });
const seconds = fc.constantFrom(0.1, 0.2, 7, 0.333333);
const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record<Visit>({
        kind: fc.constant('visit'),
        who,
        day,
        minute,
        step: fc.constantFrom('view', 'cart'),
        seconds,
        repeats: fc.constantFrom(1, 1, 2),
        way: fc.constantFrom('log', 'file'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record<Order>({
        kind: fc.constant('order'),
        who,
        day,
        minute,
        amount: fc.nat({ max: 5000 }),
        number: fc.nat({ max: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('build' as const),
        asOf: fc.integer({ min: TODAY - 3, max: TODAY + 2 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('publish' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  ),
  { maxLength: 20, size: 'max' },
);

/** A folder whose tags are only those of this test; a build is published when a step says so. */
async function openWorld() {
  const engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-live-'));
  const writer = createFactWriter({ time: TIME });
  const clock = manualClock(startOfDay(TODAY, TIME));
  let current: TagRelease | undefined;
  const tags = {
    current: () => current,
    releases: async () => (current ? [current] : []),
    people: (release: TagRelease) => readPeople(engine, release),
  };
  const openService = () => {
    const store = openLmdbProfileStore(folder);
    const profiles = createProfileService({ store, tags, engine, clock, time: TIME, currency: CURRENCY, gatherMs: 0 });
    return { store, profiles };
  };
  let service = openService();
  await engine.transaction(async (session) => {
    await session.append('dim_user', { user_key: PEOPLE.map((_, i) => i), user_id: PEOPLE });
  });
  return {
    engine,
    profiles: () => service.profiles,
    /** Nothing of a process is left but what is on disk. */
    async restart() {
      await service.profiles.close();
      await service.store.close();
      service = openService();
    },
    async build(asOf: DayNumber) {
      const plan = planTags(DEFINITIONS, CURRENCY.decimals);
      const options = { plan, clock, asOf, time: TIME, moneyDecimals: CURRENCY.decimals };
      const build = await buildTags(engine, options, UNWATCHED);
      return { ...build, table: tableOf(build.version) };
    },
    async publish(release: TagRelease) {
      current = release;
      await service.profiles.publish(release, UNWATCHED);
    },
    write: (table: 'fact_visit' | 'fact_order_line', batchId: string, row: Readonly<Record<string, string | number>>) =>
      engine.transaction((session) =>
        writer.write(session, {
          table,
          source: 'test',
          batchId,
          columns: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]])),
        }),
      ),
    async close() {
      await service.profiles.close();
      await service.store.close();
      await engine.close();
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

const instantOf = ({ day: on, minute: at }: Fact) => startOfDay(on, TIME) + at * 60_000;

async function happen(world: World, fact: Fact, key: number): Promise<void> {
  const common = { user_id: PEOPLE[fact.who]!, occurred_at: instantOf(fact), received_at: 0 };
  if (fact.kind === 'visit') {
    const row = { ...common, fact_key: `v${key}`, step: fact.step, duration_seconds: fact.seconds };
    for (let i = 0; i < fact.repeats; i++)
      await world.write('fact_visit', fact.way === 'log' ? 'log' : `import-${key}`, row);
    return;
  }
  await world.write('fact_order_line', 'log', {
    ...common,
    fact_key: `l${key}`,
    order_id: orderOf(fact),
    kind: 'sale',
    gross_amount: fact.amount,
    coupon_discount: 0,
    net_amount: fact.amount,
  });
}

/** Orders belong to one person. */
const orderOf = ({ who: person, number }: Order) => `${PEOPLE[person]}-${number}`;

/** What the model keeps of a build: the facts that were there, as they were. */
interface Built {
  readonly asOf: DayNumber;
  readonly facts: readonly Fact[];
}

interface Counted {
  views: number;
  seconds: number;
  orders: number;
  spend: number;
}

/** Straight over facts: those of days before the build that it has seen, and all of its day and later. */
function expected(facts: readonly Fact[], { asOf, facts: seen }: Built, person: number): Counted {
  const before = count(
    seen.filter((fact) => fact.who === person),
    (on) => on < asOf,
    asOf - WINDOW,
  );
  const since = count(
    facts.filter((fact) => fact.who === person),
    (on) => on >= asOf,
    asOf,
  );
  return {
    views: before.views + since.views,
    seconds: before.seconds + since.seconds,
    orders: before.orders + since.orders,
    spend: before.spend + since.spend,
  };
}

function count(facts: readonly Fact[], isIn: (day: DayNumber) => boolean, windowFrom: DayNumber): Counted {
  const visits = facts.filter((fact): fact is Visit => fact.kind === 'visit' && isIn(fact.day));
  const lines = facts.filter((fact): fact is Order => fact.kind === 'order');
  const orders = [...new Set(lines.map(orderOf))].map((id) => {
    const own = lines.filter((line) => orderOf(line) === id);
    // An order stands on the day of its first line, with all of them.
    return { day: Math.min(...own.map((line) => line.day)), amount: own.reduce((sum, { amount }) => sum + amount, 0) };
  });
  const counted = orders.filter((order) => isIn(order.day));
  return {
    views: visits.filter(({ day: on, step, minute: at }) => on >= windowFrom && step === 'view' && hourOf(at) >= 6)
      .length,
    seconds: visits.reduce((sum, visit) => sum + visit.seconds, 0),
    orders: counted.length,
    spend: counted.filter((order) => order.day >= windowFrom).reduce((sum, { amount }) => sum + amount, 0),
  };
}

/** Steps avoid the hours that a change of the clock skips or repeats: a day begins at 04:00, after it. */
const hourOf = (at: number) => Math.floor(4 + at / 60) % 24;

describe('live tags', () => {
  it('are a count over all facts, whatever the order of facts, builds, publishes and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const world = await openWorld();
        const facts: Fact[] = [];
        let built: { release: TagRelease; model: Built } | undefined;
        let published: Built | undefined;
        try {
          for (const [key, step] of given.entries()) {
            if (step.kind === 'visit' || step.kind === 'order') {
              await happen(world, step, key);
              facts.push(step);
            } else if (step.kind === 'build') {
              built = { release: await world.build(step.asOf), model: { asOf: step.asOf, facts: [...facts] } };
            } else if (step.kind === 'publish' && built) {
              await world.publish(built.release);
              published = built.model;
            } else if (step.kind === 'restart') await world.restart();
            if (published) await expectCounts(world, facts, published);
          }
        } finally {
          await world.close();
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 300_000);
});

async function expectCounts(world: World, facts: readonly Fact[], published: Built): Promise<void> {
  await world.profiles().refreshLive();
  const ids = PEOPLE.map((id) => brandAs<UserId>(id));
  const profiles = await world.profiles().findMany(ids);
  const documents = await world.profiles().json(ids, EVERY_TAG);
  PEOPLE.forEach((_, person) => {
    const { views_daily, ...tags } = profiles[person]!.tags;
    const wanted = expected(facts, published, person);
    expect(tags).toEqual({ ...wanted, seconds: Math.round(wanted.seconds * 1e6) / 1e6 });
    expect(JSON.parse(Buffer.from(documents[person]!).toString())).toMatchObject({
      live: { tags },
      tags: { views_daily },
    });
  });
}
