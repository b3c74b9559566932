import type { FieldCatalogue } from '../../expression/index.ts';
import type { DayNumber, Instant, JobContext } from '../../kernel/index.ts';
import type { TagDefinition } from './definition.ts';
import type { Distribution } from './distribution.ts';
import type { LineageGraph } from './lineage-graph.ts';
import type { TagLineage } from './plan-tags.ts';
import type { QualityProblem } from './quality/judge-tag.ts';
import type { TagQuality } from './quality/quality-rules.ts';
import type { TagPoint } from './quality/tag-measures.ts';
import type { ListTagUsers, TagUser } from './tag-users.ts';

/** A build that keeps to its quality rules is published; another is held until an operator publishes or discards it. */
export type BuildState = 'published' | 'held' | 'discarded';

/** One build as the history keeps it, also when its values are gone. */
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
  readonly state: BuildState;
  /** Rules that it broke, in the order of its definitions. A published build with problems was published by hand. */
  readonly problems: readonly QualityProblem[];
  /** What an operator, or the system itself, decided about it. */
  readonly decision?: BuildDecision;
  /** Where its values are: in the warehouse, as a Parquet file of the folder, or no more. */
  readonly storedAs: 'table' | 'file' | 'nothing';
}

export interface BuildDecision {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

/** A build whose values can be read. Its table has `user_key` and a column named after each tag, one row for every person of `dim_user` then. */
export interface TagRelease extends TagBuild {
  /**
   * `tags_v<version>`: a table, or a view of the build's file. Column types: integer INTEGER, number DOUBLE, money
   * BIGINT, boolean BOOLEAN, category VARCHAR, categories VARCHAR[], date DATE; NULL is unknown. `user_key` has
   * gaps where people were merged or erased; a table stands in its order.
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

/** What a definition would give, before it is saved. */
export interface TagTrial {
  readonly tag: CataloguedTag;
  readonly inputs: TagLineage['inputs'];
  readonly asOf: DayNumber;
  /** Of the people of the sample. */
  readonly distribution: Distribution;
  readonly durationMs: number;
  readonly cost: TagCost;
}

/** What a tag costs in each build. */
export interface TagCost {
  /** Tables that it and the tags below it read, with their rows. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly rowsScanned: number;
  /** People that the trial was computed for, of all there are. */
  readonly sampledPeople: number;
  readonly people: number;
  /** What a build of it and the tags below it alone would take: the trial's time, grown to everyone. */
  readonly estimatedMs: number;
}

/** Who did something, and why; kept in the facts as an operator's action. */
export interface Order {
  readonly by: string;
  readonly reason: string;
}

/** A tag that is in the catalogue no more. */
export interface RetiredTag {
  readonly tag: CataloguedTag;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

/** Which build is meant: one version, or the one that was published as of a day or before. Without either the one that is served. */
export interface ReleaseChoice {
  readonly version?: number;
  readonly asOf?: DayNumber;
}

/** The tag catalogue of one folder and its builds. */
export interface TagService {
  /** Shipped tags, attributes that mappings declared, and operators' own, without retired ones; by category, then id. `quality` is what an operator set, else the definition's own. */
  definitions(): Promise<readonly CataloguedTag[]>;
  /** Of every tag, by id; of a release as its definitions were. */
  lineage(release?: TagRelease): Promise<ReadonlyMap<string, TagLineage>>;
  /** Facts → tags → audiences, flows, campaigns and metrics; around one tag (throws `tag.not-found`) or whole. */
  graph(tag?: string): Promise<LineageGraph>;
  /** What expressions may name: the tags of a release (by default the current one, without retired tags; of the definitions before the first build) and the events. */
  fieldCatalogue(release?: TagRelease): Promise<FieldCatalogue>;
  /**
   * Adds or replaces definitions; throws `tag.invalid`, `tag.unknown-input`, `tag.cycle`. An operator's definition of a
   * retired tag is refused (`tag.retired`), a mapping's is kept and stays retired. `by` is who it is for the facts.
   */
  define(definitions: readonly TagDefinition[], origin: 'mapping' | 'operator', by?: string): Promise<void>;
  /** Takes a tag out of the catalogue; builds that have it keep it. Throws `tag.not-found`, `tag.in-use` naming the users. */
  retire(id: string, order: Order): Promise<void>;
  /** Throws `tag.not-found` for what was never retired, and what `define` throws where its inputs are gone. */
  restore(id: string, order: Order): Promise<void>;
  retired(): Promise<readonly RetiredTag[]>;
  /** Sets the quality rules of a tag, whatever its definition says; undefined gives them back to the definition. Throws `tag.not-found`, `tag.invalid`. */
  setQuality(id: string, quality: TagQuality | undefined, order: Order): Promise<void>;
  /** What uses tags beyond tags, as the services told. */
  users(): Promise<readonly TagUser[]>;
  /** Lets a service tell what of it uses tags. */
  addUsers(list: ListTagUsers): void;

  /** The release that is served, or undefined before the first build. Cheap: held in memory. */
  current(): TagRelease | undefined;
  /** Newest first, published builds that are still readable only. */
  releases(): Promise<readonly TagRelease[]>;
  /** Throws `tags.build-not-found`, `tags.build-gone`, `tags.none-as-of`, and `tags.not-built` before the first build. */
  findRelease(choice: ReleaseChoice): Promise<TagRelease>;
  /** Every person of a release with the values of its tags in the order of its definitions, by `user_key`. */
  people(release: TagRelease): AsyncIterable<TaggedPerson>;
  /** One person of a release. */
  person(release: TagRelease, userId: string): Promise<TaggedPerson | undefined>;
  /** All builds, newest first; with a limit the newest so many. */
  history(limit?: number): Promise<readonly TagBuild[]>;
  /** One tag over all builds that have it, newest first. Throws `tag.not-found` for what no build has and the catalogue neither. */
  historyOf(tag: string): Promise<readonly TagPoint[]>;
  /** Every tag over the newest builds, oldest first, by tag. */
  recentHistory(builds: number): Promise<ReadonlyMap<string, readonly TagPoint[]>>;
  /**
   * Builds every tag as of the start of a business day, then publishes it if it keeps to its quality rules; listeners
   * run before it resolves. One that does not is held: `state` and `problems` say so, and the release before stays
   * current. A build that fails leaves everything as it was; builds that are asked for at once run one after the other.
   */
  build(asOf: DayNumber, job: JobContext): Promise<TagRelease>;
  /**
   * Makes a build the served one, held or published before: so also the way back to an older one. Throws
   * `tags.build-not-found`, `tags.build-gone`.
   */
  publish(version: number, order: Order, job: JobContext): Promise<TagRelease>;
  /** Gives up a held build and its values. Throws `tags.build-not-found`, `tags.build-not-held`. */
  discard(version: number, order: Order): Promise<TagBuild>;
  /** Dry run: computes one definition as of the current release's day (today before the first build) for a sample of people; nothing is kept. */
  test(definition: TagDefinition): Promise<TagTrial>;
  /** Distribution of one tag in a release, by default the current one; undefined before the first build or for a tag that the release has not. Throws `tag.not-found`. */
  distribution(id: string, release?: TagRelease): Promise<Distribution | undefined>;
  /** Drops what builds have kept of facts beside the warehouse: after an erase the next one reads everything anew. */
  forgetFacts(): Promise<void>;
  /** Called with each release after it is published and before `build` resolves (publish profiles, load columns). */
  onRelease(listener: (release: TagRelease, job: JobContext) => Promise<void>): void;
}
