import { randomUUID } from 'node:crypto';
import { TesseraError } from '../../kernel/index.ts';
import { PackedRelease, packRows } from '../../services/profile/packed/index.ts';
import type {
  JsonAsk,
  JsonProfile,
  ProfileRelease,
  ProfileRow,
  ProfileStore,
  StoredProfile,
} from '../../services/profile/profile-store.port.ts';
import { connectRedis, parseRedisUrl, type RedisClient, settled } from './connect-redis.ts';
import { LastKnownRows } from './last-known-rows.ts';
import { RedisProfileTables } from './redis-profile-tables.ts';

/** For how long a reader trusts the pointer that it has seen; another process may have published meanwhile. */
const POINTER_MS = 1000;
/** Versions that may be removed under a reader one after the other before it gives up. */
const MOST_TRIES = 5;

interface Published {
  readonly id: string;
  readonly packed: PackedRelease;
}

interface Found {
  readonly packed: PackedRelease;
  readonly rows: readonly (Buffer | null | undefined)[];
  readonly isLastKnown: boolean;
}

/** Connects to one server or a cluster by URL. One that is down is no failure yet: its first use is. */
export async function openRedisProfileStore(url: string): Promise<ProfileStore> {
  const address = parseRedisUrl(url);
  const client = connectRedis(address);
  await settled(client);
  return new RedisProfileStore(client, address.prefix);
}

/**
 * Every publish writes under keys of its own and then moves one pointer; the versions before are removed after that.
 * A reader who misses someone looks at the pointer again: either the person is in no profile, or the version went, and
 * the whole question is asked once more. While the server is down, rows that were read before are given, marked.
 */
class RedisProfileStore implements ProfileStore {
  readonly #client: RedisClient;
  readonly #tables: RedisProfileTables;
  readonly #lastKnown = new LastKnownRows();
  #published: Published | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;
  #lastPublish: Promise<unknown> = Promise.resolve();

  constructor(client: RedisClient, prefix: string) {
    this.#client = client;
    this.#tables = new RedisProfileTables(client, prefix);
  }

  publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void> {
    const turn = this.#lastPublish.then(() => this.#publish(release, rows));
    this.#lastPublish = turn.catch(() => {});
    return turn;
  }

  async current(): Promise<ProfileRelease | undefined> {
    return (await this.#look())?.packed.release;
  }

  async find(userId: string): Promise<StoredProfile | undefined> {
    return (await this.findMany([userId]))[0];
  }

  findMany(userIds: readonly string[]): Promise<readonly (StoredProfile | undefined)[]> {
    return this.#answer(userIds, (row, packed) => packed.profile(row));
  }

  findJson(userIds: readonly string[], ask: JsonAsk): Promise<readonly (JsonProfile | undefined)[]> {
    return this.#answer(userIds, (row, packed) => packed.json(row, ask));
  }

  async close(): Promise<void> {
    await this.#lastPublish;
    this.#client.disconnect();
  }

  async #publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void> {
    const before = await this.#tables.readPointer();
    await this.#tables.removeOthers(before?.id);
    const id = `${release.version}-${randomUUID()}`;
    await this.#tables.noteVersion(id);
    try {
      const packing = packRows(release.tagIds, rows);
      await this.#tables.writeRows(id, packing.packed());
      const layout = packing.layout();
      await this.#tables.writeLayout(id, layout);
      await this.#tables.replicate();
      await this.#tables.movePointer({ id, release });
      this.#follow({ id, packed: new PackedRelease(release, layout) });
    } catch (error) {
      await this.#tables.removeOthers(before?.id).catch(() => {});
      throw error;
    }
    // The next publish removes what this could not.
    await this.#tables.removeOthers(id).catch(() => {});
  }

  async #answer<T extends { readonly isLastKnown?: true }>(
    userIds: readonly string[],
    read: (row: Buffer, packed: PackedRelease) => T,
  ): Promise<readonly (T | undefined)[]> {
    const found = await this.#find(userIds);
    if (!found) return userIds.map(() => undefined);
    const { packed, rows, isLastKnown } = found;
    return rows.map((row) => {
      if (!row) return undefined;
      return isLastKnown ? { ...read(row, packed), isLastKnown } : read(row, packed);
    });
  }

  async #find(userIds: readonly string[]): Promise<Found | undefined> {
    try {
      return await this.#read(userIds);
    } catch (error) {
      const found = this.#recall(userIds);
      if (!found || !(error instanceof TesseraError)) throw error;
      return found;
    }
  }

  async #read(userIds: readonly string[]): Promise<Found | undefined> {
    for (let tries = 1; ; tries++) {
      const published = await this.#look();
      if (!published) return undefined;
      const rows = await this.#tables.readRows(published.id, userIds);
      const isWhole = rows.every((row) => row !== null);
      if (!isWhole) this.#seenAt = Number.NEGATIVE_INFINITY;
      if (isWhole || tries === MOST_TRIES || (await this.#look())?.id === published.id) {
        if (this.#published?.id === published.id)
          rows.forEach((row, i) => {
            if (row) this.#lastKnown.put(userIds[i]!, row);
          });
        return { packed: published.packed, rows, isLastKnown: false };
      }
    }
  }

  /** All of them as they were last, or nothing: who was not read before may well have a profile. */
  #recall(userIds: readonly string[]): Found | undefined {
    const rows = userIds.map((userId) => this.#lastKnown.get(userId));
    if (!this.#published || rows.includes(undefined)) return undefined;
    return { packed: this.#published.packed, rows, isLastKnown: true };
  }

  /** The version to read, by a pointer that is at most a second old. */
  async #look(tries = 1): Promise<Published | undefined> {
    if (this.#published && performance.now() - this.#seenAt < POINTER_MS) return this.#published;
    const pointer = await this.#tables.readPointer();
    this.#seenAt = performance.now();
    if (!pointer) return undefined;
    if (pointer.id !== this.#published?.id) {
      const layout = await this.#tables.readLayout(pointer.id);
      // Removed in between: there is a newer pointer by now.
      if (!layout) return tries < MOST_TRIES ? this.#look(tries + 1) : undefined;
      this.#follow({ id: pointer.id, packed: new PackedRelease(pointer.release, layout) });
    }
    return this.#published;
  }

  #follow(published: Published): void {
    this.#published = published;
    this.#seenAt = performance.now();
    this.#lastKnown.clear();
  }
}
