import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openMemoryProfileStore } from '../../adapters/memory/index.ts';
import { brandAs, manualClock, parseDay, startOfDay, UNWATCHED, type UserId } from '../../kernel/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { CataloguedTag, TaggedPerson, TagRelease } from '../../warehouse/tags/index.ts';
import { createPeople } from './create-people.ts';
import { createProfileService } from './create-profile-service.ts';
import { EVERY_TAG } from './tag-reader.ts';

const user = (id: string) => brandAs<UserId>(id);
const time = { zone: 'America/New_York', dayStartMinutes: 0 };
const asOf = parseDay('2018-01-01');

const tag = (id: string, freshness: CataloguedTag['freshness']) => ({ id, freshness }) as CataloguedTag;
const release = (version: number): TagRelease => ({
  version,
  asOf,
  builtAt: version,
  people: 2,
  durationMs: 1,
  coverage: {},
  state: 'published',
  problems: [],
  storedAs: 'table',
  definitions: [tag('orders_30d', 'daily'), tag('gender', 'static')],
  table: `tags_v${version}`,
});

async function* rowsOf({ version }: TagRelease): AsyncGenerator<TaggedPerson> {
  yield { userId: 'a', values: [version, 'female'] };
  yield { userId: 'b', values: [0, null] };
}

function open() {
  const store = openMemoryProfileStore();
  const clock = manualClock(startOfDay(asOf, time));
  let current: TagRelease | undefined;
  const tags = { current: () => current, people: rowsOf, releases: async () => [] };
  const currency = { code: 'USD', decimals: 2 };
  const profiles = createProfileService({ store, tags, clock, time, currency, engine: {} as SqlEngine });
  return {
    profiles,
    clock,
    setCurrent: (next: TagRelease) => {
      current = next;
    },
  };
}

describe('profiles', () => {
  it('are those of the release that was published', async () => {
    const { profiles } = open();
    await profiles.publish(release(3), UNWATCHED);
    expect(await profiles.get(user('a'))).toEqual({
      userId: 'a',
      version: 3,
      asOf,
      builtAt: 3,
      tags: { orders_30d: 3, gender: 'female' },
    });
    const found = await profiles.findMany([user('b'), user('x'), user('a')]);
    expect(found.map((profile) => profile?.userId)).toEqual(['b', undefined, 'a']);
  });

  it('refuse who is not known, and more than 500 at once', async () => {
    const { profiles } = open();
    await expect(profiles.get(user('nobody'))).rejects.toMatchObject({ code: 'person.not-found' });
    expect(await profiles.find(user('nobody'))).toBeUndefined();
    const many = new Array<UserId>(501).fill(user('a'));
    await expect(profiles.findMany(many)).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await profiles.findMany(many.slice(1))).toHaveLength(500);
  });

  it('are stale from the second day after the as-of day on, but for what never changes', async () => {
    const { profiles, clock, setCurrent } = open();
    setCurrent(release(1));
    await profiles.publish(release(1), UNWATCHED);
    const staleAt = async (instant: number) => {
      clock.set(instant);
      return profiles.describe(await profiles.get(user('a')), EVERY_TAG).tags.map(({ id, isStale }) => [id, isStale]);
    };
    const end = startOfDay(asOf + 2, time);
    expect(await staleAt(end - 1)).toEqual([
      ['orders_30d', false],
      ['gender', false],
    ]);
    expect(await staleAt(end)).toEqual([
      ['orders_30d', true],
      ['gender', false],
    ]);
  });

  it('catch up with a release that a stop left unpublished, and do nothing otherwise', async () => {
    const { profiles, setCurrent } = open();
    await profiles.catchUp(UNWATCHED);
    setCurrent(release(1));
    await profiles.catchUp(UNWATCHED);
    expect((await profiles.get(user('a'))).version).toBe(1);
    setCurrent(release(2));
    await profiles.catchUp(UNWATCHED);
    expect((await profiles.get(user('a'))).tags['orders_30d']).toBe(2);
    const cancelled = { signal: AbortSignal.abort(), report: () => {} };
    await profiles.catchUp(cancelled);
    setCurrent(release(3));
    await expect(profiles.catchUp(cancelled)).rejects.toMatchObject({ code: 'job.cancelled' });
    expect((await profiles.get(user('a'))).version).toBe(2);
  });
});

