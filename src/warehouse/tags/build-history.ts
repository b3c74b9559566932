import type { SqlSession } from '../sql-engine.port.ts';
import type { TagStatistics } from './measure-tags.ts';
import type { QualityProblem } from './quality/judge-tag.ts';
import type { BuildDecision, BuildState, CataloguedTag, TagBuild, TagRelease } from './tag-service.ts';

/** One row of `tag_build`. */
export interface BuildRow {
  readonly version: number;
  readonly as_of: number;
  readonly built_at: number;
  readonly people: number;
  readonly duration_ms: number;
  readonly catalogue: string;
  readonly statistics: string;
}

/** The newest state of one build: a row of `tag_build_state`. */
interface StateRow {
  readonly state: BuildState;
  readonly publication: number | null;
  readonly stored_as: TagBuild['storedAs'];
  readonly problems: string;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly reason: string | null;
}

/** A build with its place in the order of publishing; the highest is served. */
export interface NotedBuild extends TagBuild {
  readonly publication?: number;
}

export const tableOf = (version: number): string => `tags_v${version}`;

export async function nextVersion(session: SqlSession): Promise<number> {
  const [row] = await session.rows<{ version: number }>(
    'SELECT coalesce(max(version), 0) + 1 AS version FROM tag_build',
  );
  return row!.version;
}

export async function nextPublication(session: SqlSession): Promise<number> {
  const [row] = await session.rows<{ next: number }>(
    'SELECT coalesce(max(publication), 0) + 1 AS next FROM tag_build_state',
  );
  return row!.next;
}

export async function writeBuild(session: SqlSession, row: BuildRow): Promise<void> {
  const columns = Object.entries(row).map(([name, value]) => [name, [value]] as const);
  await session.append('tag_build', Object.fromEntries(columns));
}

/** Replaces what is noted of a build's state. */
export async function writeState(session: SqlSession, build: NotedBuild): Promise<void> {
  await session.run('DELETE FROM tag_build_state WHERE version = $1', [build.version]);
  await session.append('tag_build_state', {
    version: [build.version],
    state: [build.state],
    publication: [build.publication ?? null],
    stored_as: [build.storedAs],
    problems: [JSON.stringify(build.problems)],
    decided_by: [build.decision?.by ?? null],
    decided_at: [build.decision?.at ?? null],
    reason: [build.decision?.reason ?? null],
  });
}

/** Builds of a folder older than the state of builds were all published, in their order. */
export async function noteOlderBuilds(session: SqlSession): Promise<void> {
  await session.run(`INSERT INTO tag_build_state (version, state, publication, stored_as, problems)
    SELECT version, 'published', version,
      CASE WHEN 'tags_v' || version IN (SELECT table_name FROM duckdb_tables()) THEN 'table' ELSE 'nothing' END, '[]'
    FROM tag_build WHERE version NOT IN (SELECT version FROM tag_build_state)`);
}

const BUILDS = 'SELECT * FROM tag_build JOIN tag_build_state USING (version)';

/** All builds, newest first; with a limit the newest so many. */
export async function readHistory(session: SqlSession, limit = 1_000_000): Promise<readonly NotedBuild[]> {
  const rows = await session.rows<BuildRow & StateRow>(`${BUILDS} ORDER BY version DESC LIMIT ${limit}`);
  return rows.map(buildFromRow);
}

export async function findBuild(session: SqlSession, version: number): Promise<NotedBuild | undefined> {
  const [row] = await session.rows<BuildRow & StateRow>(`${BUILDS} WHERE version = $1`, [version]);
  return row && buildFromRow(row);
}

/** What tells builds from one another, without what is heavy. */
export type BuildSummary = Pick<NotedBuild, 'version' | 'asOf' | 'state' | 'publication' | 'storedAs'>;

/** All builds, newest first, without definitions and figures. */
export async function summariseBuilds(session: SqlSession): Promise<readonly BuildSummary[]> {
  const rows = await session.rows<Pick<BuildRow, 'version' | 'as_of'> & StateRow>(
    `SELECT b.version, b.as_of, s.state, s.publication, s.stored_as
     FROM tag_build b JOIN tag_build_state s USING (version) ORDER BY b.version DESC`,
  );
  return rows.map((row) => ({
    version: row.version,
    asOf: row.as_of,
    state: row.state,
    storedAs: row.stored_as,
    ...(row.publication === null ? {} : { publication: row.publication }),
  }));
}

/** The build that was published last: the one that is served. Undefined before the first. */
export function findServed<Build extends Pick<NotedBuild, 'publication'>>(builds: readonly Build[]): Build | undefined {
  return builds.reduce<Build | undefined>(
    (served, build) => ((build.publication ?? 0) > (served?.publication ?? 0) ? build : served),
    undefined,
  );
}

/** A build as what its values are read by. The build has values. */
export function releaseOf({ publication: _, ...build }: NotedBuild): TagRelease {
  return { ...build, table: tableOf(build.version) };
}

function buildFromRow(row: BuildRow & StateRow): NotedBuild {
  const decision: BuildDecision | undefined =
    row.decided_by === null || row.decided_at === null
      ? undefined
      : { by: row.decided_by, at: row.decided_at, reason: row.reason ?? '' };
  return {
    version: row.version,
    asOf: row.as_of,
    builtAt: row.built_at,
    people: row.people,
    durationMs: row.duration_ms,
    coverage: coverageOf(row),
    definitions: JSON.parse(row.catalogue) as readonly CataloguedTag[],
    state: row.state,
    problems: JSON.parse(row.problems) as readonly QualityProblem[],
    ...(decision && { decision }),
    storedAs: row.stored_as,
    ...(row.publication === null ? {} : { publication: row.publication }),
  };
}

export function coverageOf({ people, statistics }: Pick<BuildRow, 'people' | 'statistics'>): TagBuild['coverage'] {
  const known = Object.entries(JSON.parse(statistics) as Record<string, TagStatistics>);
  return Object.fromEntries(known.map(([id, { known }]) => [id, people === 0 ? 0 : known / people]));
}
