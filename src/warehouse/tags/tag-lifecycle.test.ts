import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { type DocumentStore, manualClock, parseDay, UNWATCHED } from '../../kernel/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { createTagService } from './create-tag-service.ts';
import { parseTagDefinition } from './parse-definition.ts';
import type { TagRelease, TagService } from './tag-service.ts';

// A build of hundreds of tags takes seconds, on a machine with much else to do many.
vi.setConfig({ testTimeout: 300_000 });

const day = parseDay('2018-01-01');
const clock = manualClock(Date.parse('2018-01-03T12:00:00Z'));
const order = { by: 'ann', reason: 'the loyalty feed moved' };
const PEOPLE = 600;
let folder: string;
let engine: SqlEngine;
let documents: DocumentStore;
let tags: TagService;
const told: number[] = [];

const open = async () => {
  const service = await createTagService({
    engine,
    documents,
    clock,
    time: { zone: 'UTC', dayStartMinutes: 0 },
    currency: { code: 'USD', decimals: 2 },
    archiveDirectory: join(folder, 'builds'),
    retention: { keepTables: 2 },
  });
  service.onRelease(async ({ version }) => {
    told.push(version);
  });
  return service;
};

/** Gives everyone a tier: `gold` for the first share of them. */
async function setTiers(goldShare: number): Promise<void> {
  await engine.run('DELETE FROM user_attribute');
  const keys = Array.from({ length: PEOPLE }, (_, i) => i);
  await engine.append('user_attribute', {
    user_key: keys,
    attribute: keys.map(() => 'tier'),
    value: keys.map((key) => (key < goldShare * PEOPLE ? 'gold' : 'basic')),
    received_at: keys.map(() => 0),
    source: keys.map(() => 'test'),
    batch_id: keys.map(() => 'test'),
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-life-'));
  engine = await openDuckDb({ path: join(folder, 'warehouse.duckdb'), threads: 1 });
  documents = openLmdbDocumentStore(join(folder, 'documents'));
  await createSchema(engine);
  const keys = Array.from({ length: PEOPLE }, (_, i) => i);
  await engine.append('dim_user', { user_key: keys, user_id: keys.map((key) => `u${key}`) });
  tags = await open();
  await tags.define(
    [
      parseTagDefinition(`
        id = "tier"
        title = { en = "Tier", zh = "等级" }
        category = "basic"
        type = "category"
        rule = { kind = "attribute", attribute = "tier" }`),
      parseTagDefinition(
        JSON.stringify({
          id: 'is_gold',
          title: { en: 'Gold', zh: '金牌' },
          category: 'basic',
          type: 'boolean',
          rule: { kind: 'condition', when: "tier = 'gold'" },
        }),
      ),
    ],
    'operator',
    'ann',
  );
}, 120_000);
afterAll(async () => {
  await engine.close();
  await documents.close();
});

const goldIn = async ({ table }: TagRelease) =>
  (await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE is_gold`))[0]!.n;
const actions = () =>
  engine.rows<{ operator: string; action: string; subject_id: string; detail: string }>(
    "SELECT operator, action, subject_id, detail FROM fact_operator_action WHERE subject_kind = 'tag-build' ORDER BY occurred_at, fact_key",
  );

describe('the life of builds', () => {
  it('a build that drifts is held with its reasons, and the old version stays served', async () => {
    await setTiers(0.2);
    expect(await tags.build(day, UNWATCHED)).toMatchObject({ version: 1, state: 'published', problems: [] });
    await setTiers(0.8);
    const held = await tags.build(day + 1, UNWATCHED);
    // 0.2 and 0.8 change places: twice 0.6 · ln 4.
    const drift = { was: 0, is: expect.closeTo(1.2 * Math.log(4), 6), limit: 0.25 };
    expect(held).toMatchObject({ version: 2, state: 'held' });
    expect(held.problems).toEqual([
      { tag: 'is_gold', rule: 'drift', ...drift },
      { tag: 'tier', rule: 'drift', ...drift },
    ]);
    expect([tags.current()!.version, told, await goldIn(tags.current()!)]).toEqual([1, [1], 120]);
    expect((await open()).current()!.version).toBe(1);
    // Whoever decides about it can look into it.
    expect(await goldIn(await tags.findRelease({ version: 2 }))).toBe(480);
    expect((await tags.findRelease({ asOf: day + 5 })).version).toBe(1);
    expect(
      (await tags.historyOf('tier')).map(({ version, drift: d, pardon }) => [version, d?.toFixed(3), pardon]),
    ).toEqual([
      [2, '1.664', undefined],
      [1, undefined, 'first'],
    ]);
  });

  it('a held build is published by hand, with a reason that the facts keep', async () => {
    const release = await tags.publish(2, order, UNWATCHED);
    expect(release).toMatchObject({ version: 2, state: 'published', decision: { by: 'ann', reason: order.reason } });
    expect([tags.current()!.version, told.at(-1), await goldIn(tags.current()!)]).toEqual([2, 2, 480]);
    const [action] = await actions();
    expect(action).toMatchObject({ operator: 'ann', action: 'tag.publish', subject_id: '2' });
    expect(JSON.parse(action!.detail)).toMatchObject({ reason: order.reason, served: 1, problems: { length: 2 } });
  });

  it('a held build is discarded, and one that a newer build follows needs no decision', async () => {
    await setTiers(0.1);
    await tags.build(day + 2, UNWATCHED);
    await tags.build(day + 2, UNWATCHED);
    expect((await tags.history(2)).map(({ version, state, decision }) => [version, state, decision?.reason])).toEqual([
      [4, 'held', undefined],
      [3, 'discarded', 'superseded by version 4'],
    ]);
    await expect(tags.discard(2, order)).rejects.toMatchObject({ code: 'tags.build-not-held' });
    expect(await tags.discard(4, order)).toMatchObject({ state: 'discarded', storedAs: 'nothing' });
    await expect(tags.publish(4, order, UNWATCHED)).rejects.toMatchObject({ code: 'tags.build-gone' });
    await expect(tags.publish(9, order, UNWATCHED)).rejects.toMatchObject({ code: 'tags.build-not-found' });
    expect(tags.current()!.version).toBe(2);
  });

  it('an operator loosens a rule, and another definition is no drift', async () => {
    await tags.setQuality('tier', { maxDrift: 'off' }, order);
    await tags.define(
      [
        {
          ...(await tags.definitions()).find(({ id }) => id === 'is_gold')!,
          rule: { kind: 'condition', when: "tier != 'basic'" },
        },
      ],
      'operator',
    );
    expect(await tags.build(day + 2, UNWATCHED)).toMatchObject({ version: 5, state: 'published' });
    const points = await tags.recentHistory(1);
    expect([points.get('tier')![0]!.pardon, points.get('is_gold')![0]!.pardon]).toEqual(['off', 'redefined']);
    await expect(tags.setQuality('tier', { range: { min: 1 } }, order)).rejects.toMatchObject({ code: 'tag.invalid' });
  });

  it('an older build moves into a file, is read and served as before, also from a folder that moved', async () => {
    const before = await tags.findRelease({ version: 1 });
    const rows = await engine.rows(`SELECT * FROM ${before.table} ORDER BY user_key`);
    // Back behind every build: compared with none of them, like a first one.
    expect(await tags.build(day - 10, UNWATCHED)).toMatchObject({ version: 6, state: 'published' });
    expect((await tags.historyOf('tier'))[0]).toMatchObject({ version: 6, pardon: 'off' });
    expect((await tags.history()).map(({ version, storedAs }) => [version, storedAs])).toEqual([
      [6, 'table'],
      [5, 'table'],
      [4, 'nothing'],
      [3, 'nothing'],
      [2, 'file'],
      [1, 'file'],
    ]);
    const old = await tags.findRelease({ asOf: day });
    expect([old.version, old.storedAs]).toEqual([1, 'file']);
    expect(await engine.rows(`SELECT * FROM ${old.table} ORDER BY user_key`)).toEqual(rows);
    expect(await tags.person(old, 'u119')).toMatchObject({
      userId: 'u119',
      values: { length: old.definitions.length },
    });

    const moved = mkdtempSync(join(tmpdir(), 'tessera-moved-'));
    cpSync(join(folder, 'builds'), join(moved, 'builds'), { recursive: true });
    renameSync(join(folder, 'builds'), join(folder, 'gone'));
    folder = moved;
    tags = await open();
    expect(await goldIn(await tags.publish(1, order, UNWATCHED))).toBe(120);
    expect([tags.current()!.version, existsSync(join(moved, 'builds', 'tags_v1.parquet'))]).toEqual([1, true]);
    await expect(tags.findRelease({ asOf: day - 11 })).rejects.toMatchObject({
      code: 'tags.none-as-of',
      detail: { day: '2017-12-21', earliest: '; the earliest is of 2017-12-22' },
    });
  });
});

describe('retiring', () => {
  it('is refused while a tag, or something live beyond tags, uses it, naming them', async () => {
    await expect(tags.retire('tier', order)).rejects.toMatchObject({
      code: 'tag.in-use',
      detail: { users: 'tag:is_gold' },
    });
    const titled = (id: string) => ({ id, title: { en: id, zh: id } });
    let isLive = true;
    tags.addUsers(async () => [
      { kind: 'audience', ...titled('golds'), isLive, tags: ['is_gold'], tables: ['model_order'], users: [] },
      { kind: 'campaign', ...titled('spring'), isLive, tags: [], tables: [], users: ['audience:golds'] },
    ]);
    await expect(tags.retire('is_gold', order)).rejects.toMatchObject({
      code: 'tag.in-use',
      detail: { users: 'audience:golds, campaign:spring' },
    });
    expect((await tags.definitions()).some(({ id }) => id === 'is_gold')).toBe(true);
    isLive = false;
    await tags.retire('is_gold', order);
    expect((await tags.retired()).map(({ tag, by, reason }) => [tag.id, by, reason])).toEqual([
      ['is_gold', 'ann', order.reason],
    ]);
    expect((await tags.definitions()).some(({ id }) => id === 'is_gold')).toBe(false);
    expect((await tags.fieldCatalogue()).fields.has('is_gold')).toBe(false);
    expect((await tags.fieldCatalogue(tags.current())).fields.has('is_gold')).toBe(true);
  });

  it('is undone, but not while its inputs are gone, and a retired id is not defined anew', async () => {
    const gold = (await tags.retired())[0]!.tag;
    await expect(tags.define([gold], 'operator')).rejects.toMatchObject({ code: 'tag.retired' });
    await tags.retire('tier', order);
    await expect(tags.restore('is_gold', order)).rejects.toMatchObject({ code: 'tag.unknown-input' });
    await tags.restore('tier', order);
    await tags.restore('is_gold', order);
    expect(await tags.retired()).toEqual([]);
    await expect(tags.restore('never_was', order)).rejects.toMatchObject({ code: 'tag.not-found' });
  });
});

describe('lineage', () => {
  it('leads from facts over tags to what uses them, both ways from one tag', async () => {
    const { nodes, edges } = await tags.graph('tier');
    expect(nodes.map(({ key }) => key).sort()).toEqual([
      'audience:golds',
      'campaign:spring',
      'table:user_attribute',
      'tag:is_gold',
      'tag:tier',
    ]);
    expect(edges.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([
      'audience:golds → campaign:spring',
      'table:user_attribute → tag:tier',
      'tag:is_gold → audience:golds',
      'tag:tier → tag:is_gold',
    ]);
    const whole = await tags.graph();
    expect(whole.edges).toContainEqual({ from: 'table:model_order', to: 'audience:golds' });
    const keys = new Set(whole.nodes.map(({ key }) => key));
    expect(whole.edges.every(({ from, to }) => keys.has(from) && keys.has(to))).toBe(true);
    await expect(tags.graph('nothing')).rejects.toMatchObject({ code: 'tag.not-found' });
  });
});
