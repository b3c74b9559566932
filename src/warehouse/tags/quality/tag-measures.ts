import type { SqlSession } from '../../sql-engine.port.ts';
import type { TagStatistics } from '../measure-tags.ts';
import type { DriftPardon, TagVerdict } from './judge-tag.ts';
import type { Spread } from './spread.ts';

/** What a build notes of one tag beside its statistics. */
export interface JudgedMeasure {
  readonly spread: Spread;
  readonly verdict: TagVerdict;
}

/** Statistics and spread that a build noted of one tag. */
export interface NotedSpread extends Spread {
  readonly statistics: TagStatistics;
}

interface MeasureRow {
  readonly tag: string;
  readonly known: number;
  readonly distinct_values: number | null;
  readonly min_value: number | null;
  readonly max_value: number | null;
  readonly mean_value: number | null;
  readonly spread: string;
}

/** How each tag of a build was spread, by tag. Empty for a build older than this table. */
export async function readSpreads(session: SqlSession, version: number): Promise<ReadonlyMap<string, NotedSpread>> {
  const rows = await session.rows<MeasureRow>('SELECT * FROM tag_measure WHERE version = $1', [version]);
  return new Map(
    rows.map((row) => [row.tag, { ...(JSON.parse(row.spread) as Spread), statistics: statisticsOf(row) }]),
  );
}

function statisticsOf(row: Omit<MeasureRow, 'tag' | 'spread'>): TagStatistics {
  const { known, distinct_values: distinct, min_value: min, max_value: max, mean_value: mean } = row;
  return {
    known,
    ...(distinct === null ? {} : { distinct }),
    ...(min === null ? {} : { min }),
    ...(max === null ? {} : { max }),
    ...(mean === null ? {} : { mean }),
  };
}

export interface BuildMeasures {
  readonly version: number;
  readonly against?: number;
  readonly statistics: Readonly<Record<string, TagStatistics>>;
  readonly measures: ReadonlyMap<string, JudgedMeasure>;
}

/** Notes one row for each tag of a build. */
export async function writeMeasures(session: SqlSession, build: BuildMeasures): Promise<void> {
  const tags = [...build.measures];
  const of = (name: keyof TagStatistics) => tags.map(([tag]) => finite(build.statistics[tag]?.[name]));
  const drifts = tags.map(([, { verdict }]) => verdict.drift ?? null);
  await session.append('tag_measure', {
    version: tags.map(() => build.version),
    tag: tags.map(([tag]) => tag),
    known: tags.map(([tag]) => build.statistics[tag]!.known),
    distinct_values: of('distinct'),
    min_value: of('min'),
    max_value: of('max'),
    mean_value: of('mean'),
    drift: drifts,
    drift_against: drifts.map((drift) => (drift === null ? null : build.against!)),
    drift_pardon: tags.map(([, { verdict }]) => verdict.pardon ?? null),
    spread: tags.map(([, { spread }]) => JSON.stringify(spread)),
  });
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** One tag in one build. */
export interface TagPoint {
  readonly version: number;
  readonly people: number;
  readonly statistics: TagStatistics;
  readonly drift?: number;
  readonly driftAgainst?: number;
  readonly pardon?: DriftPardon;
}

interface PointRow extends Omit<MeasureRow, 'spread'> {
  readonly version: number;
  readonly people: number;
  readonly drift: number | null;
  readonly drift_against: number | null;
  readonly drift_pardon: DriftPardon | null;
}

const POINTS = `SELECT m.version, m.tag, b.people, m.known, m.distinct_values, m.min_value, m.max_value, m.mean_value,
    m.drift, m.drift_against, m.drift_pardon
  FROM tag_measure m JOIN tag_build b ON b.version = m.version`;

/** One tag over all builds that have it, newest first. */
export async function readTagPoints(session: SqlSession, tag: string): Promise<readonly TagPoint[]> {
  const rows = await session.rows<PointRow>(`${POINTS} WHERE m.tag = $1 ORDER BY m.version DESC`, [tag]);
  return rows.map(pointOf);
}

/** Every tag over the builds from a version on, oldest first. */
export async function readPointsSince(
  session: SqlSession,
  version: number,
): Promise<ReadonlyMap<string, readonly TagPoint[]>> {
  const rows = await session.rows<PointRow>(`${POINTS} WHERE m.version >= $1 ORDER BY m.version`, [version]);
  const points = new Map<string, TagPoint[]>();
  for (const row of rows) {
    const known = points.get(row.tag);
    if (known) known.push(pointOf(row));
    else points.set(row.tag, [pointOf(row)]);
  }
  return points;
}

function pointOf(row: PointRow): TagPoint {
  return {
    version: row.version,
    people: row.people,
    statistics: statisticsOf(row),
    ...(row.drift === null ? {} : { drift: row.drift }),
    ...(row.drift_against === null ? {} : { driftAgainst: row.drift_against }),
    ...(row.drift_pardon === null ? {} : { pardon: row.drift_pardon }),
  };
}
