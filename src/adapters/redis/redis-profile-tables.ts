import type { Cluster, Redis } from 'ioredis';
import { TesseraError } from '../../kernel/index.ts';
import type { Layout, PackedRow } from '../../services/profile/packed/index.ts';
import type { ProfileRelease } from '../../services/profile/profile-store.port.ts';
import type { RedisClient } from './connect-redis.ts';

/** What the key `<prefix>:profile:current` holds. */
export interface Pointer {
  /** Of one publish; part of all its keys. */
  readonly id: string;
  readonly release: ProfileRelease;
}

/** Hashes that the rows of a version are spread over: few enough to be removed by name, many enough for every node. */
const BUCKETS = 4096;
/** Commands that are under way at once. */
const CHUNK = 2000;
const REPLICA_MS = 1500;

/**
 * The keys of profiles in Redis. The number of a bucket stands in braces, so that the buckets of a version are spread
 * over the nodes of a cluster alike, whatever the ids of people hold. Everything throws `profile.unavailable`.
 */
export class RedisProfileTables {
  readonly #client: RedisClient;
  readonly #prefix: string;

  constructor(client: RedisClient, prefix: string) {
    this.#client = client;
    this.#prefix = `${prefix}:profile`;
  }

  async readPointer(): Promise<Pointer | undefined> {
    const text = await orUnavailable(() => this.#client.get(`${this.#prefix}:current`));
    return text === null ? undefined : (JSON.parse(text) as Pointer);
  }

  /** The one step that makes a version the one that is read. */
  async movePointer(pointer: Pointer): Promise<void> {
    await orUnavailable(() => this.#client.set(`${this.#prefix}:current`, JSON.stringify(pointer)));
  }

  async readLayout(id: string): Promise<Layout | undefined> {
    const text = await orUnavailable(() => this.#client.get(this.#layoutKey(id)));
    return text === null ? undefined : (JSON.parse(text) as Layout);
  }

  async writeLayout(id: string, layout: Layout): Promise<void> {
    await orUnavailable(() => this.#client.set(this.#layoutKey(id), JSON.stringify(layout)));
  }

  readRows(id: string, userIds: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return orUnavailable(() =>
      Promise.all(userIds.map((userId) => this.#client.hgetBuffer(this.#bucketKey(id, bucketOf(userId)), userId))),
    );
  }

  async writeRows(id: string, rows: AsyncIterable<PackedRow>): Promise<void> {
    let chunk: Promise<unknown>[] = [];
    for await (const { userId, row } of rows) {
      const write = this.#client.hset(this.#bucketKey(id, bucketOf(userId)), userId, row);
      // Looked at with its chunk; until then a failure must not count as one that nobody handles.
      write.catch(() => {});
      if (chunk.push(write) < CHUNK) continue;
      const full = chunk;
      chunk = [];
      await orUnavailable(() => Promise.all(full));
    }
    await orUnavailable(() => Promise.all(chunk));
  }

  /** Waits until the replicas that are there have what was written: a version that is read survives a failover. */
  async replicate(): Promise<void> {
    const masters = 'nodes' in this.#client ? (this.#client as Cluster).nodes('master') : [this.#client as Redis];
    await orUnavailable(() => Promise.all(masters.map(waitForReplicas)));
  }

  /** Notes a version before its first key is written, so that whatever becomes of it can be removed. */
  async noteVersion(id: string): Promise<void> {
    await orUnavailable(() => this.#client.sadd(`${this.#prefix}:versions`, id));
  }

  /** Removes every version but one. */
  async removeOthers(kept: string | undefined): Promise<void> {
    const ids = await orUnavailable(() => this.#client.smembers(`${this.#prefix}:versions`));
    for (const id of ids.filter((other) => other !== kept)) {
      const keys = [this.#layoutKey(id), ...Array.from({ length: BUCKETS }, (_, i) => this.#bucketKey(id, i))];
      await orUnavailable(() => Promise.all(keys.map((key) => this.#client.unlink(key))));
      await orUnavailable(() => this.#client.srem(`${this.#prefix}:versions`, id));
    }
  }

  #layoutKey(id: string): string {
    return `${this.#prefix}:${id}:layout`;
  }

  #bucketKey(id: string, bucket: number): string {
    return `${this.#prefix}:${id}:{${bucket}}`;
  }
}

/** FNV-1a. */
function bucketOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < userId.length; i++) hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

async function waitForReplicas(master: Redis): Promise<void> {
  const replicas = Number(/connected_slaves:(\d+)/.exec(await master.info('replication'))?.[1] ?? 0);
  if (replicas === 0) return;
  const reached = await master.wait(replicas, REPLICA_MS);
  if (reached < replicas) throw new Error(`${reached} of ${replicas} replicas have the new version`);
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new TesseraError('profile.unavailable', { problem }, { cause: error });
  }
}
