import type { LiveCounters } from './live-counters.ts';
import type { LiveState } from './profile-service.ts';
import type { StoredProfile, TagValue } from './profile-store.port.ts';

interface Followed {
  readonly counters: LiveCounters;
  readonly countedAt: number;
}

/** A stored profile with what facts since its build add to its live tags. */
export function withLiveParts(
  stored: StoredProfile,
  userId: string,
  followed: Followed | undefined,
): StoredProfile & { readonly live?: LiveState } {
  if (!followed || followed.counters.tagIds.length === 0) return stored;
  const { counters, countedAt } = followed;
  const parts = counters.partsOf(userId);
  const moved = counters.tagIds.map((id, i) => [id, addToValue(stored.tags[id] ?? null, parts[i]!)] as const);
  return {
    ...stored,
    tags: { ...stored.tags, ...Object.fromEntries(moved) },
    live: { tagIds: counters.tagIds, since: stored.asOf, countedAt },
  };
}

/** Sums hold millionths, as a build's do; what two doubles add behind them is noise. */
const MILLIONTHS = 1e6;

/** Who is in the build has counted 0 at least. */
export function addToValue(built: TagValue, part: number): TagValue {
  const sum = (typeof built === 'number' ? built : 0) + part;
  return Number.isSafeInteger(sum) ? sum : Math.round(sum * MILLIONTHS) / MILLIONTHS;
}
