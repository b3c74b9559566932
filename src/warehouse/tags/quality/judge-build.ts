import type { SqlSession } from '../../sql-engine.port.ts';
import type { TagStatistics } from '../measure-tags.ts';
import type { PlannedTag } from '../plan-tags.ts';
import type { TagBuild } from '../tag-service.ts';
import { countSpreads } from './count-spreads.ts';
import { findCampaignDriven } from './find-campaign-driven.ts';
import { findCuts, type MeasuredTable } from './find-cuts.ts';
import { findRedefined } from './find-redefined.ts';
import { type JudgedTag, judgeTag, type QualityProblem } from './judge-tag.ts';
import { countsDays, type SpreadCuts } from './spread.ts';
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
  const compared = baseline ? await compare(session, build, baseline) : new Map<string, JudgedTag['before']>();
  const ownDoing = findCampaignDriven(build.plan);
  const measures = new Map<string, JudgedMeasure>();
  for (const definition of definitions) {
    const { id } = definition;
    const before = compared.get(id);
    const verdict = judgeTag({
      definition,
      people,
      statistics: statistics[id]!,
      moneyDecimals,
      isCampaignDriven: ownDoing.has(id),
      ...(before && { before }),
    });
    measures.set(id, { spread: spreads.get(id)!, verdict });
  }
  return { problems: [...measures.values()].flatMap(({ verdict }) => verdict.problems), measures };
}

/** Each tag that the version before has as well, counted over its bins. */
async function compare(
  session: SqlSession,
  build: BuildToJudge,
  baseline: TagBuild,
): Promise<ReadonlyMap<string, JudgedTag['before']>> {
  const before = await readSpreads(session, baseline.version);
  const daysAgo = build.asOf - baseline.asOf;
  const same = build.definitions.filter(isSame(baseline));
  const now = await countSpreads(session, { ...build, definitions: same }, before);
  const aged = same.filter(countsDays);
  const later = await countSpreads(session, { ...build, definitions: aged }, movedOn(before, daysAgo));
  const redefined = findRedefined(build.plan, baseline.definitions);
  return new Map(
    [...now].map(([id, recount]) => {
      const spread = before.get(id)!;
      const moved = later.get(id);
      const isRedefined = redefined.has(id);
      const { statistics } = spread;
      return [
        id,
        {
          people: baseline.people,
          statistics,
          spread,
          now: recount,
          daysAgo,
          isRedefined,
          ...(moved && { later: moved }),
        },
      ];
    }),
  );
}

/** The same bins for values that have grown by some days. */
function movedOn(spreads: ReadonlyMap<string, SpreadCuts>, days: number): ReadonlyMap<string, SpreadCuts> {
  const moved = (ends: readonly number[]) => ends.map((end) => end + days);
  return new Map([...spreads].flatMap(([id, { ends }]) => (ends ? [[id, { ends: moved(ends) }] as const] : [])));
}

/** A tag of another type cannot be counted over the old bins. */
function isSame(
  baseline: TagBuild | undefined,
): (definition: { readonly id: string; readonly type: string }) => boolean {
  const types = new Map(baseline?.definitions.map(({ id, type }) => [id, type]));
  return ({ id, type }) => types.get(id) === type;
}
