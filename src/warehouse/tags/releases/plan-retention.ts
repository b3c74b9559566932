import { isoDay } from '../../../kernel/index.ts';
import type { BuildSummary } from '../build-history.ts';

/** How long the values of builds stay readable. Days and months are counted back from the newest published as-of day. */
export interface RetentionSettings {
  /** Newest published builds that stay tables of the warehouse, from 1. Default 3. */
  readonly keepTables: number;
  /** Days of which the last build of each as-of day stays readable, as a Parquet file. Default 35. */
  readonly keepDays: number;
  /** Months of which the last build stays readable after that. Default 36; 0 keeps none. */
  readonly keepMonths: number;
}

export const DEFAULT_RETENTION: RetentionSettings = { keepTables: 3, keepDays: 35, keepMonths: 36 };

/** Where the values of each build belong, by version. A build that is served or held stays where it is; history is kept for ever. */
export function planRetention(
  builds: readonly BuildSummary[],
  settings: RetentionSettings,
): ReadonlyMap<number, BuildSummary['storedAs']> {
  const published = builds.filter(({ state }) => state === 'published').sort((a, b) => b.version - a.version);
  const served = Math.max(0, ...published.map(({ publication }) => publication ?? 0));
  const newestDay = Math.max(...published.map(({ asOf }) => asOf));
  const tables = new Set(published.slice(0, settings.keepTables));
  const files = new Set([
    ...lastOf(published, ({ asOf }) => (asOf > newestDay - settings.keepDays ? isoDay(asOf) : undefined)),
    ...lastOf(published, ({ asOf }) =>
      monthsBetween(asOf, newestDay) < settings.keepMonths ? monthOf(asOf) : undefined,
    ),
  ]);
  return new Map(
    builds.map((build) => {
      const stays = build.state === 'held' || (served > 0 && build.publication === served) || tables.has(build);
      if (stays) return [build.version, build.storedAs];
      return [build.version, build.storedAs !== 'nothing' && files.has(build) ? 'file' : 'nothing'];
    }),
  );
}

/** For each key the build with the latest as-of day, of those the one published last. */
function lastOf(
  builds: readonly BuildSummary[],
  keyOf: (build: BuildSummary) => string | undefined,
): readonly BuildSummary[] {
  const last = new Map<string, BuildSummary>();
  for (const build of builds) {
    const key = keyOf(build);
    if (key === undefined) continue;
    const known = last.get(key);
    if (!known || isLater(build, known)) last.set(key, build);
  }
  return [...last.values()];
}

const isLater = (a: BuildSummary, b: BuildSummary): boolean =>
  a.asOf - b.asOf > 0 || (a.asOf === b.asOf && (a.publication ?? 0) > (b.publication ?? 0));

const monthOf = (day: number): string => isoDay(day).slice(0, 7);

function monthsBetween(day: number, later: number): number {
  const number = (iso: string) => 12 * Number(iso.slice(0, 4)) + Number(iso.slice(5, 7));
  return number(isoDay(later)) - number(isoDay(day));
}
