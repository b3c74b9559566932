import type { SqlSession } from '../../sql-engine.port.ts';
import type { TagStatistics } from '../measure-tags.ts';
import type { PlannedTag } from '../plan-tags.ts';
import type { TagBuild } from '../tag-service.ts';
import { countSpreads } from './count-spreads.ts';
import { findCuts, type MeasuredTable } from './find-cuts.ts';
import { findRedefined } from './find-redefined.ts';
import { judgeTag, type QualityProblem } from './judge-tag.ts';
import { type JudgedMeasure, readSpreads } from './tag-measures.ts';

/** A build whose table is computed and not yet committed. */
export interface BuildToJudge extends MeasuredTable {
  readonly plan: readonly PlannedTag[];
  readonly statistics: Readonly<Record<string, TagStatistics>>;
  readonly moneyDecimals: number;
  /** The version before, if there is one. */
  readonly baseline?: TagBuild;
}

export interface JudgedBuild {
  readonly problems: readonly QualityProblem[];
  readonly measures: ReadonlyMap<string, JudgedMeasure>;
}

/** Holds every tag of a build to its rules. Scans the table twice: over the bins of the version before, and over its own. */
export async function judgeBuild(session: SqlSession, build: BuildToJudge): Promise<JudgedBuild> {
  const { baseline, definitions, people, statistics, moneyDecimals } = build;
  const spreads = await countSpreads(session, build, await findCuts(session, build));
  const before = baseline ? await readSpreads(session, baseline.version) : new Map<string, never>();
  const now = await countSpreads(session, { ...build, definitions: definitions.filter(isSame(baseline)) }, before);
  const redefined = findRedefined(build.plan, baseline?.definitions ?? []);

  const measures = new Map<string, JudgedMeasure>();
  for (const definition of definitions) {
    const { id } = definition;
    const [spread, recount] = [before.get(id), now.get(id)];
    const compared =
      baseline && spread && recount
        ? {
            people: baseline.people,
            statistics: spread.statistics,
            spread,
            now: recount,
            daysAgo: build.asOf - baseline.asOf,
            isRedefined: redefined.has(id),
          }
        : undefined;
    const verdict = judgeTag({
      definition,
      people,
      statistics: statistics[id]!,
      moneyDecimals,
      ...(compared && { before: compared }),
    });
    measures.set(id, { spread: spreads.get(id)!, verdict });
  }
  return { problems: [...measures.values()].flatMap(({ verdict }) => verdict.problems), measures };
}

/** A tag of another type cannot be counted over the old bins. */
function isSame(
  baseline: TagBuild | undefined,
): (definition: { readonly id: string; readonly type: string }) => boolean {
  const types = new Map(baseline?.definitions.map(({ id, type }) => [id, type]));
  return ({ id, type }) => types.get(id) === type;
}
