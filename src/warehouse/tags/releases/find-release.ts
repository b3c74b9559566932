import { isoDay, TesseraError } from '../../../kernel/index.ts';
import type { SqlSession } from '../../sql-engine.port.ts';
import { type BuildSummary, findBuild, findServed, readHistory, releaseOf, summariseBuilds } from '../build-history.ts';
import type { ReleaseChoice, TagRelease } from '../tag-service.ts';
import type { BuildArchive } from './build-archive.ts';

/** The release that is served. Undefined before the first build. */
export async function findServedRelease(session: SqlSession): Promise<TagRelease | undefined> {
  const served = findServed(await summariseBuilds(session));
  const build = served && (await findBuild(session, served.version));
  return build && build.storedAs !== 'nothing' ? releaseOf(build) : undefined;
}

/** Published builds whose values are there, newest first. */
export async function listReleases(session: SqlSession): Promise<readonly TagRelease[]> {
  const builds = await readHistory(session);
  return builds.filter(({ state, storedAs }) => state === 'published' && storedAs !== 'nothing').map(releaseOf);
}

export interface ReleaseSearch {
  readonly choice: ReleaseChoice;
  readonly current: TagRelease | undefined;
  readonly archive: BuildArchive | undefined;
}

/** Throws `tags.not-built`, `tags.build-not-found`, `tags.build-gone`, `tags.none-as-of`. */
export async function findRelease(session: SqlSession, search: ReleaseSearch): Promise<TagRelease> {
  const { choice, current, archive } = search;
  if (choice.version === undefined && choice.asOf === undefined) {
    if (!current) throw new TesseraError('tags.not-built');
    return current;
  }
  const version = choice.version ?? (await versionAsOf(session, choice.asOf!));
  const build = await findBuild(session, version);
  if (!build) throw new TesseraError('tags.build-not-found', { version });
  const isGone = build.storedAs === 'nothing' || (build.storedAs === 'file' && !archive?.has(version));
  if (isGone) throw new TesseraError('tags.build-gone', { version });
  return releaseOf(build);
}

/** Of equal as-of days the build that was published last holds. */
async function versionAsOf(session: SqlSession, day: number): Promise<number> {
  const builds = await summariseBuilds(session);
  const readable = builds.filter(({ state, storedAs }) => state === 'published' && storedAs !== 'nothing');
  const before = readable.filter(({ asOf }) => asOf <= day);
  const latest = Math.max(...before.map(({ asOf }) => asOf));
  const found = findServed(before.filter(({ asOf }) => asOf === latest));
  if (found) return found.version;
  throw new TesseraError('tags.none-as-of', { day: isoDay(day), earliest: earliestOf(readable) });
}

function earliestOf(readable: readonly BuildSummary[]): string {
  const earliest = Math.min(...readable.map(({ asOf }) => asOf));
  return Number.isFinite(earliest) ? `; the earliest is of ${isoDay(earliest)}` : '';
}
