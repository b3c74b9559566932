import type { Readable } from 'node:stream';
import type { Expression, FieldCatalogue } from '../../expression/index.ts';
import type { AudienceId, DayNumber, Instant, JobContext, SnapshotId, UserId } from '../../kernel/index.ts';
import type { Distribution, ReleaseChoice, TagRelease } from '../../warehouse/tags/index.ts';
import type { Holds, MemberPage, PartCount, ValueCount } from './audience-index.port.ts';

/** Text form, or a tree from outside; neither is trusted. */
export type ExpressionInput = string | Expression;

/** As of when an answer holds: the tag build that it was computed from, and the moment of the answer. */
export interface AudienceFreshness {
  readonly asOf: DayNumber;
  readonly tagVersion: number;
  readonly at: Instant;
}

export interface AudienceCount {
  readonly count: number;
  readonly population: number;
  /** Canonical text. */
  readonly text: string;
  readonly parts: readonly PartCount[];
  readonly freshness: AudienceFreshness;
}

export interface AudienceMembers {
  readonly userIds: readonly UserId[];
  readonly count: number;
  readonly next?: string;
  readonly freshness: AudienceFreshness;
}

export interface AudienceExplanation {
  readonly tree: Expression;
  readonly text: string;
  readonly sql: string;
  readonly parts: readonly (PartCount & { readonly text: string; readonly holds?: Holds })[];
  readonly freshness: AudienceFreshness;
}

export interface AudienceDistribution {
  readonly tag: string;
  readonly distribution: Distribution;
  /** Of everyone, bin by bin. */
  readonly base: readonly number[];
  readonly freshness: AudienceFreshness;
}

/** A saved expression. */
export interface Audience {
  readonly id: AudienceId;
  readonly title: string;
  readonly tree: Expression;
  /** Canonical text of the tree. */
  readonly text: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface AudienceDraft {
  readonly title?: string;
  readonly expression: ExpressionInput;
  /** 0: must be new. Without it the newest is overwritten. */
  readonly expectedVersion?: number;
}

/** Members of an audience at one moment, immutable. `id` is `<audience>@<n>`, so it can never be an audience's. */
export interface AudienceSnapshot {
  readonly id: SnapshotId;
  readonly audienceId: AudienceId;
  readonly tree: Expression;
  readonly text: string;
  readonly tagVersion: number;
  readonly asOf: DayNumber;
  readonly count: number;
  /** Over tree, tag version, as-of day and the sorted ids: equal hashes mean equal snapshots. */
  readonly sha256: string;
  readonly frozenAt: Instant;
}

export type ExportFormat = 'csv' | 'parquet';

export interface AudienceFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Readable;
}

export interface ListReceipt {
  /** Different ids that were given. */
  readonly given: number;
  /** Of them, people that the warehouse knows. */
  readonly known: number;
}

/** Audiences: who an expression finds, saved expressions and frozen members. */
export interface AudienceService {
  /**
   * Exact, with the count of each part. Throws `expression.*`, `tags.not-built`, `audience.not-found`, `list.not-found`.
   * With `at` by an older build of the tags: its definitions and values, and the facts before its as-of day as they are
   * known today; audiences and lists that the expression names are today's. Throws what `TagService.findRelease` does.
   */
  count(input: ExpressionInput, at?: ReleaseChoice): Promise<AudienceCount>;
  members(input: ExpressionInput, page: MemberPage, at?: ReleaseChoice): Promise<AudienceMembers>;
  /** With `userId`, also which parts hold for that person. Throws `person.not-found`. */
  explain(input: ExpressionInput, userId?: string): Promise<AudienceExplanation>;
  distribution(input: ExpressionInput, tag: string): Promise<AudienceDistribution>;
  /** For builders: values of a tag with counts, most frequent first. */
  fieldValues(tag: string, search: string, limit: number): Promise<readonly ValueCount[]>;
  /** Events and their fields that `did` can ask about. */
  events(): Promise<FieldCatalogue['events']>;

  list(): Promise<readonly Audience[]>;
  /** Throws `audience.not-found`. */
  get(id: string): Promise<Audience>;
  /** Throws `audience.conflict`, `audience.cycle`. */
  save(id: string, draft: AudienceDraft): Promise<Audience>;
  /** Whether there was one; its snapshots stay. Throws `audience.in-use` while another audience refers to it. */
  remove(id: string): Promise<boolean>;

  freeze(id: string): Promise<AudienceSnapshot>;
  /** Newest first. */
  snapshots(audienceId: string): Promise<readonly AudienceSnapshot[]>;
  /** Throws `snapshot.not-found`. */
  getSnapshot(id: string): Promise<AudienceSnapshot>;
  /** In code-point order of ids. Kept in memory for the snapshots used last. Throws `snapshot.not-found`. */
  snapshotMembers(id: string): Promise<readonly UserId[]>;
  /** Cheap after the first call for a snapshot: the online path may ask. Throws `snapshot.not-found`. */
  isInSnapshot(id: string, userId: UserId): Promise<boolean>;
  /** Members of a snapshot as a stream; for an audience its newest snapshot, frozen now if there is none. */
  exportMembers(id: string, format: ExportFormat): Promise<AudienceFile>;

  /** Replaces the list's people. Ids that nobody has yet count from when they appear and tags are built. */
  putList(id: string, userIds: readonly string[]): Promise<ListReceipt>;
  /** By id, with how many different ids each was given. */
  lists(): Promise<readonly { readonly id: string; readonly given: number }[]>;

  /** Makes a release the one that answers; hand it to `TagService.onRelease`. */
  load(release: TagRelease, job: JobContext): Promise<void>;
}
