import type { Literal } from '../../expression/index.ts';

export type TagValue = Literal | readonly string[] | null;

/** All batch tags of one person, from one published version. */
export interface StoredProfile {
  readonly version: number;
  /** As-of day number of the build. */
  readonly asOf: number;
  /** Epoch milliseconds at which the build finished. */
  readonly builtAt: number;
  /** By tag id; null is unknown. Numbers are finite, and there is one zero. */
  readonly tags: Readonly<Record<string, TagValue>>;
  /** The engine is down, and this is what it said last. */
  readonly isLastKnown?: true;
}

/** A profile whose tags are JSON already: the fast way to a caller who only passes them on. */
export interface JsonProfile extends Omit<StoredProfile, 'tags'> {
  /** An object by tag id in UTF-8, in any order. Not to be kept for long: it may hold on to its neighbours. */
  readonly json: Uint8Array;
  /** In the order of {@link JsonAsk.pick}; null for unknown, and for a tag that the release does not have. */
  readonly picked: readonly TagValue[];
}

export interface JsonAsk {
  /** Tags that `json` has, where the release has them. The same set object again costs nothing; a new one has its writer made first. */
  readonly only: ReadonlySet<string>;
  /** Tags whose values are wanted, too. */
  readonly pick: readonly string[];
}

export interface ProfileRelease {
  readonly version: number;
  readonly asOf: number;
  readonly builtAt: number;
  readonly tagIds: readonly string[];
}

/**
 * Profiles by person for the online path. Published by version: readers see the old version whole until `publish`
 * resolves, then the new one whole, also across kill -9 in between. Publishes that are asked for at once run one after
 * the other.
 *
 * An engine that is down rejects with `profile.unavailable`, or gives what it said last where it still knows, marked.
 */
export interface ProfileStore {
  /** `rows` yields tag values in the order of `release.tagIds`. */
  publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void>;
  current(): Promise<ProfileRelease | undefined>;
  find(userId: string): Promise<StoredProfile | undefined>;
  /** In the order asked; at most 500 ids. */
  findMany(userIds: readonly string[]): Promise<readonly (StoredProfile | undefined)[]>;
  /** As `findMany`, with the tags as JSON. */
  findJson(userIds: readonly string[], ask: JsonAsk): Promise<readonly (JsonProfile | undefined)[]>;
  close(): Promise<void>;
}

export interface ProfileRow {
  readonly userId: string;
  readonly values: readonly TagValue[];
}
