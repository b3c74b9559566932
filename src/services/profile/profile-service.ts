import type { Instant, JobContext, UserId } from '../../kernel/index.ts';
import type { CataloguedTag, TagRelease } from '../../warehouse/tags/index.ts';
import type { StoredProfile, TagValue } from './profile-store.port.ts';
import type { TagReader } from './tag-reader.ts';

/** All tags of one person: those of the build, with what facts since then add to the live ones. */
export interface Profile extends StoredProfile {
  readonly userId: UserId;
  /** Left out where the release has no live tags. */
  readonly live?: LiveState;
}

/** How far the live tags of a profile go. */
export interface LiveState {
  readonly tagIds: readonly string[];
  /** Their value is that of the build as of this day plus all facts of this day and later; late facts of the days before come with the next build. */
  readonly since: number;
  /** All facts that were there at this moment are in. */
  readonly countedAt: Instant;
}

/** One tag of one person with how far it can be trusted in time. */
export interface ProfileTag {
  readonly id: string;
  readonly value: TagValue;
  readonly freshness: CataloguedTag['freshness'];
  /** `live`: build and live part together. */
  readonly source: 'batch' | 'live';
  /** As-of day number of the build that it comes from. */
  readonly asOf: number;
  /**
   * Older than its freshness allows by the folder's clock: a daily tag lives for the as-of day and the next, a live one
   * for five seconds after it was last counted; or the store is down and said so before that.
   */
  readonly isStale: boolean;
}

export interface ProfileView {
  readonly tags: readonly ProfileTag[];
  /** Tags that the caller may not read, by id: they are in the profile, known or not. */
  readonly withheld: readonly string[];
}

/** All tags of a person for the online path. */
export interface ProfileService {
  /** Undefined for who is in no published build. Throws `profile.unavailable` where the store is down and nothing is known of before. */
  find(userId: UserId): Promise<Profile | undefined>;
  /** Throws `person.not-found`. */
  get(userId: UserId): Promise<Profile>;
  /** In the order asked; at most 500, all of one version. Throws `request.invalid` beyond. */
  findMany(userIds: readonly UserId[]): Promise<readonly (Profile | undefined)[]>;
  /** The profile's tags with their freshness, in catalogue order, but those that the caller may not read. */
  describe(profile: Profile, reader: TagReader): ProfileView;
  /**
   * Profiles as JSON documents, the fast way: `userId`, `version`, `asOf`, `builtAt`, `stale`, `tags` (batch tags by id),
   * `live` (live tags by id, `since` and `countedAt`) where there are some, and `withheld`. At most 500.
   */
  json(userIds: readonly UserId[], reader: TagReader): Promise<readonly (Uint8Array | undefined)[]>;
  /** Brings live tags up to the facts that are committed by now; without live tags it costs nothing. */
  refreshLive(): Promise<void>;
  /** Resolves when nothing is being counted or published. */
  close(): Promise<void>;
  /** Publishes a tag release to the store: readers see the version before until it is whole. */
  publish(release: TagRelease, job: JobContext): Promise<void>;
  /**
   * Publishes the current release if the store has another, after what is being published: heals what a stop between
   * build and publish left, and a store that was down or lost its data. Says whether there was anything to do.
   */
  catchUp(job: JobContext): Promise<boolean>;
}
