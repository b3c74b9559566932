import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { type DocumentStore, manualClock, parseDay, UNWATCHED } from '../../kernel/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { createTagService } from './create-tag-service.ts';
import { parseTagDefinition } from './parse-definition.ts';
import type { TagService } from './tag-service.ts';

// A build of hundreds of tags takes seconds, on a machine with much else to do many.
vi.setConfig({ testTimeout: 300_000 });

const day = parseDay('2018-01-01');
const clock = manualClock(Date.parse('2018-01-03T12:00:00Z'));
let engine: SqlEngine;
let documents: DocumentStore;
let tags: TagService;

const open = () =>
  createTagService({
    engine,
    documents,
    clock,
    time: { zone: 'UTC', dayStartMinutes: 0 },
    currency: { code: 'USD', decimals: 2 },
  });

beforeEach(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  documents = openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-tags-')));
  await createSchema(engine);
  await engine.append('dim_user', { user_key: [0, 1, 2], user_id: ['a', 'b', 'c'] });
  await engine.append('model_order', {
    order_id: ['1', '2', '3'],
    user_key: [0, 0, 1],
    occurred_at: [0, 0, 0],
    day: [day - 1, day - 30, day],
    lines: [1, 1, 1],
    gross_amount: [2000, 500, 900],
    coupon_discount: [0, 0, 0],
    net_amount: [2000, 500, 900],
  });
  tags = await open();
});
afterEach(async () => {
  await engine.close();
  await documents.close();
});

const big = parseTagDefinition(`
id = "big_spender"
title = { en = "Big spender", zh = "高消费用户" }
category = "consumption"
type = "boolean"
rule = { kind = "condition", when = "spend_30d > 20.50" }
`);

describe('builds', () => {
  it('have a row for every person, know nothing of the as-of day itself, and tell their coverage', async () => {
    const release = await tags.build(day, UNWATCHED);
    expect(release).toMatchObject({ version: 1, asOf: day, people: 3, table: 'tags_v1' });
    expect([release.coverage['orders_30d'], release.coverage['days_since_order']]).toEqual([1, 1 / 3]);
    expect(await engine.rows('SELECT user_key, orders_30d, spend_30d, days_since_order FROM tags_v1')).toEqual([
      { user_key: 0, orders_30d: 2, spend_30d: 2500, days_since_order: 1 },
      { user_key: 1, orders_30d: 0, spend_30d: 0, days_since_order: null },
      { user_key: 2, orders_30d: 0, spend_30d: 0, days_since_order: null },
    ]);
  });

  it('are found again after a restart; the newest three stay readable, all stay in the history', async () => {
    for (let i = 0; i < 5; i++) await tags.build(day + i, UNWATCHED);
    const again = await open();
    expect(again.current()).toEqual(tags.current());
    expect((await again.releases()).map(({ version }) => version)).toEqual([5, 4, 3]);
    expect((await again.history()).map(({ version, asOf }) => [version, asOf - day])).toEqual([
      [5, 4],
      [4, 3],
      [3, 2],
      [2, 1],
      [1, 0],
    ]);
    const tables = "SELECT count(*) AS n FROM duckdb_tables() WHERE table_name LIKE 'tags_v%'";
    expect(await engine.rows(tables)).toEqual([{ n: 3 }]);
  });

  it('leave the old version current and nothing behind when they fail', async () => {
    const first = await tags.build(day, UNWATCHED);
    await engine.run('CREATE TABLE tags_v2 (in_the_way INTEGER)');
    await expect(tags.build(day + 1, UNWATCHED)).rejects.toThrow();
    expect(tags.current()).toBe(first);
    expect((await tags.history()).map(({ version }) => version)).toEqual([1]);
    await engine.run('DROP TABLE tags_v2');
    expect((await tags.build(day + 1, UNWATCHED)).version).toBe(2);
  });

  it('stop when they are cancelled', async () => {
    const job = { signal: AbortSignal.abort(), report: () => {} };
    await expect(tags.build(day, job)).rejects.toMatchObject({ code: 'job.cancelled' });
    expect([tags.current(), await tags.history()]).toEqual([undefined, []]);
  });

  it('run one after the other, and tell each listener before they resolve', async () => {
    const told: number[] = [];
    tags.onRelease(async ({ version }) => {
      await new Promise((later) => setTimeout(later, 5));
      told.push(version, tags.current()!.version);
    });
    const releases = await Promise.all([tags.build(day, UNWATCHED), tags.build(day + 1, UNWATCHED)]);
    expect([releases.map(({ version }) => version), told]).toEqual([
      [1, 2],
      [1, 1, 2, 2],
    ]);
  });

  it('give every person with the values in the order of the definitions', async () => {
    const release = await tags.build(day, UNWATCHED);
    const people = [];
    for await (const person of tags.people(release)) people.push(person);
    const orders = release.definitions.findIndex(({ id }) => id === 'orders_30d');
    expect(people.map(({ userId, values }) => [userId, values[orders]])).toEqual([
      ['a', 2],
      ['b', 0],
      ['c', 0],
    ]);
  });
});

