import type { DayNumber } from '../../kernel/index.ts';
import { filterFor, type MetricsService } from '../../services/metrics/index.ts';
import { explainChanges } from './explain-change.ts';
import type { ChangeExplanation } from './explanation.ts';

/** One metric on one day against the same weekday a week before. */
export interface DayChange {
  readonly metric: string;
  readonly value: number | null;
  readonly before: number | null;
  readonly day: DayNumber;
  /** The part of the business that moved most against its weight, as a filter of metrics. */
  readonly explainedBy?: string;
  readonly contribution?: number;
}

const KEY_METRICS = ['gmv', 'orders', 'buyers', 'new_users', 'visits', 'coupons_redeemed'];
/** Buyers move with orders, and explaining distinct people is dear. */
const EXPLAINED = ['gmv', 'orders', 'visits', 'coupons_redeemed'];
const DIMENSIONS = ['city', 'category', 'channel', 'campaign'];
/** Smaller changes than this share of the value before are everyday noise and get no explanation. */
const NOISE = 0.02;

/** The key metrics of the last whole day; those with nothing on both days are left out, and so is a workspace without facts. */
export async function changesOfDay(metrics: MetricsService): Promise<readonly DayChange[]> {
  const { lastWholeDay: day } = await metrics.coverage();
  if (day === undefined) return [];
  const period = { from: day, to: day, compare: 'week' } as const;
  const { totals, totalsBefore } = await metrics.query({ ...period, metrics: KEY_METRICS });
  const changes = KEY_METRICS.map((metric, i) => ({
    metric,
    value: totals[i] ?? null,
    before: totalsBefore?.[i] ?? null,
    day,
  })).filter(({ value, before }) => value !== 0 || before !== 0);
  const loud = changes.filter((change) => EXPLAINED.includes(change.metric) && isLoud(change));
  const ids = loud.map(({ metric }) => metric);
  const causes = await explainChanges(metrics, ids, { ...period, among: DIMENSIONS });
  const causeOf = new Map(causes.map((explanation) => [explanation.metric, mainCause(explanation)]));
  return changes.map((change) => ({ ...change, ...causeOf.get(change.metric) }));
}

function isLoud({ value, before }: Pick<DayChange, 'value' | 'before'>): boolean {
  return Math.abs((value ?? 0) - (before ?? 0)) > NOISE * Math.abs(before ?? 0);
}

/** The largest contribution, in the direction of the change, of the dimension whose values moved apart most. */
function mainCause({ value, before, dimensions }: ChangeExplanation): Pick<DayChange, 'explainedBy' | 'contribution'> {
  const change = (value ?? 0) - (before ?? 0);
  const [first] = dimensions;
  const cause = first?.contributions.find(({ contribution }) => contribution * change > 0);
  return first && cause
    ? { explainedBy: filterFor(first.dimension, cause.value), contribution: cause.contribution }
    : {};
}
