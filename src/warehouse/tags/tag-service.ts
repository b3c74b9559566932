import type { FieldCatalogue } from '../../expression/index.ts';
import type { DayNumber, Instant, JobContext } from '../../kernel/index.ts';
import type { TagDefinition } from './definition.ts';
import type { Distribution } from './distribution.ts';

/** One build as the history keeps it, also when its table has been dropped. */
export interface TagBuild {
  readonly version: number;
  readonly asOf: DayNumber;
  readonly builtAt: Instant;
  readonly people: number;
  readonly durationMs: number;
  /** By tag id: share of people for whom it is known, 0 to 1. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Definitions as they were at the build; its columns. */
  readonly definitions: readonly CataloguedTag[];
}

/** One published build. Its table has `user_key` and a column named after each tag, one row for every person of `dim_user`. */
export interface TagRelease extends TagBuild {
  /**
   * `tags_v<version>`. Column types: integer INTEGER, number DOUBLE, money BIGINT, boolean BOOLEAN, category VARCHAR,
   * categories VARCHAR[], date DATE; NULL is unknown. Ordered by `user_key`, which is dense from 0.
   */
  readonly table: string;
}

export interface CataloguedTag extends TagDefinition {
  readonly origin: 'shipped' | 'mapping' | 'operator';
}

/** One row of a release: null is unknown, money minor units, a date a day number. */
export interface TaggedPerson {
  readonly userId: string;
  readonly values: readonly (number | string | boolean | readonly string[] | null)[];
}

/** Derived from the definitions, never typed. */
export interface TagLineage {
  /** Tables of the warehouse and tags that it is computed from. */
  readonly inputs: readonly string[];
  /** Tags computed from it. */
  readonly usedBy: readonly string[];
}

/** What a definition would give, before it is saved. */
export interface TagTrial {
  readonly tag: CataloguedTag;
  readonly inputs: TagLineage['inputs'];
  readonly asOf: DayNumber;
  readonly distribution: Distribution;
  readonly durationMs: number;
}

/** The tag catalogue of one folder and its builds. */
export interface TagService {
  /** Shipped tags, attributes that mappings declared, and operators' own; by category, then id. */
  definitions(): Promise<readonly CataloguedTag[]>;
  /** Of every tag, by id. */
  lineage(): Promise<ReadonlyMap<string, TagLineage>>;
  /** What expressions may name: the tags of the current release (of the definitions before the first build) and the events. */
  fieldCatalogue(): Promise<FieldCatalogue>;
  /** Adds or replaces definitions; throws `tag.invalid`, `tag.unknown-input`, `tag.cycle`. */
  define(definitions: readonly TagDefinition[], origin: 'mapping' | 'operator'): Promise<void>;
  /** Newest published release, or undefined before the first build. Cheap: held in memory. */
  current(): TagRelease | undefined;
  /** Newest first, tables that are still readable only. */
  releases(): Promise<readonly TagRelease[]>;
  /** Every person of a release with the values of its tags in the order of its definitions, by `user_key`. */
  people(release: TagRelease): AsyncIterable<TaggedPerson>;
  /** All builds ever, newest first. */
  history(): Promise<readonly TagBuild[]>;
  /**
   * Builds every tag as of the start of a business day, then publishes; listeners run before it resolves. A build that
   * fails leaves the release before as it was; builds that are asked for at once run one after the other.
   */
  build(asOf: DayNumber, job: JobContext): Promise<TagRelease>;
  /** Dry run: computes one definition as of the current release's day (today before the first build); nothing is kept. */
  test(definition: TagDefinition): Promise<TagTrial>;
  /** Distribution of one tag in the current release; undefined before the first build or for a tag that is newer than it. Throws `tag.not-found`. */
  distribution(id: string): Promise<Distribution | undefined>;
  /** Called with each release after it is complete and before `build` resolves (publish profiles, load columns). */
  onRelease(listener: (release: TagRelease, job: JobContext) => Promise<void>): void;
}
