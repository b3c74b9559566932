import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Redis } from 'ioredis';
import { openLmdbProfileStore } from '../../dist/src/adapters/lmdb/index.js';
import { openRedisProfileStore } from '../../dist/src/adapters/redis/index.js';
import { isoDay, UNWATCHED } from '../../dist/src/kernel/index.js';
import { cityFile, openCity } from '../city.mjs';
import { alternate } from '../measure.mjs';
import { openTags, versions } from './audience.mjs';

export const threads =
  'One thread of JavaScript for each contender; Redis answers from a process of its own over loopback, one connection.';

/** Reads of one round. */
const READS = 3_000;
const IN_FLIGHT = 64;
const CONNECTIONS = 32;
const SECONDS = 5;

export async function run(options) {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-profile-'));
  const { engine, asOf } = await openCity(options);
  const redis = await startRedis(folder);
  try {
    const tags = await openTags(engine);
    const release = await tags.build(asOf, UNWATCHED);
    const tagIds = release.definitions.map(({ id }) => id);
    const published = { version: 1, asOf, builtAt: 0, tagIds };
    const people = [];
    for await (const person of tags.people(release)) people.push(person);

    const ask = { only: new Set(tagIds), pick: [] };
    const memory = {};
    const store = openLmdbProfileStore(join(folder, 'lmdb'));
    await store.publish(published, people);
    memory.packed = sizeOf(join(folder, 'lmdb')) / people.length;
    memory.json = await fill(redis, people, ({ userId, values }) => [
      `j:${userId}`,
      JSON.stringify(objectOf(tagIds, values)),
    ]);
    memory.values = await fill(redis, people, ({ userId, values }) => [`v:${userId}`, JSON.stringify(values)]);
    const before = await usedMemory(redis.client);
    const packedInRedis = await openRedisProfileStore(`redis://127.0.0.1:${redis.port}/0`);
    await packedInRedis.publish(published, people);
    memory.packedInRedis = ((await usedMemory(redis.client)) - before) / people.length;
    await refuseDifferences({ store, packedInRedis, client: redis.client, people, tagIds, ask });

    const ids = Array.from({ length: READS }, (_, i) => people[(i * 7919) % people.length].userId);
    const ours = async (each) => {
      for (const id of ids) each?.(process.hrtime.bigint(), await store.findJson([id], ask), process.hrtime.bigint());
    };
    const times = await alternate([
      { work: () => ours() },
      { work: () => oneByOne(ids, (id) => redis.client.getBuffer(`j:${id}`)) },
      { work: () => inFlight(ids, (id) => redis.client.getBuffer(`j:${id}`)) },
      { work: () => oneByOne(ids, (id) => packedInRedis.findJson([id], ask)) },
      { work: () => inFlight(ids, (id) => packedInRedis.findJson([id], ask)) },
      { work: () => oneByOne(ids, (id) => store.find(id)) },
    ]);
    const nanoseconds = [];
    await ours((start, _, end) => nanoseconds.push(Number(end - start)));
    nanoseconds.sort((a, b) => a - b);
    const jsonBytes =
      (await store.findJson(ids.slice(0, 500), ask)).reduce((sum, { json }) => sum + json.length, 0) / 500;
    await store.close();
    await packedInRedis.close();
    const redisVersion = /redis_version:(\S+)/.exec(await redis.client.info('server'))[1];
    await engine.run('CHECKPOINT');
    const http = await overHttp({ options, asOf, folder, ids: ids.slice(0, 2000) });
    const p99 = nanoseconds[Math.floor(nanoseconds.length * 0.99)] / 1000;
    return {
      ...(await versions(engine)),
      markdown: report({
        times,
        p99,
        memory,
        jsonBytes,
        people: people.length,
        tags: tagIds.length,
        redisVersion,
        http,
      }),
    };
  } finally {
    await engine.close().catch(() => {});
    redis.client.disconnect();
    redis.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

const objectOf = (tagIds, values) => Object.fromEntries(tagIds.map((id, i) => [id, values[i]]));

async function oneByOne(ids, read) {
  for (const id of ids) await read(id);
}

async function inFlight(ids, read) {
  let next = 0;
  const reader = async () => {
    while (next < ids.length) await read(ids[next++]);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, reader));
}

/** Writes a key for each person and returns the bytes that each takes in Redis. */
async function fill({ client }, people, pairOf) {
  const before = await usedMemory(client);
  for (let i = 0; i < people.length; i += 1000)
    await client.mset(people.slice(i, i + 1000).flatMap((person) => pairOf(person)));
  return ((await usedMemory(client)) - before) / people.length;
}

async function usedMemory(client) {
  return Number(/used_memory:(\d+)/.exec(await client.info('memory'))[1]);
}

function sizeOf(folder) {
  return statSync(join(folder, 'data.mdb')).blocks * 512;
}

/** The same object from all three for every person, before anything is timed. */
async function refuseDifferences({ store, packedInRedis, client, people, tagIds, ask }) {
  for (let i = 0; i < people.length; i += 500) {
    const part = people.slice(i, i + 500);
    const ids = part.map(({ userId }) => userId);
    const [ours, others, blobs] = await Promise.all([
      store.findJson(ids, ask),
      packedInRedis.findJson(ids, ask),
      client.mget(ids.map((id) => `j:${id}`)),
    ]);
    part.forEach(({ userId, values }, at) => {
      const wanted = JSON.parse(JSON.stringify(objectOf(tagIds, values)));
      for (const text of [Buffer.from(ours[at].json), Buffer.from(others[at].json), blobs[at]])
        if (!isDeepStrictEqual(JSON.parse(text.toString()), wanted)) throw new Error(`profiles of ${userId} differ`);
    });
  }
}

async function startRedis(folder) {
  const port = await freePort();
  const child = spawn('redis-server', ['--port', `${port}`, '--save', '', '--dir', folder], { stdio: 'ignore' });
  const client = new Redis(port, { enableAutoPipelining: true, retryStrategy: () => 100 });
  client.on('error', () => {});
  await new Promise((resolve) => client.once('ready', resolve));
  return { port, child, client };
}

function freePort() {
  return new Promise((resolve) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const { port } = holder.address();
      holder.close(() => resolve(port));
    });
  });
}

