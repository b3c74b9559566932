import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../../adapters/lmdb/index.ts';
import { openMemoryProfileStore } from '../../../adapters/memory/index.ts';
import { type CallInput, type CallOutput, type Route, routes } from '../../../contract/index.ts';
import { manualClock, parseDay } from '../../../kernel/index.ts';
import { createMembershipService } from '../../../services/audience/index.ts';
import { createPeople, createProfileService } from '../../../services/profile/index.ts';
import { createSchema } from '../../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../../warehouse/sql-engine.port.ts';
import { createTagService } from '../../../warehouse/tags/index.ts';
import type { Binding } from '../binding.ts';
import { createJobs, type Jobs } from '../jobs.ts';
import { peopleRoutes } from './people.ts';
import { tagRoutes } from './tags.ts';

// A build of hundreds of tags takes seconds, on a machine with much else to do many.
vi.setConfig({ testTimeout: 300_000 });

const clock = manualClock(Date.parse('2018-01-01T12:00:00Z'));
const caller = { name: 'test', scopes: [] };
let engine: SqlEngine;
let jobs: Jobs;
let bindings: readonly Binding[];

/** Calls a route as the server does: checked on the way in and on the way out. */
async function call<R extends Route>(route: R, input: CallInput<R> = {}): Promise<CallOutput<R>> {
  const { handle } = bindings.find((binding) => binding.route === route)!;
  const params = route.params.parse(input.params);
  const query = route.query.parse(input.query ?? (route.query instanceof z.ZodObject ? {} : undefined));
  const body = route.body.parse(input.body);
  const answer = await handle({ params, query, body, caller, signal: new AbortController().signal });
  return route.response.parse(JSON.parse(JSON.stringify(answer))) as CallOutput<R>;
}

async function finish(id: string): Promise<unknown> {
  for (;;) {
    const job = jobs.get(id);
    if (job.state === 'done') return job.result;
    if (job.state !== 'running') throw new Error(JSON.stringify(job.error));
    await new Promise((later) => setTimeout(later, 10));
  }
}

beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  const day = parseDay('2017-12-31');
  await engine.append('dim_user', { user_key: [0, 1], user_id: ['900', '901'] });
  await engine.append('model_order', {
    order_id: ['1'],
    user_key: [0],
    occurred_at: [Date.parse('2017-12-31T10:00:00Z')],
    day: [day],
    merchant_id: ['m'],
    lines: [1],
    gross_amount: [1250],
    coupon_discount: [0],
    net_amount: [1250],
  });
  const documents = openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-routes-')));
  const time = { zone: 'UTC', dayStartMinutes: 0 };
  const tags = await createTagService({ engine, documents, clock, time, currency: { code: 'USD', decimals: 2 } });
  const profiles = createProfileService({
    store: openMemoryProfileStore(),
    tags,
    engine,
    clock,
    time,
    currency: { code: 'USD', decimals: 2 },
  });
  tags.onRelease((release, job) => profiles.publish(release, job));
  jobs = createJobs(clock);
  bindings = [
    ...tagRoutes({ tags, jobs, clock, workspace: { time, currency: { code: 'USD', decimals: 2 } } }),
    ...peopleRoutes({
      profiles,
      tags,
      people: createPeople({ engine }),
      membership: createMembershipService({
        engine,
        documents,
        tags,
        profiles,
        clock,
        time,
        personOf: async (id) => id,
      }),
    }),
  ];
});
afterAll(() => engine.close());

const definition = `
id = "fine_basket"
title = { en = "Fine basket", zh = "高客单" }
category = "consumption"
type = "boolean"
rule = { kind = "condition", when = "average_basket_90d >= 12.50" }
`;

describe('the way of a tag', () => {
  it('is listed without coverage, described without a distribution, before the first build', async () => {
    const { tags, freshness } = await call(routes.listTags);
    expect(tags.find(({ id }) => id === 'orders_30d')).toMatchObject({ inputs: ['model_order'], origin: 'shipped' });
    expect([tags.some(({ coverage }) => coverage !== undefined), freshness]).toEqual([false, { at: clock.now() }]);
    expect((await call(routes.describeTag, { params: { id: 'orders_30d' } })).distribution).toBeUndefined();
    await expect(call(routes.getProfile, { params: { userId: '900' } })).rejects.toMatchObject({
      code: 'person.not-found',
    });
  });

  it('is tried, saved, built as of today, and seen in a profile', async () => {
    const trial = await call(routes.testTag, { body: { definition } });
    expect([trial.tag.inputs, trial.distribution.known]).toEqual([['average_basket_90d'], 1]);
    expect((await call(routes.saveTag, { body: { definition } })).origin).toBe('operator');
    const started = await call(routes.buildTags, { body: {} });
    expect(await finish(started.id)).toMatchObject({ version: 1, asOf: '2018-01-01', people: 2 });

    const described = await call(routes.describeTag, { params: { id: 'average_basket_90d' } });
    expect(described).toMatchObject({
      coverage: 0.5,
      refreshed: 'daily',
      usedBy: ['basket_growth', 'fine_basket'],
      freshness: { tagVersion: 1 },
    });
    const { builds } = await call(routes.listTagBuilds);
    expect(builds[0]?.tags).toContainEqual({ id: 'fine_basket', coverage: 0.5 });

    const profile = await call(routes.getProfile, { params: { userId: '900' } });
    expect(profile.tags.filter(({ id }) => ['fine_basket', 'spend_30d', 'categories_365d'].includes(id))).toEqual([
      { id: 'categories_365d', value: [], freshness: 'daily', source: 'batch', asOf: '2018-01-01', stale: false },
      { id: 'fine_basket', value: true, freshness: 'daily', source: 'batch', asOf: '2018-01-01', stale: false },
      { id: 'spend_30d', value: 1250, freshness: 'daily', source: 'batch', asOf: '2018-01-01', stale: false },
    ]);
    const { profiles } = await call(routes.getProfiles, { body: { userIds: ['901', 'nobody', '900'] } });
    expect(profiles.map((each) => each?.userId)).toEqual(['901', undefined, '900']);
  });

  it('is refused where the text is wrong or the name unknown', async () => {
    await expect(call(routes.testTag, { body: { definition: 'id = 5' } })).rejects.toMatchObject({
      code: 'tag.invalid',
    });
    await expect(call(routes.describeTag, { params: { id: 'order_30d' } })).rejects.toMatchObject({
      code: 'tag.not-found',
    });
    await expect(call(routes.buildTags, { body: { asOf: '2018-01-32' } })).rejects.toThrow();
  });
});

it('people are found and have a timeline', async () => {
  const { people } = await call(routes.searchPeople, { query: { search: '90', limit: 1 } });
  expect(people).toEqual([{ userId: '900', orders: 1, lastOrderAt: Date.parse('2017-12-31T10:00:00Z') }]);
  const { entries } = await call(routes.getTimeline, { params: { userId: '900' }, query: {} });
  expect(entries).toMatchObject([{ kind: 'order', title: 'm', amount: 1250, detail: { lines: 1 } }]);
});
