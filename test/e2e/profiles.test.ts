import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../src/app/build-app.ts';
import { loadConfig } from '../../src/app/config.ts';
import { type CallOutput, routes } from '../../src/contract/index.ts';
import { parseDay, UNWATCHED } from '../../src/kernel/index.ts';
import { type Served, serve } from './tessera-process.ts';

const MAPPING = `name = "till"
[workspace]
zone = "Asia/Shanghai"
currency = "CNY"
decimals = 2

[[source]]
name = "visits"
file = "visits.csv"
target = "visit"
key = "id"
[source.columns]
user_id = "who"
occurred_at = "at"
step = "step"
`;
const TAG = `id = "views_live"
title = { en = "Views, live", zh = "实时浏览数" }
category = "browsing"
type = "integer"
freshness = "live"
rule = { kind = "aggregate", fact = "visit", measure = "count", where = "step = 'view'" }
`;

const folder = mkdtempSync(join(tmpdir(), 'tessera-profiles-'));
const data = join(folder, 'data');
const keys = { plain: '', all: '' };
let served: Served;

beforeAll(async () => {
  writeFileSync(join(folder, 'visits.csv'), 'id,who,at,step\n1,anna,2026-02-20T12:00:00+08:00,view\n');
  const app = await openApp(loadConfig(data, { TESSERA_LOG_LEVEL: 'silent' }));
  try {
    await app.imports.run({ mapping: MAPPING, folder }, UNWATCHED);
    const told = {
      type: 'attributes',
      messageId: 'g',
      userId: 'anna',
      source: 'shop',
      payload: { values: { gender: 'female' } },
    };
    await app.intake.ingest([{ ...told, occurredAt: '2026-02-20T12:00:00+08:00' }]);
    await app.intake.drain();
    keys.plain = (await app.access.createKey('shop', ['people', 'ingest'])).secret;
    const scopes = ['people', 'personal', 'sensitive', 'ingest', 'build', 'read', 'launch'] as const;
    keys.all = (await app.access.createKey('all', scopes)).secret;
    const saved = await app.server.inject({
      method: 'PUT',
      url: '/v1/tags',
      headers: { authorization: `Bearer ${keys.all}` },
      payload: { definition: TAG },
    });
    expect(saved.statusCode, saved.body).toBe(200);
    await app.tags.build(parseDay('2026-02-21'), UNWATCHED);
    await app.audiences.save('lookers', { expression: 'views_live >= 3 and did view at least 2 times in 36500 days' });
  } finally {
    await app.close();
  }
  served = await serve(data);
}, 240_000);
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(method: string, path: string, { key = keys.all, body }: { key?: string; body?: object } = {}) {
  const response = await fetch(`${served.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json() as Promise<unknown>;
}

type Document = CallOutput<typeof routes.getProfileDocument>;
const document = async (key?: string): Promise<Document> =>
  routes.getProfileDocument.response.parse(
    await ask('GET', '/v1/profiles/anna/tags', { ...(key && { key }) }),
  ) as Document;
const views = async () => (await document()).live?.tags['views_live'];

const view = (id: string, occurredAt: string) => ({
  type: 'visit',
  messageId: id,
  userId: 'anna',
  occurredAt,
  source: 'shop',
  payload: { step: 'view' },
});
const send = (...events: readonly object[]) => ask('POST', '/v1/events', { body: { events } });
const member = async () =>
  routes.checkMembership.response.parse(
    await ask('POST', '/v1/profiles/membership', { body: { userId: 'anna', audiences: ['lookers'] } }),
  );

describe('profiles of a server', () => {
  it('move with events, survive kill -9, and meet the next build without counting twice', async () => {
    expect(await views()).toBe(1);
    expect(await member()).toMatchObject({ member: false, audiences: [{ id: 'lookers', member: false }] });
    const events = [view('a', '2026-02-21T10:00:00+08:00'), view('b', '2026-02-22T10:00:00+08:00')];
    // Of a day before the build: for the next one.
    const late = view('c', '2026-02-19T10:00:00+08:00');
    await send(...events, late);
    await expect.poll(views, { timeout: 30_000 }).toBe(3);
    expect(await member()).toMatchObject({ member: true });

    await served.stop('SIGKILL');
    served = await serve(data);
    expect(await views()).toBe(3);
    await send(...events);
    const job = (await ask('POST', '/v1/tags/builds', { body: { asOf: '2026-02-22' } })) as { readonly id: string };
    const state = async () => ((await ask('GET', `/v1/jobs/${job.id}`)) as { readonly state: string }).state;
    await expect.poll(state, { timeout: 120_000 }).toBe('done');
    const after = await document();
    expect([after.asOf, after.live?.tags['views_live']]).toEqual(['2026-02-22', 4]);
  }, 240_000);

  it('hold back what the key has no scope for, in every form, and name it', async () => {
    const full = await document();
    const less = await document(keys.plain);
    expect([full.tags['gender'], full.withheld]).toEqual(['female', []]);
    expect(less.tags).not.toHaveProperty('gender');
    expect(less.withheld).toContain('gender');
    expect(Object.keys(less.tags).length + less.withheld.length).toBe(Object.keys(full.tags).length);

    const shown = routes.getProfile.response.parse(await ask('GET', '/v1/profiles/anna', { key: keys.plain }));
    const past = routes.getProfile.response.parse(
      await ask('GET', '/v1/profiles/anna?asOfVersion=1', { key: keys.plain }),
    );
    for (const profile of [shown, past]) {
      expect(profile.tags.some(({ id }) => id === 'gender')).toBe(false);
      expect(profile.withheld).toContain('gender');
    }
    const whole = routes.getProfile.response.parse(await ask('GET', '/v1/profiles/anna'));
    expect(whole.tags.find(({ id }) => id === 'views_live')).toMatchObject({ value: 4, source: 'live', stale: false });
  });

  it('come many at a time, in the order asked', async () => {
    const body = { userIds: ['nobody', 'anna'] };
    const { profiles } = routes.getProfileDocuments.response.parse(await ask('POST', '/v1/profiles/tags', { body }));
    expect(profiles).toEqual([null, expect.objectContaining({ userId: 'anna' })]);
    expect(await ask('GET', '/v1/profiles/nobody/tags')).toMatchObject({ error: { code: 'person.not-found' } });
  });
});
