import type { Literal } from '../../expression/index.ts';

export type TagValue = Literal | readonly string[] | null;

/** All batch tags of one person, from one published version. */
export interface StoredProfile {
  readonly version: number;
  /** As-of day number of the build. */
  readonly asOf: number;
  /** Epoch milliseconds at which the build finished. */
  readonly builtAt: number;
  /** By tag id; null is unknown. */
  readonly tags: Readonly<Record<string, TagValue>>;
}

export interface ProfileRelease {
  readonly version: number;
  readonly asOf: number;
  readonly builtAt: number;
  readonly tagIds: readonly string[];
}

/**
 * Profiles by person for the online path. Published by version: readers see the old version whole until `publish`
 * resolves, then the new one whole, also across kill -9 in between.
 */
export interface ProfileStore {
  /** `rows` yields tag values in the order of `release.tagIds`. */
  publish(release: ProfileRelease, rows: AsyncIterable<ProfileRow> | Iterable<ProfileRow>): Promise<void>;
  current(): Promise<ProfileRelease | undefined>;
  find(userId: string): Promise<StoredProfile | undefined>;
  /** In the order asked; at most 500 ids. */
  findMany(userIds: readonly string[]): Promise<readonly (StoredProfile | undefined)[]>;
  close(): Promise<void>;
}

export interface ProfileRow {
  readonly userId: string;
  readonly values: readonly TagValue[];
}
