import { type Database, open, type RootDatabase } from 'lmdb';
import type {
  ProfileRelease,
  ProfileRow,
  ProfileStore,
  StoredProfile,
  TagValue,
} from '../../services/profile/profile-store.port.ts';

type Slot = 'a' | 'b';

/** What readers see: which slot, and the names of its values. */
interface Pointer {
  readonly slot: Slot;
  readonly release: ProfileRelease;
}

type Values = readonly TagValue[];

/** Rows put before waiting for LMDB: bounds what a publish holds in memory. */
const ROWS_IN_FLIGHT = 5000;
/** LMDB refuses longer keys; no such id was ever published. */
const MAX_KEY_BYTES = 1900;

/** Opens (or creates) the folder that holds the published profiles of a workspace. */
export function openLmdbProfileStore(path: string): ProfileStore {
  return new LmdbProfileStore(open({ path, compression: false }));
}

/**
 * Two slots take turns: a publish fills the one that nobody reads, flushes it, and then moves the pointer, which is
 * one small transaction. A kill at any time leaves the pointer at a whole slot; what was half filled is cleared by
 * the next publish.
 */
class LmdbProfileStore implements ProfileStore {
  readonly #root: RootDatabase;
  readonly #pointers: Database<Pointer, string>;
  readonly #slots: Readonly<Record<Slot, Database<Values, string>>>;
  #pointer: Pointer | undefined;
  #lastPublish: Promise<unknown> = Promise.resolve();

  constructor(root: RootDatabase) {
    this.#root = root;
    this.#pointers = root.openDB<Pointer, string>({ name: 'profile-pointer' });
    const slot = (name: Slot) => root.openDB<Values, string>({ name: `profiles-${name}` });
    this.#slots = { a: slot('a'), b: slot('b') };
    this.#pointer = this.#pointers.get('current');
  }

  publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void> {
    const turn = this.#lastPublish.then(() => this.#publish(release, rows));
    this.#lastPublish = turn.catch(() => {});
    return turn;
  }

  async current(): Promise<ProfileRelease | undefined> {
    return this.#pointer?.release;
  }

  async find(userId: string): Promise<StoredProfile | undefined> {
    return this.#read(userId);
  }

  /** Without a pause between reads, so all are of one version. */
  async findMany(userIds: readonly string[]): Promise<readonly (StoredProfile | undefined)[]> {
    return userIds.map((userId) => this.#read(userId));
  }

  async close(): Promise<void> {
    await this.#lastPublish;
    await this.#root.close();
  }

  async #publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void> {
    const slot: Slot = this.#pointer?.slot === 'a' ? 'b' : 'a';
    const profiles = this.#slots[slot];
    await profiles.clearAsync();
    let inFlight = 0;
    let last: Promise<boolean> | undefined;
    for await (const { userId, values } of rows) {
      last = profiles.put(userId, values);
      if (++inFlight % ROWS_IN_FLIGHT === 0) await last;
    }
    await last;
    await this.#root.flushed;
    const pointer: Pointer = { slot, release };
    await this.#pointers.put('current', pointer);
    await this.#root.flushed;
    this.#pointer = pointer;
  }

  #read(userId: string): StoredProfile | undefined {
    if (!this.#pointer || Buffer.byteLength(userId) > MAX_KEY_BYTES) return undefined;
    const { slot, release } = this.#pointer;
    const values = this.#slots[slot].get(userId);
    if (!values) return undefined;
    const tags: Record<string, TagValue> = {};
    release.tagIds.forEach((id, i) => {
      tags[id] = values[i] ?? null;
    });
    return { version: release.version, asOf: release.asOf, builtAt: release.builtAt, tags };
  }
}
