import type { Expression } from '../../expression/index.ts';
import type { JobContext, UserId } from '../../kernel/index.ts';
import type { Distribution, DistributionBin, TagRelease } from '../../warehouse/tags/index.ts';

/** An expression with everything that it refers to: trees of audiences and people of lists, by id. */
export interface AudienceQuery {
  readonly tree: Expression;
  readonly audiences: ReadonlyMap<string, Expression>;
  /** Dense `user_key`s, in any order. */
  readonly lists: ReadonlyMap<string, Uint32Array>;
}

/** Count of one part of the tree, by path: `""` the whole, `"0"` its first part, `"0.1"` … */
export interface PartCount {
  readonly path: string;
  readonly count: number;
}

export interface CountAnswer {
  readonly release: TagRelease;
  readonly count: number;
  readonly population: number;
  readonly parts: readonly PartCount[];
}

/** What a part of the tree says of one person. */
export type Holds = 'yes' | 'no' | 'unknown';

export interface PartHolds {
  readonly path: string;
  readonly holds: Holds;
}

export interface MemberPage {
  readonly limit: number;
  /** Only ids after this one, by code point. */
  readonly after?: string;
}

export interface MembersAnswer {
  readonly release: TagRelease;
  /** By code point. */
  readonly userIds: readonly UserId[];
  readonly count: number;
  /** Goes into `after` for the next page; absent on the last one. */
  readonly next?: string;
}

/** All members, in the code-point order of their ids. */
export interface SelectionAnswer {
  readonly release: TagRelease;
  readonly userIds: readonly UserId[];
  readonly userKeys: Uint32Array;
}

export interface DistributionAnswer {
  readonly release: TagRelease;
  readonly distribution: Distribution;
  /** Of everyone, bin by bin. */
  readonly base: readonly number[];
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/**
 * Audiences over one tag release. Trees have passed `checkExpression` against the release's catalogue.
 *
 * Every implementation gives the same exact answers: comparisons with unknown are unknown (Kleene), behaviours see the
 * facts before the as-of day, and a member is who the whole tree is true for. An answer is of one release, which it names.
 * Before the first `load` every question rejects with `tags.not-built`.
 */
export interface AudienceIndex {
  /** Reads a release; questions go to the one before until this resolves. */
  load(release: TagRelease, job: JobContext): Promise<void>;
  count(query: AudienceQuery): Promise<CountAnswer>;
  members(query: AudienceQuery, page: MemberPage): Promise<MembersAnswer>;
  select(query: AudienceQuery): Promise<SelectionAnswer>;
  /** What each part says of one person; undefined for who is not in the release. */
  holds(query: AudienceQuery, userId: string): Promise<readonly PartHolds[] | undefined>;
  /** How a tag spreads among the members, beside everyone, over the bins of its distribution among everyone. */
  distribution(query: AudienceQuery, tag: string, bins: readonly DistributionBin[]): Promise<DistributionAnswer>;
  /** Values of a tag that contain a text, most frequent first. */
  values(tag: string, search: string, limit: number): Promise<readonly ValueCount[]>;
}
