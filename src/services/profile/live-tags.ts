import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Instant } from '../../kernel/index.ts';
import type { TagService } from '../../warehouse/tags/index.ts';
import { type LiveBase, LiveCounters, type LiveOptions } from './live-counters.ts';

export interface LiveTagsDeps extends LiveOptions {
  readonly tags: Pick<TagService, 'current' | 'releases'>;
  readonly clock: Clock;
  /** Rest between two refreshes: a burst of events is counted once. Default 200 ms. */
  readonly gatherMs?: number;
}

/** Refreshes that the counters of the release before live on, for readers who had begun with it. */
const RETIRED_REFRESHES = 20;
const GATHER_MS = 200;

interface Followed {
  readonly counters: LiveCounters;
  /** When they were last known to hold all facts. */
  countedAt: Instant;
  /** Refreshes left, once another release is followed. */
  retiring?: number;
}

/** The live part of the release that is served, and of the one that is about to be. */
export class LiveTags {
  readonly #deps: LiveTagsDeps;
  readonly #followed = new Map<string, Promise<Followed | undefined>>();
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;
  #isClosed = false;

  constructor(deps: LiveTagsDeps) {
    this.#deps = deps;
  }

  /** Counts for a release before it is served, so that its first reader finds both parts. */
  async follow(base: LiveBase): Promise<void> {
    const key = keyOf(base);
    this.#followed.set(key, this.#open(base));
    await this.#followed.get(key);
  }

  /** Called once a release is the one that is served: the others are let go after a while. */
  async keepOnly(base: Pick<LiveBase, 'version' | 'builtAt'>): Promise<void> {
    for (const [key, opening] of this.#followed) {
      const followed = await opening.catch(() => undefined);
      if (followed && key === keyOf(base)) delete followed.retiring;
      else if (followed) followed.retiring ??= RETIRED_REFRESHES;
    }
  }

  /** The counters that go with a stored profile; undefined where its release is not known any more. */
  async of(stored: Pick<LiveBase, 'version' | 'builtAt'>): Promise<Readonly<Followed> | undefined> {
    const key = keyOf(stored);
    const known = this.#followed.get(key) ?? this.#openStored(stored);
    this.#followed.set(key, known);
    return known.catch((error: unknown) => {
      this.#followed.delete(key);
      throw error;
    });
  }

  /** Resolves once everything that was committed before the call is counted. Calls in a burst share a refresh. */
  refresh(): Promise<void> {
    this.#next ??= this.#running.then(async () => {
      this.#next = undefined;
      await this.#refresh();
    });
    const next = this.#next;
    this.#running = next
      .catch(() => {})
      .then(() => (this.#isClosed ? undefined : sleep(this.#deps.gatherMs ?? GATHER_MS)));
    return next;
  }

  /** Resolves when nothing is being counted; nothing is after that. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #refresh(): Promise<void> {
    if (this.#isClosed) return;
    const { engine, clock } = this.#deps;
    for (const [key, opening] of this.#followed) {
      const followed = await opening.catch(() => undefined);
      if (!followed) continue;
      const at = clock.now();
      await followed.counters.refresh(engine);
      followed.countedAt = at;
      if (followed.retiring !== undefined && --followed.retiring === 0) this.#followed.delete(key);
    }
  }

  async #openStored(stored: Pick<LiveBase, 'version' | 'builtAt'>): Promise<Followed | undefined> {
    const { tags } = this.#deps;
    const current = tags.current();
    const releases = current && keyOf(current) === keyOf(stored) ? [current] : await tags.releases();
    const release = releases.find((each) => keyOf(each) === keyOf(stored));
    return release && this.#open(release);
  }

  async #open(base: LiveBase): Promise<Followed> {
    const countedAt = this.#deps.clock.now();
    const counters = new LiveCounters(base, this.#deps);
    await counters.refresh(this.#deps.engine);
    return { counters, countedAt };
  }
}

function keyOf({ version, builtAt }: Pick<LiveBase, 'version' | 'builtAt'>): string {
  return `${version}/${builtAt}`;
}
