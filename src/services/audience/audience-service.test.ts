import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openColumnIndex } from '../../adapters/kernel/index.ts';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { brandAs, type DocumentStore, manualClock, parseDay, UNWATCHED, type UserId } from '../../kernel/index.ts';
import { createFactWriter } from '../../warehouse/facts/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { createTagService, type TagService } from '../../warehouse/tags/index.ts';
import { type AudienceService, createAudienceService } from './index.ts';

const TIME = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
const AS_OF = parseDay('2026-03-01');
const DAY_MS = 86_400_000;
/** Orders of 10.00, one a day going back from the as-of day: `n` of them in all for person `n`. */
const PEOPLE = ['ann', 'bob', 'cy', 'dee', 'e,"f"'];

let engine: SqlEngine;
let documents: DocumentStore;
let tags: TagService;
let audiences: AudienceService;
const clock = manualClock(AS_OF * DAY_MS);

beforeEach(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  documents = openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-audience-')));
  const orders = PEOPLE.flatMap((user, n) => Array.from({ length: n }, (_, i) => ({ user, i })));
  await engine.transaction(async (session) => {
    const same = <Value>(value: Value) => orders.map(() => value);
    await createFactWriter({ time: TIME }).write(session, {
      table: 'fact_order_line',
      batchId: 'test',
      source: 'test',
      columns: {
        fact_key: orders.map(({ user, i }) => `${user}-${i}`),
        user_id: orders.map(({ user }) => user),
        occurred_at: orders.map(({ i }) => (AS_OF - 1 - i) * DAY_MS),
        received_at: same(AS_OF * DAY_MS),
        order_id: orders.map(({ user, i }) => `${user}-${i}`),
        kind: same('sale'),
        category: orders.map(({ i }) => (i % 2 === 0 ? 'cinema' : 'food-delivery')),
        gross_amount: same(1000),
        coupon_discount: same(0),
        net_amount: same(1000),
      },
    });
  });
  tags = await createTagService({ engine, documents, clock, time: TIME, currency: { code: 'CNY', decimals: 2 } });
  audiences = createAudienceService({ engine, documents, tags, clock, index: openColumnIndex({ engine }) });
});

afterEach(async () => {
  await engine.close();
  await documents.close();
});

const build = () => tags.build(AS_OF, UNWATCHED);
const memberIds = async (expression: string) => (await audiences.members(expression, { limit: 100 })).userIds;

describe('audiences', () => {
  it('say that tags must be built first, and load the build that is there after a start', async () => {
    await expect(audiences.count('everyone')).rejects.toMatchObject({ code: 'tags.not-built' });
    await build();
    expect(await audiences.count('orders_30d >= 3 and spend_30d < 40.00')).toEqual({
      count: 1,
      population: 4,
      text: 'orders_30d >= 3 and spend_30d < 40.00',
      parts: [
        { path: '', count: 1 },
        { path: '0', count: 2 },
        { path: '1', count: 3 },
      ],
      freshness: { asOf: AS_OF, tagVersion: 1, at: clock.now() },
    });
    expect(await memberIds("did order at least 2 times where category = 'cinema'")).toEqual(['dee', 'e,"f"']);
  });

  it('move with the release that is loaded', async () => {
    tags.onRelease((release, job) => audiences.load(release, job));
    await build();
    expect(await memberIds('orders_30d = 4')).toEqual(['e,"f"']);
    await tags.build(AS_OF - 1, UNWATCHED);
    expect(await memberIds('orders_30d = 3')).toEqual(['e,"f"']);
    expect((await audiences.count('everyone')).freshness).toMatchObject({ asOf: AS_OF - 1, tagVersion: 2 });
  });

  it('explain themselves: text, SQL that gives the same people, and one person', async () => {
    await build();
    const explained = await audiences.explain('not (orders_30d < 3 or did visit)', 'dee');
    expect(explained.parts.map(({ path, text, count, holds }) => [path, text, count, holds])).toEqual([
      ['', 'not (orders_30d < 3 or did visit)', 2, 'yes'],
      ['0', 'orders_30d < 3 or did visit', 2, 'no'],
      ['0.0', 'orders_30d < 3', 2, 'no'],
      ['0.1', 'did visit', 0, 'no'],
    ]);
    expect(await engine.rows(explained.sql)).toHaveLength(2);
    await expect(audiences.explain('everyone', 'zoe')).rejects.toMatchObject({ code: 'person.not-found' });
  });

  it('spread a tag beside everyone', async () => {
    await build();
    const { distribution, base } = await audiences.distribution('orders_30d >= 3', 'orders_30d');
    const bars = distribution.bins.map(({ low, count }, i) => [low, count, base[i]]);
    expect(bars).toEqual([
      [1, 0, 1],
      [2, 0, 1],
      [3, 1, 1],
      [4, 1, 1],
    ]);
    await expect(audiences.distribution('everyone', 'order_30d')).rejects.toMatchObject({
      code: 'tag.not-found',
      message: expect.stringContaining('orders_30d'),
    });
  });

  it('offer values of tags and of event fields', async () => {
    await build();
    expect(await audiences.fieldValues('orders_30d', '', 2)).toEqual([
      { value: '1', count: 1 },
      { value: '2', count: 1 },
    ]);
    expect(await audiences.fieldValues('order.category', 'CIN', 9)).toEqual([{ value: 'cinema', count: 6 }]);
  });
});

