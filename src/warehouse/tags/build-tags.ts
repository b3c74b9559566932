import { type Clock, type JobContext, TesseraError } from '../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import { type BuildRow, buildFromRow, nextVersion, tableOf, writeBuild } from './build-history.ts';
import { type CompileOptions, compileTags } from './compile-tags.ts';
import { measureTags } from './measure-tags.ts';
import type { PlannedTag } from './plan-tags.ts';
import { quoteName } from './sql-parameters.ts';
import type { CataloguedTag, TagRelease } from './tag-service.ts';

/** Tables that stay readable; older ones are dropped by the next build. */
const KEPT_TABLES = 3;

export interface BuildOptions extends CompileOptions {
  readonly plan: readonly PlannedTag<CataloguedTag>[];
  readonly clock: Clock;
}

/** Computes all tags into a table of their own and notes the build: all of it, or nothing. */
export async function buildTags(engine: SqlEngine, options: BuildOptions, job: JobContext): Promise<TagRelease> {
  const startedAt = options.clock.now();
  const definitions = options.plan.map(({ definition }) => definition);
  const step = (name: string, done: number) => {
    if (job.signal.aborted) throw new TesseraError('job.cancelled');
    job.report({ step: name, done, total: 3 });
  };
  step('computing tags', 0);
  const compiled = compileTags(options.plan, options);
  return engine.transaction(async (session) => {
    const version = await nextVersion(session);
    const table = tableOf(version);
    await session.run(`CREATE TABLE ${quoteName(table)} AS ${compiled.sql}`, compiled.values);
    step('measuring tags', 1);
    const { people, tags } = await measureTags(session, table, definitions);
    const builtAt = options.clock.now();
    const row: BuildRow = {
      version,
      as_of: options.asOf,
      built_at: builtAt,
      people,
      duration_ms: builtAt - startedAt,
      catalogue: JSON.stringify(definitions),
      statistics: JSON.stringify(tags),
    };
    await writeBuild(session, row);
    await dropOldTables(session, version);
    step('publishing', 2);
    return { ...buildFromRow(row), table };
  });
}

async function dropOldTables(session: SqlSession, version: number): Promise<void> {
  const rows = await session.rows<{ version: number }>('SELECT version FROM tag_build WHERE version <= $1', [
    version - KEPT_TABLES,
  ]);
  for (const row of rows) await session.run(`DROP TABLE IF EXISTS ${quoteName(tableOf(row.version))}`);
}
