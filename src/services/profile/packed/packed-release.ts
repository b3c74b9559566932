import type { JsonAsk, JsonProfile, ProfileRelease, StoredProfile } from '../profile-store.port.ts';
import { JsonWriter } from './json-writer.ts';
import type { Layout } from './layout.ts';
import { RowReader } from './row-reader.ts';

/** Writers that are kept: one for each set of tags that some kind of caller gets. */
const MOST_WRITERS = 16;

/** One published release as a store of packed rows reads it. */
export class PackedRelease {
  readonly release: ProfileRelease;
  readonly #layout: Layout;
  readonly #reader: RowReader;
  /** By the set itself: callers hand in the same one again. */
  readonly #writers = new Map<JsonAsk['only'], JsonWriter>();

  constructor(release: ProfileRelease, layout: Layout) {
    this.release = release;
    this.#layout = layout;
    this.#reader = new RowReader(layout);
  }

  profile(row: Uint8Array): StoredProfile {
    return { ...this.#origin(), tags: this.#reader.tags(row) };
  }

  json(row: Uint8Array, { only, pick }: JsonAsk): JsonProfile {
    const picked = pick.length === 0 ? [] : this.#reader.pick(row, pick).map((value) => value ?? null);
    return { ...this.#origin(), json: this.#writer(only).write(row), picked };
  }

  #origin() {
    const { version, asOf, builtAt } = this.release;
    return { version, asOf, builtAt };
  }

  #writer(only: JsonAsk['only']): JsonWriter {
    const known = this.#writers.get(only);
    if (known) return known;
    if (this.#writers.size >= MOST_WRITERS) this.#writers.clear();
    const writer = new JsonWriter(this.#layout, only);
    this.#writers.set(only, writer);
    return writer;
  }
}
