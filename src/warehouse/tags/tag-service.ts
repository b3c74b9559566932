import type { FieldCatalogue } from '../../expression/index.ts';
import type { DayNumber, Instant, JobContext } from '../../kernel/index.ts';
import type { TagDefinition } from './definition.ts';

/** One published build. Its table has `user_key` and a column named after each tag, one row for every person of `dim_user`. */
export interface TagRelease {
  readonly version: number;
  readonly asOf: DayNumber;
  readonly builtAt: Instant;
  readonly people: number;
  readonly durationMs: number;
  /**
   * `tags_v<version>`. Column types: integer INTEGER, number DOUBLE, money BIGINT, boolean BOOLEAN, category VARCHAR,
   * categories VARCHAR[], date DATE; NULL is unknown. Ordered by `user_key`, which is dense from 0.
   */
  readonly table: string;
  /** By tag id: share of people for whom it is known, 0 to 1. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Definitions as they were at the build; its columns. */
  readonly definitions: readonly CataloguedTag[];
}

export interface CataloguedTag extends TagDefinition {
  readonly origin: 'shipped' | 'mapping' | 'operator';
}

/** The tag catalogue of one folder and its builds. */
export interface TagService {
  /** Shipped tags, attributes that mappings declared, and operators' own; by category, then id. */
  definitions(): Promise<readonly CataloguedTag[]>;
  /** What expressions may name: the tags of the current release (of the definitions before the first build) and the events. */
  fieldCatalogue(): Promise<FieldCatalogue>;
  /** Adds or replaces definitions; throws `tag.invalid`, `tag.unknown-input`, `tag.cycle`. */
  define(definitions: readonly TagDefinition[], origin: 'mapping' | 'operator'): Promise<void>;
  /** Newest published release, or undefined before the first build. Cheap: held in memory. */
  current(): TagRelease | undefined;
  /** Newest first, tables that are still readable only. */
  releases(): Promise<readonly TagRelease[]>;
  /** Builds every tag as of the start of a business day, then publishes; listeners run before it resolves. */
  build(asOf: DayNumber, job: JobContext): Promise<TagRelease>;
  /** Called with each release after it is complete and before `build` resolves (publish profiles, load columns). */
  onRelease(listener: (release: TagRelease, job: JobContext) => Promise<void>): void;
}
