import type { SqlEngine, SqlSession } from '../../sql-engine.port.ts';
import { type BuildSummary, summariseBuilds, tableOf } from '../build-history.ts';
import { quoteName } from '../sql-parameters.ts';
import type { BuildArchive } from './build-archive.ts';
import { planRetention, type RetentionSettings } from './plan-retention.ts';

export interface KeepOptions {
  readonly retention: RetentionSettings;
  /** Without one, what would become a file goes. */
  readonly archive?: BuildArchive;
}

/** Moves the values of older builds into files and drops what is past its time. A stop in between loses nothing: the next call goes on. */
export async function keepReleases(engine: SqlEngine, { retention, archive }: KeepOptions): Promise<void> {
  const builds = await summariseBuilds(engine);
  const places = planRetention(builds, retention);
  for (const build of builds) {
    const place = places.get(build.version)!;
    if (place === build.storedAs) continue;
    if (place === 'file' && archive) {
      await archive.write(build.version);
      await engine.transaction(async (session) => {
        await archive.replaceTable(session, build.version);
        await noteStored(session, build.version, 'file');
      });
      continue;
    }
    if (build.storedAs === 'nothing') continue;
    await engine.transaction(async (session) => {
      await dropValues(session, build);
      await noteStored(session, build.version, 'nothing');
    });
    if (build.storedAs === 'file') await archive?.remove(build.version);
  }
}

/** Drops the table or view of a build. Its file, if it has one, stays until the drop is committed. */
export async function dropValues(
  session: SqlSession,
  { version, storedAs }: Pick<BuildSummary, 'version' | 'storedAs'>,
): Promise<void> {
  if (storedAs === 'table') await session.run(`DROP TABLE IF EXISTS ${quoteName(tableOf(version))}`);
  if (storedAs === 'file') await session.run(`DROP VIEW IF EXISTS ${quoteName(tableOf(version))}`);
}

async function noteStored(session: SqlSession, version: number, place: BuildSummary['storedAs']): Promise<void> {
  await session.run('UPDATE tag_build_state SET stored_as = $1 WHERE version = $2', [place, version]);
}
