import type { SqlSession } from '../sql-engine.port.ts';
import type { TagStatistics } from './measure-tags.ts';
import type { CataloguedTag, TagBuild, TagRelease } from './tag-service.ts';

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

export const tableOf = (version: number): string => `tags_v${version}`;

export async function nextVersion(session: SqlSession): Promise<number> {
  const [row] = await session.rows<{ version: number }>(
    'SELECT coalesce(max(version), 0) + 1 AS version FROM tag_build',
  );
  return row!.version;
}

export async function writeBuild(session: SqlSession, row: BuildRow): Promise<void> {
  const columns = Object.entries(row).map(([name, value]) => [name, [value]] as const);
  await session.append('tag_build', Object.fromEntries(columns));
}

/** All builds, newest first. */
export async function readHistory(session: SqlSession): Promise<readonly TagBuild[]> {
  const rows = await session.rows<BuildRow>('SELECT * FROM tag_build ORDER BY version DESC');
  return rows.map(buildFromRow);
}

/** Builds whose table is there, newest first. */
export async function readReleases(session: SqlSession): Promise<readonly TagRelease[]> {
  const tables = await session.rows<{ table_name: string }>(
    "SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'tags_v')",
  );
  const readable = new Set(tables.map(({ table_name }) => table_name));
  const builds = await readHistory(session);
  return builds
    .map((build) => ({ ...build, table: tableOf(build.version) }))
    .filter(({ table }) => readable.has(table));
}

export function buildFromRow(row: BuildRow): TagBuild {
  const statistics = JSON.parse(row.statistics) as Record<string, TagStatistics>;
  const coverage = Object.entries(statistics).map(([id, { known }]) => [id, row.people === 0 ? 0 : known / row.people]);
  return {
    version: row.version,
    asOf: row.as_of,
    builtAt: row.built_at,
    people: row.people,
    durationMs: row.duration_ms,
    coverage: Object.fromEntries(coverage) as Record<string, number>,
    definitions: JSON.parse(row.catalogue) as readonly CataloguedTag[],
  };
}
