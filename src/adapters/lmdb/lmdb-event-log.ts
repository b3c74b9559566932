import { type Database, open, type RootDatabase } from 'lmdb';
import { canonicalJson, hashText } from '../../kernel/index.ts';
import type { AppendOutcome, EventEnvelope, EventLog, LoggedEvent } from '../../warehouse/events/index.ts';

/** What stays known of an event after it was trimmed: its place, and enough of its content to tell a conflict. */
interface Known {
  readonly seq: number;
  readonly fingerprint: string;
}

type IdKey = [source: string, messageId: string];

/** Opens (or creates) the log of events in flight. */
export function openLmdbEventLog(path: string): EventLog {
  return new LmdbEventLog(open({ path, compression: false }));
}

class LmdbEventLog implements EventLog {
  readonly #root: RootDatabase;
  readonly #events: Database<EventEnvelope, number>;
  readonly #ids: Database<Known, IdKey>;
  readonly #meta: Database<number, string>;

  constructor(root: RootDatabase) {
    this.#root = root;
    this.#events = root.openDB<EventEnvelope, number>({ name: 'events' });
    this.#ids = root.openDB<Known, IdKey>({ name: 'ids' });
    this.#meta = root.openDB<number, string>({ name: 'meta' });
  }

  async append(events: readonly EventEnvelope[]): Promise<AppendOutcome> {
    const outcome = await this.#root.transaction(() => this.#appendNow(events));
    // `transaction` resolves at the commit; only the flush makes it survive a power cut.
    await this.#root.flushed;
    return outcome;
  }

  async read(after: number, limit: number): Promise<readonly LoggedEvent[]> {
    return [...this.#events.getRange({ start: after + 1, limit })].map(({ key, value }) => ({
      seq: key,
      event: value,
    }));
  }

  async lastSeq(): Promise<number> {
    return this.#lastSeq();
  }

  async trim(upTo: number): Promise<void> {
    await this.#root.transaction(() => {
      for (const key of this.#events.getKeys({ end: upTo + 1 })) void this.#events.remove(key);
    });
    await this.#root.flushed;
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #lastSeq(): number {
    return this.#meta.get('last-seq') ?? 0;
  }

  #appendNow(events: readonly EventEnvelope[]): AppendOutcome {
    let seq = this.#lastSeq();
    let duplicates = 0;
    const conflicts: number[] = [];
    const first = seq;
    for (const [position, event] of events.entries()) {
      const id: IdKey = [event.source, event.messageId];
      const known = this.#ids.get(id);
      const fingerprint = fingerprintOf(event);
      if (known && known.fingerprint !== fingerprint) conflicts.push(position);
      else if (known) duplicates++;
      else {
        seq++;
        void this.#ids.put(id, { seq, fingerprint });
        void this.#events.put(seq, event);
      }
    }
    if (seq > first) void this.#meta.put('last-seq', seq);
    return { accepted: seq - first, duplicates, conflicts, lastSeq: seq };
  }
}

/** Of what the caller said; when it was received plays no part. Two 32-bit hashes over one text: collisions do not matter below 2³² events of one id. */
function fingerprintOf({ receivedAt: _, ...said }: EventEnvelope): string {
  const text = canonicalJson(said);
  return `${hashText(text).toString(36)}.${hashText(text, 0x9e3779b9).toString(36)}.${text.length}`;
}
