import { type Database, open, type RootDatabase } from 'lmdb';
import { type Layout, PackedRelease, packRows } from '../../services/profile/packed/index.ts';
import type {
  JsonAsk,
  JsonProfile,
  ProfileRelease,
  ProfileRow,
  ProfileStore,
  StoredProfile,
} from '../../services/profile/profile-store.port.ts';

type Slot = 'a' | 'b';

/** What readers see: which slot, and how its rows are packed. A pointer without a layout is of an older Tessera. */
interface Pointer {
  readonly slot: Slot;
  readonly release: ProfileRelease;
  readonly layout?: Layout;
}

type Rows = Database<Buffer, string>;

interface Published {
  readonly rows: Rows;
  readonly packed: PackedRelease;
}

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
  readonly #slots: Readonly<Record<Slot, Rows>>;
  #slot: Slot | undefined;
  #published: Published | undefined;
  #lastPublish: Promise<unknown> = Promise.resolve();

  constructor(root: RootDatabase) {
    this.#root = root;
    this.#pointers = root.openDB<Pointer, string>({ name: 'profile-pointer' });
    const slot = (name: Slot): Rows => root.openDB<Buffer, string>({ name: `packed-${name}`, encoding: 'binary' });
    this.#slots = { a: slot('a'), b: slot('b') };
    const pointer = this.#pointers.get('current');
    if (pointer) this.#follow(pointer);
  }

  publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void> {
    const turn = this.#lastPublish.then(() => this.#publish(release, rows));
    this.#lastPublish = turn.catch(() => {});
    return turn;
  }

  async current(): Promise<ProfileRelease | undefined> {
    return this.#published?.packed.release;
  }

  async find(userId: string): Promise<StoredProfile | undefined> {
    return this.#read(userId, (row, packed) => packed.profile(row));
  }

  /** Without a pause between reads, so all are of one version. */
  async findMany(userIds: readonly string[]): Promise<readonly (StoredProfile | undefined)[]> {
    return userIds.map((userId) => this.#read(userId, (row, packed) => packed.profile(row)));
  }

  async findJson(userIds: readonly string[], ask: JsonAsk): Promise<readonly (JsonProfile | undefined)[]> {
    return userIds.map((userId) => this.#read(userId, (row, packed) => packed.json(row, ask)));
  }

  async close(): Promise<void> {
    await this.#lastPublish;
    await this.#root.close();
  }

  async #publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void> {
    const slot: Slot = this.#slot === 'a' ? 'b' : 'a';
    const target = this.#slots[slot];
    await target.clearAsync();
    const packing = packRows(release.tagIds, rows);
    let inFlight = 0;
    let last: Promise<boolean> | undefined;
    for await (const { userId, row } of packing.packed()) {
      last = target.put(userId, row);
      if (++inFlight % ROWS_IN_FLIGHT === 0) await last;
    }
    await last;
    await this.#root.flushed;
    const pointer: Pointer = { slot, release, layout: packing.layout() };
    await this.#pointers.put('current', pointer);
    await this.#root.flushed;
    this.#follow(pointer);
  }

  /** What an older Tessera published is not read: the current release is published anew at start. */
  #follow({ slot, release, layout }: Pointer): void {
    if (!layout) return;
    this.#slot = slot;
    this.#published = { rows: this.#slots[slot], packed: new PackedRelease(release, layout) };
  }

  /** The row that `use` gets is LMDB's own until the next read: nothing of it may be kept. */
  #read<T>(userId: string, use: (row: Uint8Array, packed: PackedRelease) => T): T | undefined {
    const published = this.#published;
    if (!published || Buffer.byteLength(userId) > MAX_KEY_BYTES) return undefined;
    const row = published.rows.getBinaryFast(userId);
    return row && use(row, published.packed);
  }
}