describe('definitions', () => {
  it('are tried without being kept, then kept, then built', async () => {
    await tags.build(day, UNWATCHED);
    const trial = await tags.test(big);
    expect(trial.asOf).toBe(day);
    expect(trial.distribution.bins).toEqual([
      { label: 'false', count: 2 },
      { label: 'true', count: 1 },
    ]);
    expect((await tags.definitions()).some(({ id }) => id === 'big_spender')).toBe(false);

    await tags.define([big], 'operator');
    expect((await tags.fieldCatalogue()).fields.has('big_spender')).toBe(false);
    expect(await tags.distribution('big_spender')).toBeUndefined();
    await tags.build(day, UNWATCHED);
    expect((await tags.fieldCatalogue()).fields.get('big_spender')).toEqual({ id: 'big_spender', type: 'boolean' });
    expect((await tags.distribution('big_spender'))?.known).toBe(3);
  });

  it('of a mapping take the place of shipped ones, with a type of their own', async () => {
    const age = { ...big, id: 'birth_year', type: 'integer', rule: { kind: 'attribute', attribute: 'yob' } } as const;
    await tags.define([age], 'mapping');
    const found = (await tags.definitions()).filter(({ id }) => id === 'birth_year');
    expect(found).toEqual([{ ...age, origin: 'mapping' }]);
  });

  it('are kept all or none: a type that breaks a tag built on it is refused', async () => {
    const words = {
      ...big,
      id: 'birth_year',
      type: 'category',
      rule: { kind: 'attribute', attribute: 'yob' },
    } as const;
    await expect(tags.define([big, words], 'mapping')).rejects.toMatchObject({
      code: 'tag.invalid',
      detail: { id: 'is_student', field: 'rule.when' },
    });
    expect((await tags.definitions()).every(({ origin }) => origin === 'shipped')).toBe(true);
  });

  it('that are not known are told with the nearest name', async () => {
    await expect(tags.distribution('order_30d')).rejects.toMatchObject({
      code: 'tag.not-found',
      detail: { suggestion: '; did you mean "orders_30d"?' },
    });
  });
});

describe('TOML', () => {
  it.each([
    ['id = "x', 'TOML'],
    ['id = "x"', 'title'],
    ['id = "x"\ntitle = { en = "X", zh = "X" }\ncategory = "basic"\ntype = "word"', 'type'],
    [
      'id = "x"\ntitle = { en = "X", zh = "X" }\ncategory = "basic"\ntype = "integer"\nrule = { kind = "aggregate", fact = "order", measure = "mode" }',
      'rule.measure',
    ],
  ])('%j is refused at %s', (toml, field) => {
    expect(() => parseTagDefinition(toml)).toThrow(
      expect.objectContaining({ code: 'tag.invalid', detail: expect.objectContaining({ field }) }),
    );
  });
});
