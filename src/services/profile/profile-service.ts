import type { JobContext, UserId } from '../../kernel/index.ts';
import type { CataloguedTag, TagRelease } from '../../warehouse/tags/index.ts';
import type { StoredProfile, TagValue } from './profile-store.port.ts';

/** All batch tags of one person; `tags` by id, null is unknown. */
export interface Profile extends StoredProfile {
  readonly userId: UserId;
}

/** One tag of one person with how far it can be trusted in time. */
export interface ProfileTag {
  readonly id: string;
  readonly value: TagValue;
  readonly freshness: CataloguedTag['freshness'];
  /** As-of day number of the build that it comes from. */
  readonly asOf: number;
  /** Older than its freshness allows by the folder's clock: a daily tag lives for the as-of day and the next. */
  readonly isStale: boolean;
}

/** All tags of a person for the online path. */
export interface ProfileService {
  /** Undefined for who is in no published build. */
  find(userId: UserId): Promise<Profile | undefined>;
  /** Throws `person.not-found`. */
  get(userId: UserId): Promise<Profile>;
  /** In the order asked; at most 500, all of one version. Throws `request.invalid` beyond. */
  findMany(userIds: readonly UserId[]): Promise<readonly (Profile | undefined)[]>;
  /** The profile's tags with their freshness, in catalogue order. */
  describe(profile: Profile): readonly ProfileTag[];
  /** Publishes a tag release to the store: readers see the version before until it is whole. */
  publish(release: TagRelease, job: JobContext): Promise<void>;
  /** Publishes the current release if the store has another: heals what a stop between build and publish left. */
  catchUp(job: JobContext): Promise<void>;
}
