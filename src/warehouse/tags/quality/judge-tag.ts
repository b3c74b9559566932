import type { TagDefinition } from '../definition.ts';
import type { TagStatistics } from '../measure-tags.ts';
import { populationStability } from './population-stability.ts';
import { type QualityRules, qualityRules } from './quality-rules.ts';
import type { Spread } from './spread.ts';

/** One rule that a tag broke in one build. Money in minor units, dates as day numbers, coverage as a share. */
export interface QualityProblem {
  readonly tag: string;
  readonly rule: 'coverage' | 'minimum' | 'maximum' | 'drift';
  /** The same figure in the build that it was compared with (for drift 0); undefined where there is none. */
  readonly was?: number;
  readonly is: number;
  readonly limit: number;
}

/** Why the drift of a tag is not held against a build. */
export type DriftPardon =
  | 'first'
  | 'few-people'
  | 'long-ago'
  | 'redefined'
  | 'no-spread-before'
  | 'campaign-driven'
  | 'off';

/** What one build says of one tag. */
export interface TagVerdict {
  /** Population stability index against the version before; undefined where there is none to compare with. */
  readonly drift?: number;
  readonly pardon?: DriftPardon;
  readonly problems: readonly QualityProblem[];
}

/**
 * Below, sampling noise is too near to the limit. Between two samples of n people of the same population the index over
 * B bins is about χ²(B − 1) · 2/n (Yurdakul 2018, Statistical Properties of Population Stability Index): with 22 bins and
 * 500 people it passes 0.25 five times in a million, with 250 people seven times in a hundred.
 */
export const LEAST_PEOPLE = 500;
/** A version as of more days before is another season: its drift is shown and not judged. */
export const MOST_DAYS = 31;
/** When so large a share of people stood in one bin before, a tag that comes to life is news and not a fault. */
const SPREADLESS = 0.99;

/** A tag in a build, with the same tag of the version before counted over the same bins. */
export interface JudgedTag {
  readonly definition: TagDefinition;
  readonly people: number;
  readonly statistics: TagStatistics;
  readonly moneyDecimals: number;
  /** Computed from what campaigns do: its drift is judged only where its quality rules say a limit. */
  readonly isCampaignDriven?: boolean;
  readonly before?: {
    readonly people: number;
    readonly statistics: TagStatistics;
    readonly spread: Spread;
    /** This build over the bins of `spread`. */
    readonly now: Spread;
    /** Of a tag that counts days: this build over the bins moved on by the days between. The smaller drift of the two holds. */
    readonly later?: Spread;
    readonly daysAgo: number;
    /** It, or a tag that it is computed from, had another rule. */
    readonly isRedefined: boolean;
  };
}

/** Holds one tag of a build to its rules. Coverage and range are always judged, drift where it means something. */
export function judgeTag(judged: JudgedTag): TagVerdict {
  const { definition, people, before } = judged;
  const rules = qualityRules(definition.type, definition.quality, judged.moneyDecimals);
  const drift = before && before.people > 0 && people > 0 ? driftFrom(before) : undefined;
  const pardon = pardonOf(judged, rules);
  const problems = [
    ...coverageProblem(judged, rules),
    ...rangeProblems(judged, rules),
    ...(drift === undefined || pardon !== undefined || drift <= rules.maxDrift!
      ? []
      : [{ tag: definition.id, rule: 'drift', was: 0, is: drift, limit: rules.maxDrift! } as const]),
  ];
  return { ...(drift === undefined ? {} : { drift }), ...(pardon === undefined ? {} : { pardon }), problems };
}

function driftFrom({ spread, now, later }: NonNullable<JudgedTag['before']>): number {
  const standing = populationStability(spread.counts, now.counts);
  return later ? Math.min(standing, populationStability(spread.counts, later.counts)) : standing;
}

function pardonOf(judged: JudgedTag, { maxDrift }: QualityRules): DriftPardon | undefined {
  const { definition, people, before, isCampaignDriven } = judged;
  if (maxDrift === undefined) return 'off';
  if (!before) return 'first';
  if (Math.min(people, before.people) < LEAST_PEOPLE) return 'few-people';
  if (before.isRedefined) return 'redefined';
  if (isCampaignDriven && definition.quality?.maxDrift === undefined) return 'campaign-driven';
  if (before.daysAgo > MOST_DAYS) return 'long-ago';
  const total = before.spread.counts.reduce((sum, count) => sum + count, 0);
  return Math.max(...before.spread.counts) >= SPREADLESS * total ? 'no-spread-before' : undefined;
}

function coverageProblem(judged: JudgedTag, { minCoverage }: QualityRules): readonly QualityProblem[] {
  const { definition, people, statistics, before } = judged;
  const is = people === 0 ? 1 : statistics.known / people;
  if (is >= minCoverage) return [];
  const was = before && before.people > 0 ? { was: before.statistics.known / before.people } : {};
  return [{ tag: definition.id, rule: 'coverage', ...was, is, limit: minCoverage }];
}

function rangeProblems({ definition, statistics, before }: JudgedTag, rules: QualityRules): readonly QualityProblem[] {
  const problems: QualityProblem[] = [];
  const { id: tag } = definition;
  const [lowest, highest] = [statistics.min, statistics.max];
  if (rules.min !== undefined && lowest !== undefined && lowest < rules.min)
    problems.push({ tag, rule: 'minimum', ...wasOf(before?.statistics.min), is: lowest, limit: rules.min });
  if (rules.max !== undefined && highest !== undefined && highest > rules.max)
    problems.push({ tag, rule: 'maximum', ...wasOf(before?.statistics.max), is: highest, limit: rules.max });
  return problems;
}

const wasOf = (value: number | undefined) => (value === undefined ? {} : { was: value });