describe('saved audiences', () => {
  it('are kept with versions, and a late change is refused', async () => {
    const first = await audiences.save('loyal', { title: 'Loyal', expression: 'orders_30d>=3', expectedVersion: 0 });
    expect(first).toMatchObject({ id: 'loyal', version: 1, text: 'orders_30d >= 3' });
    const second = await audiences.save('loyal', { expression: 'orders_30d >= 4', expectedVersion: 1 });
    expect(second).toMatchObject({ version: 2, title: 'Loyal', createdAt: first.createdAt });
    await expect(audiences.save('loyal', { expression: 'everyone', expectedVersion: 1 })).rejects.toMatchObject({
      code: 'audience.conflict',
      detail: { version: 2 },
    });
    expect(await audiences.list()).toEqual([second]);
    await expect(audiences.get('loyl')).rejects.toThrow('There is no audience "loyl"; did you mean "loyal"?');
  });

  it('may refer to each other, but never in a circle', async () => {
    await build();
    await audiences.save('loyal', { expression: 'orders_30d >= 3' });
    await audiences.save('rest', { expression: "not in audience 'loyal'" });
    expect(await memberIds("in audience 'rest'")).toEqual(['bob', 'cy']);
    await expect(audiences.save('loyal', { expression: "in audience 'rest'" })).rejects.toMatchObject({
      code: 'audience.cycle',
      detail: { cycle: 'loyal → rest → loyal' },
    });
    const both = await Promise.allSettled([
      audiences.save('rest', { expression: 'orders_30d = 1' }),
      audiences.save('loyal', { expression: "in audience 'rest'" }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await expect(audiences.remove('rest')).rejects.toMatchObject({ code: 'audience.in-use' });
    expect([await audiences.remove('loyal'), await audiences.remove('rest'), await audiences.remove('rest')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuse what refers to nothing, and chains that are too long', async () => {
    await expect(audiences.save('a', { expression: "in audience 'b'" })).rejects.toMatchObject({
      code: 'audience.not-found',
    });
    await expect(audiences.count("in list 'b'")).rejects.toMatchObject({ code: 'tags.not-built' });
    await expect(audiences.save('a', { expression: "in list 'b'" })).rejects.toMatchObject({ code: 'list.not-found' });
    await audiences.save('a0', { expression: 'everyone' });
    const chain = async () => {
      for (let i = 1; i <= 300; i++) await audiences.save(`a${i}`, { expression: `in audience 'a${i - 1}'` });
    };
    await expect(chain()).rejects.toMatchObject({ code: 'expression.too-deep' });
    expect((await audiences.list()).length).toBeGreaterThan(100);
  });
});

describe('snapshots', () => {
  it('stay as they were frozen, whatever happens after', async () => {
    await build();
    await audiences.save('loyal', { expression: 'orders_30d >= 3' });
    const first = await audiences.freeze('loyal');
    const again = await audiences.freeze('loyal');
    await audiences.save('loyal', { expression: 'orders_30d >= 2' });
    const changed = await audiences.freeze('loyal');
    expect([first.id, again.id, changed.id]).toEqual(['loyal@1', 'loyal@2', 'loyal@3']);
    expect([first.count, again.count, changed.count]).toEqual([2, 2, 3]);
    expect(again.sha256).toBe(first.sha256);
    expect(changed.sha256).not.toBe(first.sha256);
    expect(await audiences.remove('loyal')).toBe(true);
    expect(await audiences.snapshotMembers('loyal@1')).toEqual(['dee', 'e,"f"']);
    expect(await audiences.isInSnapshot('loyal@1', brandAs<UserId>('dee'))).toBe(true);
    expect(await audiences.isInSnapshot('loyal@1', brandAs<UserId>('bob'))).toBe(false);
    expect((await audiences.snapshots('loyal')).map(({ id }) => id)).toEqual(['loyal@3', 'loyal@2', 'loyal@1']);
    expect(await audiences.getSnapshot('loyal@1')).toEqual(first);
    await expect(audiences.snapshotMembers('loyal@9')).rejects.toMatchObject({ code: 'snapshot.not-found' });
  });

  it('survive a restart of the service', async () => {
    await build();
    await audiences.save('loyal', { expression: 'orders_30d >= 3' });
    await audiences.freeze('loyal');
    const restarted = createAudienceService({ engine, documents, tags, clock, index: openColumnIndex({ engine }) });
    expect(await restarted.snapshotMembers('loyal@1')).toEqual(['dee', 'e,"f"']);
    expect((await restarted.freeze('loyal')).id).toBe('loyal@2');
  });

  it('go out as CSV and Parquet, frozen first where there is none', async () => {
    await build();
    await audiences.save('loyal', { expression: 'orders_30d >= 3' });
    const csv = await audiences.exportMembers('loyal', 'csv');
    expect(csv.fileName).toBe('loyal-1.csv');
    expect(await text(csv.content)).toBe('user_id\ndee\n"e,""f"""\n');
    const parquet = await audiences.exportMembers('loyal@1', 'parquet');
    const path = join(mkdtempSync(join(tmpdir(), 'tessera-audience-')), 'x.parquet');
    await writeFile(path, await buffer(parquet.content));
    expect(await engine.rows(`SELECT * FROM '${path}'`)).toEqual([{ user_id: 'dee' }, { user_id: 'e,"f"' }]);
    expect(await audiences.snapshots('loyal')).toHaveLength(1);
    await expect(audiences.exportMembers('nobody', 'csv')).rejects.toMatchObject({ code: 'audience.not-found' });
  });
});

describe('lists', () => {
  it('hold people that are known now and count others once they appear', async () => {
    await build();
    expect(await audiences.putList('vip', ['bob', 'dee', 'bob', 'zoe'])).toEqual({ given: 3, known: 2 });
    expect(await memberIds("in list 'vip'")).toEqual(['bob', 'dee']);
    expect(await memberIds("not in list 'vip'")).toEqual(['cy', 'e,"f"']);
    expect(await audiences.lists()).toEqual([{ id: 'vip', given: 3 }]);
    await audiences.putList('vip', ['cy']);
    expect(await memberIds("in list 'vip'")).toEqual(['cy']);
    await audiences.putList('vip', []);
    expect(await memberIds("in list 'vip'")).toEqual([]);
    await expect(audiences.count("in list 'vp'")).rejects.toThrow('did you mean "vip"?');
  });
});