describe('people', () => {
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await openDuckDb({ path: ':memory:' });
    await createSchema(engine);
    await writeFacts(engine);
  });
  afterAll(() => engine.close());

  it('are found by the beginning of an id, page by page', async () => {
    const people = createPeople({ engine });
    const first = await people.search('U1', { limit: 2 });
    expect(first).toEqual({
      people: [
        { userId: 'U1', orders: 2, lastOrderAt: 3_000_000 },
        { userId: 'U10', orders: 0, lastOrderAt: null },
      ],
      next: 'U10',
    });
    const second = await people.search('U1', { limit: 2, after: first.next! });
    expect(second).toEqual({ people: [{ userId: 'U11', orders: 0, lastOrderAt: null }] });
    expect((await people.search('%', { limit: 2 })).people).toEqual([]);
    expect((await people.search('', { limit: 10 })).people).toHaveLength(4);
  });

  it('have a timeline, newest first: a session is one visit', async () => {
    const { entries, next } = await createPeople({ engine }).timeline(user('U1'), { limit: 50 });
    expect(next).toBeUndefined();
    expect(entries.map(({ at, kind, title, subjectId, amount }) => [at, kind, title, subjectId, amount])).toEqual([
      [3_000_000, 'order', 'Noodle bar', 'o2', 900],
      [2_500_000, 'coupon', 'redeemed', 'c1', 300],
      [2_000_000, 'visit', 'home', 's1', undefined],
      [1_500_000, 'exposure', 'Spring', 'k1', undefined],
      [1_000_000, 'order', 'o1', 'o1', 2000],
    ]);
    expect(entries[2]?.detail).toEqual({ steps: ['view', 'cart'], page: 'home', channel: 'app', seconds: 12.5 });
  });

  it('have the same timeline page by page, whatever the size of a page', async () => {
    const people = createPeople({ engine });
    const whole = (await people.timeline(user('U1'), { limit: 50 })).entries;
    for (const limit of [1, 2, 3]) {
      const collected = [];
      let after: string | undefined;
      do {
        const page = await people.timeline(user('U1'), { limit, ...(after === undefined ? {} : { after }) });
        collected.push(...page.entries);
        after = page.next;
      } while (after !== undefined);
      expect(collected).toEqual(whole);
    }
  });

  it('refuse an unknown person and a place that is none', async () => {
    const people = createPeople({ engine });
    await expect(people.timeline(user('U9'), { limit: 1 })).rejects.toMatchObject({ code: 'person.not-found' });
    for (const after of ['x', 'W10=', Buffer.from('["1","a","b"]').toString('base64url')])
      await expect(people.timeline(user('U1'), { limit: 1, after })).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await people.timeline(user('U10'), { limit: 1 })).toEqual({ entries: [] });
  });
});

async function writeFacts(engine: SqlEngine): Promise<void> {
  const fact = (keys: readonly string[], user_key: readonly number[], occurred_at: readonly number[]) => ({
    fact_key: keys,
    user_key,
    occurred_at,
    day: keys.map(() => 0),
    received_at: keys.map(() => 0),
    source: keys.map(() => 'test'),
    batch_id: keys.map(() => 'b'),
  });
  await engine.append('dim_user', { user_key: [0, 1, 2, 3], user_id: ['U1', 'U10', 'U2', 'U11'] });
  await engine.append('dim_merchant', { merchant_id: ['m'], name: ['Noodle bar'] });
  await engine.append('dim_campaign', { campaign_id: ['k1'], title: ['Spring'] });
  await engine.append('model_order', {
    order_id: ['o1', 'o2', 'o3'],
    user_key: [0, 0, 2],
    occurred_at: [1_000_000, 3_000_000, 9_000_000],
    day: [0, 0, 0],
    merchant_id: [null, 'm', 'm'],
    lines: [1, 1, 1],
    gross_amount: [2000, 1200, 1],
    coupon_discount: [0, 300, 0],
    net_amount: [2000, 900, 1],
  });
  await engine.append('fact_visit', {
    ...fact(['v1', 'v2', 'v3'], [0, 0, 2], [1_900_000, 2_000_000, 2_000_000]),
    session_id: ['s1', 's1', 's1'],
    step: ['view', 'cart', 'view'],
    activity_page: ['home', null, 'home'],
    channel: ['app', 'app', 'web'],
    duration_seconds: [10, 2.5, 1],
  });
  await engine.append('fact_exposure', { ...fact(['x1'], [0], [1_500_000]), campaign_id: ['k1'] });
  await engine.append('fact_coupon_event', {
    ...fact(['e1'], [0], [2_500_000]),
    kind: ['redeemed'],
    coupon_id: ['c1'],
    cost: [300],
  });
}
