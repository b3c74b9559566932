import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tessera, tesseraJson } from './tessera-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-tag-life-'));
const data = join(folder, 'data');
const json = <T>(...args: readonly string[]) => tesseraJson<T>(data, ...args);
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Who bought tea, and for how much: u1 twice, u2 once, 600 others coffee. */
const ORDERS = [
  'order,user,at,category,amount',
  'o1,u1,2026-04-28T10:00:00,tea,12.50',
  'o2,u1,2026-04-20T10:00:00,tea,7.50',
  'o3,u2,2026-04-28T10:00:00,tea,4.00',
  ...Array.from({ length: 600 }, (_, i) => `c${i},v${i},2026-04-2${i % 9}T10:00:00,coffee,${i % 50}.00`),
].join('\n');
const MAPPING = `
name = "shop"
[workspace]
zone = "Asia/Shanghai"
currency = "CNY"
decimals = 2
[[source]]
name = "orders"
file = "orders.csv"
target = "order_line"
zone = "Asia/Shanghai"
key = "order"
[source.columns]
order_id = "order"
user_id = "user"
occurred_at = "at"
category = "category"
gross_amount = "amount"
net_amount = "amount"
`;
/** All that an operator writes for a new tag: a definition in a file, no code. */
const TEA = `
id = "tea_spend_30d"
title = { en = "Spent on tea in 30 days", zh = "近 30 天茶饮消费" }
category = "consumption"
type = "money"
[rule]
kind = "aggregate"
fact = "order_line"
measure = "sum"
field = "net_amount"
windowDays = 30
where = "kind = 'sale' and category = 'tea'"
[quality]
range = { min = 0, max = 1000.00 }
`;

interface Profile {
  readonly version: number;
  readonly tags: readonly { readonly id: string; readonly value: unknown }[];
}
const tagOf = ({ tags }: Profile, tag: string) => tags.find(({ id }) => id === tag)?.value;

describe('a new tag, from a file to the served value of one person, by words of the CLI and without code', () => {
  beforeAll(async () => {
    file('orders.csv', ORDERS);
    await json('import', file('mapping.toml', MAPPING), '--from', folder);
    await json('tags', 'build', '--as-of', '2026-05-01');
  }, 240_000);

  it('is tried with its cost, defined, built, and served', async () => {
    const definition = file('tea.toml', TEA);
    const trial = await json<{
      distribution: { known: number; max: number };
      cost: { tables: { table: string; rows: number }[]; rowsScanned: number; people: number };
    }>('tags', 'test', definition);
    expect(trial.distribution).toMatchObject({ known: 602, max: 2000 });
    expect(trial.cost).toMatchObject({
      tables: [{ table: 'fact_order_line', rows: 603 }],
      rowsScanned: 603,
      people: 602,
      sampledPeople: 602,
    });
    expect(tagOf(await json<Profile>('profile', 'show', 'u1'), 'tea_spend_30d')).toBeUndefined();

    await json('tags', 'define', definition);
    const build = await json<{ state: string; version: number }>('tags', 'build', '--as-of', '2026-05-01');
    expect(build).toMatchObject({ state: 'published', version: 2 });
    expect(tagOf(await json<Profile>('profile', 'show', 'u1'), 'tea_spend_30d')).toBe(2000);
    expect(tagOf(await json<Profile>('profile', 'show', 'v7'), 'tea_spend_30d')).toBe(0);
  }, 240_000);

  it('is seen in its audience by the build of today and of before, and cannot be retired while that stands', async () => {
    await json('audience', 'create', 'tea-lovers', 'tea_spend_30d > 5');
    expect(await json('audience', 'count', "in audience 'tea-lovers'")).toMatchObject({ count: 1 });
    expect(await json('audience', 'count', "in audience 'tea-lovers'", '--as-of', '2026-05-03')).toMatchObject({
      count: 1,
      population: 602,
      freshness: { tagVersion: 2 },
    });
    const members = await json<{ userIds: string[] }>(
      'audience',
      'members',
      'tea_spend_30d > 0',
      '--as-of-version',
      '2',
    );
    expect(members.userIds).toEqual(['u1', 'u2']);
    const unknown = await tessera(data, 'audience', 'count', 'tea_spend_30d > 0', '--as-of-version', '1');
    expect([unknown.status, unknown.stderr.split(':')[0]]).toEqual([1, 'expression.unknown-field']);

    const refused = await tessera(data, 'tags', 'retire', 'tea_spend_30d', '--reason', 'season over');
    expect([refused.status, refused.stderr.split('\n')[0]]).toEqual([
      1,
      'tag.in-use: The tag "tea_spend_30d" is used by audience:tea-lovers',
    ]);
    const { edges } = await json<{ edges: { from: string; to: string }[] }>('tags', 'lineage', 'tea_spend_30d');
    expect(edges).toEqual([
      { from: 'table:fact_order_line', to: 'tag:tea_spend_30d' },
      { from: 'tag:tea_spend_30d', to: 'audience:tea-lovers' },
    ]);
  }, 240_000);

  it('that breaks its rules holds the build back: exit status 1, the reason, and the old value served', async () => {
    file('orders.csv', `order,user,at,category,amount\nbig,u2,2026-04-30T10:00:00,tea,1000.50`);
    await json('import', file('mapping.toml', MAPPING), '--from', folder);
    const held = await tessera(data, 'tags', 'build', '--as-of', '2026-05-01');
    expect(held.status).toBe(1);
    expect(held.stderr).toContain('tags.held: Tag build 3 is held back: tea_spend_30d: maximum 100500, limit 100000');
    const served = await json<Profile>('profile', 'show', 'u2');
    expect([served.version, tagOf(served, 'tea_spend_30d')]).toEqual([2, 400]);

    await json('tags', 'publish', '3', '--reason', 'a wedding, checked');
    const after = await json<Profile>('profile', 'show', 'u2');
    expect([after.version, tagOf(after, 'tea_spend_30d')]).toEqual([3, 100_450]);
    const before = await json<Profile>('profile', 'show', 'u2', '--as-of-version', '2');
    expect([before.version, tagOf(before, 'tea_spend_30d')]).toEqual([2, 400]);
  }, 240_000);
});
