import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeProfileStore } from '../../services/profile/profile-store.conformance.ts';
import { parseRedisUrl } from './connect-redis.ts';
import { openRedisProfileStore } from './index.ts';
import {
  describeWithRedis,
  type RedisServer,
  removeFolders,
  startCluster,
  startRedis,
} from './redis-servers.conformance.ts';

const release = (version: number) => ({ version, asOf: 17_532, builtAt: version, tagIds: ['a'] });
const people = (version: number, count = 500) =>
  Array.from({ length: count }, (_, i) => ({ userId: `u${i}`, values: [version] }));

let created = 0;
const ask = { only: new Set(['a']), pick: [] };

afterAll(removeFolders);

describeWithRedis('Redis profiles', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.kill());
  const url = (prefix: string) => `redis://127.0.0.1:${server.port}/0?prefix=${prefix}`;

  describe('on one server', () => describeProfileStore(() => openRedisProfileStore(url(`suite${++created}`))));

  it('leaves nothing of the versions before, nor of a publish that was killed', async () => {
    const client = new Redis(server.port);
    const first = await openRedisProfileStore(url('tidy'));
    await first.publish(release(1), people(1));
    // What a publisher that died halfway leaves.
    await client.sadd('tidy:profile:versions', 'half');
    await client.hset('tidy:profile:half:{7}', 'u1', 'x');
    expect((await first.find('u1'))?.tags).toEqual({ a: 1 });
    await first.publish(release(2), people(2, 1));
    const keys = (await client.keys('tidy:*')).map((key) =>
      key.replace(/:2-[0-9a-f-]{36}/, ':id').replace(/\d+}/, 'n}'),
    );
    expect(keys.sort()).toEqual(['current', 'id:layout', 'id:{n}', 'versions'].map((key) => `tidy:profile:${key}`));
    await first.close();
    client.disconnect();
  });

  it('shows a reader in another process the new version whole, and never a mixture', async () => {
    const [writer, reader] = [await openRedisProfileStore(url('two')), await openRedisProfileStore(url('two'))];
    await writer.publish(release(1), people(1));
    const ids = people(1).map(({ userId }) => userId);
    const seen = new Set<string>();
    let isDone = false;
    const reading = (async () => {
      while (!isDone) {
        const found = await reader.findMany(ids);
        seen.add([...new Set(found.map((profile) => `${profile?.version} ${profile?.tags['a']}`))].join());
      }
    })();
    for (const version of [2, 3, 4]) await writer.publish(release(version), people(version));
    await expect.poll(() => seen.has('4 4'), { timeout: 30_000 }).toBe(true);
    isDone = true;
    await reading;
    expect([...seen].every((each) => /^(\d) \1$/.test(each))).toBe(true);
    await Promise.all([writer.close(), reader.close()]);
  });

  it('says what it knew last while the server is down, refuses what it does not know, and goes on after', async () => {
    const own = await startRedis();
    const store = await openRedisProfileStore(`redis://127.0.0.1:${own.port}`);
    await store.publish(release(1), people(1));
    await store.findMany(['u1', 'u2']);
    await own.kill();
    expect(await store.find('u1')).toMatchObject({ version: 1, tags: { a: 1 }, isLastKnown: true });
    expect(await store.findJson(['u2'], ask)).toMatchObject([{ version: 1, isLastKnown: true }]);
    await expect(store.find('u3')).rejects.toMatchObject({ code: 'profile.unavailable' });
    await expect(store.findMany(['u1', 'u3'])).rejects.toMatchObject({ code: 'profile.unavailable' });
    await expect(store.publish(release(2), people(2))).rejects.toMatchObject({ code: 'profile.unavailable' });
    await own.restart();
    const publish = async () => {
      await store.publish(release(3), people(3));
      return (await store.find('u3'))?.version;
    };
    await expect.poll(publish, { timeout: 30_000 }).toBe(3);
    expect(await store.find('u1')).toEqual({ version: 3, asOf: 17_532, builtAt: 3, tags: { a: 3 } });
    await store.close();
    await own.kill();
  });

  it('opens without a server, and refuses with its code', async () => {
    const store = await openRedisProfileStore('redis://127.0.0.1:1');
    await expect(store.find('u1')).rejects.toMatchObject({ code: 'profile.unavailable' });
    await expect(store.current()).rejects.toMatchObject({ code: 'profile.unavailable' });
    await store.close();
  });
});

describeWithRedis('Redis Cluster profiles', () => {
  let servers: readonly RedisServer[];
  beforeAll(async () => {
    servers = await startCluster();
  });
  afterAll(() => Promise.all(servers.map((server) => server.kill())));
  const url = (prefix: string) =>
    `redis-cluster://${servers.map(({ port }) => `127.0.0.1:${port}`).join()}?prefix=${prefix}`;

  describe('on three masters', () => describeProfileStore(() => openRedisProfileStore(url(`suite${++created}`))));

  it('has every profile of the last version after a master was killed', async () => {
    const store = await openRedisProfileStore(url('failover'));
    await store.publish(release(1), people(1));
    const ids = people(1).map(({ userId }) => userId);
    await store.findMany(ids);
    await servers[0]!.kill();
    // Meanwhile every answer is whole, too: fresh or marked.
    const ask = async () => {
      const found = await store.findMany(ids);
      expect(found.every((profile) => profile?.tags['a'] === 1)).toBe(true);
      return found.some((profile) => profile?.isLastKnown);
    };
    await expect.poll(ask, { timeout: 60_000, interval: 200 }).toBe(false);
    const fresh = await openRedisProfileStore(url('failover'));
    const all = async () =>
      (await fresh.findMany(ids).catch(() => [])).filter((profile) => profile?.version === 1).length;
    await expect.poll(all, { timeout: 60_000, interval: 500 }).toBe(ids.length);
    await store.publish(release(2), people(2));
    expect((await store.find('u1'))?.version).toBe(2);
    await Promise.all([store.close(), fresh.close()]);
  });
});

describe('a URL of Redis', () => {
  it('names servers, a password and a prefix', () => {
    expect(parseRedisUrl('redis://:se%40cret@cache:6380/2?prefix=demo')).toEqual({
      kind: 'single',
      url: 'redis://:se%40cret@cache:6380/2',
      nodes: [{ host: 'cache', port: 6380 }],
      options: { password: 'se@cret' },
      prefix: 'demo',
    });
    expect(parseRedisUrl('redis-cluster://app:pw@a:1,b:2')).toMatchObject({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
      options: { username: 'app', password: 'pw' },
      prefix: 'tessera',
    });
  });
});
