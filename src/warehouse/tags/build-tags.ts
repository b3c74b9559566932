import { type Clock, type JobContext, TesseraError } from '../../kernel/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import {
  type BuildSummary,
  coverageOf,
  findBuild,
  findServed,
  type NotedBuild,
  nextPublication,
  nextVersion,
  summariseBuilds,
  tableOf,
  writeBuild,
  writeState,
} from './build-history.ts';
import type { CompileOptions } from './compile-tags.ts';
import { computeTags, writeTagTable } from './engine/index.ts';
import { measureTags } from './measure-tags.ts';
import type { PlannedTag } from './plan-tags.ts';
import { judgeBuild } from './quality/judge-build.ts';
import { writeMeasures } from './quality/tag-measures.ts';
import { supersedeHeld } from './releases/discard-build.ts';
import type { CataloguedTag } from './tag-service.ts';

export interface BuildOptions extends CompileOptions {
  readonly segmentsDirectory?: string | undefined;
  readonly plan: readonly PlannedTag<CataloguedTag>[];
  readonly clock: Clock;
}

/**
 * Computes all tags into a table of their own, holds them to their quality rules and notes the build, published or held:
 * all of it, or nothing.
 */
export async function buildTags(engine: SqlEngine, options: BuildOptions, job: JobContext): Promise<NotedBuild> {
  const { plan, clock, asOf, moneyDecimals } = options;
  const startedAt = clock.now();
  const definitions = plan.map(({ definition }) => definition);
  const step = (name: string, done: number) => {
    if (job.signal.aborted) throw new TesseraError('job.cancelled');
    job.report({ step: name, done, total: 4 });
  };
  step('computing tags', 0);
  const { keys, columns } = await computeTags(engine, options, job);
  return engine.transaction(async (session) => {
    const before = findBaseline(await summariseBuilds(session), asOf);
    const baseline = before && (await findBuild(session, before.version));
    const version = await nextVersion(session);
    const table = tableOf(version);
    await writeTagTable(session, { table, keys, definitions, columns });
    step('measuring tags', 1);
    const { people, tags: statistics } = await measureTags(session, table, definitions);
    step('judging tags', 2);
    const { problems, measures } = await judgeBuild(session, {
      table,
      people,
      asOf,
      plan,
      definitions,
      statistics,
      moneyDecimals,
      ...(baseline && { baseline }),
    });
    const builtAt = clock.now();
    const row = {
      version,
      as_of: asOf,
      built_at: builtAt,
      people,
      duration_ms: builtAt - startedAt,
      catalogue: JSON.stringify(definitions),
      statistics: JSON.stringify(statistics),
    };
    const build: NotedBuild = {
      version,
      asOf,
      builtAt,
      people,
      durationMs: row.duration_ms,
      coverage: coverageOf(row),
      definitions,
      state: problems.length > 0 ? 'held' : 'published',
      problems,
      storedAs: 'table',
      ...(problems.length > 0 ? {} : { publication: await nextPublication(session) }),
    };
    await writeBuild(session, row);
    await writeMeasures(session, { version, ...(baseline && { against: baseline.version }), statistics, measures });
    await writeState(session, build);
    await supersedeHeld(session, { version, at: builtAt });
    step(build.state === 'published' ? 'publishing' : 'held', 3);
    return build;
  });
}

/**
 * The version before, as the time of the facts has it: the one served, or for a build that goes back behind it the
 * published one whose as-of day is the latest that is not after. None: the build is judged like a first one.
 */
function findBaseline(builds: readonly BuildSummary[], asOf: number): BuildSummary | undefined {
  const served = findServed(builds);
  if (served && served.asOf <= asOf) return served;
  const published = builds.filter((build) => build.state === 'published' && build.asOf <= asOf);
  const latest = Math.max(...published.map((build) => build.asOf));
  return findServed(published.filter((build) => build.asOf === latest));
}