/** A server of its own over a copy of the city; requests a second of processor time that the server itself used. */
async function overHttp({ options, asOf, folder, ids }) {
  const { default: autocannon } = await import('autocannon');
  const data = join(folder, 'data');
  mkdirSync(data);
  copyFileSync(cityFile(options), join(data, 'warehouse.duckdb'));
  const bin = new URL('../../bin/tessera.js', import.meta.url).pathname;
  const environment = {
    ...process.env,
    TESSERA_DATA: data,
    TESSERA_SERVER_PORT: `${await freePort()}`,
    TESSERA_LOG_LEVEL: 'warn',
  };
  await ended(
    spawn(process.execPath, [bin, 'tags', 'build', '--as-of', isoDay(asOf)], { env: environment, stdio: 'ignore' }),
  );
  const server = spawn(process.execPath, [bin, 'serve'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    await new Promise((resolve) => server.stderr.on('data', (text) => `${text}`.includes('http://') && resolve()));
    const url = `http://127.0.0.1:${environment.TESSERA_SERVER_PORT}`;
    const token = readFileSync(join(data, 'cli-token'), 'utf8').trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const single = ids.map((id) => ({ method: 'GET', path: `/v1/profiles/${encodeURIComponent(id)}/tags` }));
    const batch = [{ method: 'POST', path: '/v1/profiles/tags', body: JSON.stringify({ userIds: ids.slice(0, 500) }) }];
    const load = async (requests, pipelining) => {
      const shared = { url, headers, requests, connections: CONNECTIONS, pipelining };
      await autocannon({ ...shared, duration: 2 });
      const cpu = processorSeconds(server.pid);
      const result = await autocannon({ ...shared, duration: SECONDS });
      if (result.non2xx > 0) throw new Error(`${result.non2xx} requests were refused`);
      const used = processorSeconds(server.pid) - cpu;
      const answered = result.requests.total;
      return {
        perSecond: answered / result.duration,
        perCore: answered / used,
        p99: result.latency.p99,
        timeouts: result.timeouts,
      };
    };
    return { single: await load(single, 1), pipelined: await load(single, 10), batch: await load(batch, 1) };
  } finally {
    server.kill('SIGTERM');
    await ended(server);
  }
}

const ended = (child) => new Promise((resolve) => child.once('exit', resolve));

/** User and system time of all threads; a tick is 10 ms. */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function report({ times, p99, memory, jsonBytes, people, tags, redisVersion, http }) {
  const perSecond = times.map((ms) => (READS / ms) * 1000);
  const rate = (i) => `${(perSecond[i] / 1000).toFixed(1)} k/s`;
  const ratio = (i) => `${(perSecond[0] / perSecond[i]).toFixed(1)} ×`;
  const bytes = (value) => `${Math.round(value)} B`;
  const row = (title, each, size) => [title, each.perSecond * size, each.perCore * size, each.p99, each.timeouts];
  const requests = [
    row('one person a request', http.single, 1),
    row('one person a request, 10 pipelined', http.pipelined, 1),
    row('500 people a request', http.batch, 500),
  ];
  return [
    `${people.toLocaleString('en-US')} people, ${tags} tags, ${Math.round(jsonBytes)} B of JSON each. Redis ${redisVersion}. All people's objects were equal from all stores before anything was timed. *Redis blob*: the JSON as a string under one key, by \`GET\`. Medians of 7 rounds of ${READS.toLocaleString('en-US')} reads in turn.`,
    '',
    '| all tags of one person as JSON | profiles | packed in LMDB is faster by |',
    '| --- | ---: | ---: |',
    `| packed row in LMDB, in process (p99 ${p99.toFixed(1)} µs) | ${rate(0)} | |`,
    `| Redis blob, one after the other | ${rate(1)} | ${ratio(1)} |`,
    `| Redis blob, ${IN_FLIGHT} in flight | ${rate(2)} | ${ratio(2)} |`,
    `| packed row in Redis, one after the other | ${rate(3)} | ${ratio(3)} |`,
    `| packed row in Redis, ${IN_FLIGHT} in flight | ${rate(4)} | ${ratio(4)} |`,
    `| packed row in LMDB as values (\`find\`) | ${rate(5)} | ${ratio(5)} |`,
    '',
    '| memory of a person | bytes | against packed in LMDB |',
    '| --- | ---: | ---: |',
    `| packed row in LMDB: pages of the file, ids and layout included | ${bytes(memory.packed)} | |`,
    ...[
      ['Redis blob', memory.json],
      ['Redis blob of the values alone, without names', memory.values],
      ['packed row in Redis', memory.packedInRedis],
    ].map(([title, value]) => `| ${title} | ${bytes(value)} | ${(value / memory.packed).toFixed(1)} × |`),
    '',
    `HTTP with authentication, ${CONNECTIONS} connections, load from the same machine; a core is a second of the server's own processor time:`,
    '',
    '| request | people/s | people/s a core | p99 ms | timed out |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...requests.map(
      ([title, each, core, late, lost]) =>
        `| ${title} | ${Math.round(each)} | ${Math.round(core)} | ${late} | ${lost} |`,
    ),
  ].join('\n');
}
