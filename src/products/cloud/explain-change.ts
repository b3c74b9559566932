import type { MetricInfo, MetricsAnswer, MetricsService } from '../../services/metrics/index.ts';
import { type Pair, ratioContributions, sumContributions, surpriseOf } from './contributions.ts';
import type { ChangeExplanation, ChangeQuery, DimensionExplanation } from './explanation.ts';

/** Dimensions that people can act on, with few enough values to name one. */
const DEFAULT_DIMENSIONS = [
  'city',
  'category',
  'channel',
  'campaign',
  'merchant_category',
  'department',
  'activity_page',
  'device_os',
];
/** More values than this are the tail of a dimension; they are left out and `exact` says so. */
const VALUES = 1000;

/** What explains the change of one metric. Throws what `MetricsService.query` throws. */
export async function explainChange(
  metrics: MetricsService,
  metric: string,
  query: ChangeQuery,
): Promise<ChangeExplanation> {
  const [explanation] = await explainChanges(metrics, [metric], query);
  return explanation!;
}

/** What explains the changes of several metrics: one query for each dimension, shared by the metrics that have it. */
export async function explainChanges(
  service: MetricsService,
  ids: readonly string[],
  query: ChangeQuery,
): Promise<readonly ChangeExplanation[]> {
  const { among = DEFAULT_DIMENSIONS, dimensions = among, ...period } = query;
  if (ids.length === 0) return [];
  const whole = await service.query({ ...period, metrics: ids });
  const known = new Map(service.metrics().map((info) => [info.id, info]));
  const metrics = ids.map((id) => known.get(id)!);
  const cuts = await Promise.all(
    dimensions.map(async (dimension) => {
      const having = query.dimensions ? metrics : metrics.filter((metric) => metric.dimensions.includes(dimension));
      const parts = [...new Set(having.flatMap(partsOf))];
      if (parts.length === 0) return undefined;
      return { dimension, answer: await service.query({ ...period, metrics: parts, by: [dimension], limit: VALUES }) };
    }),
  );
  return metrics.map((metric, i) => ({
    metric: metric.id,
    value: whole.totals[i] ?? null,
    before: whole.totalsBefore?.[i] ?? null,
    dimensions: cuts
      .flatMap((cut) => (cut ? (explain(metric, cut.dimension, cut.answer) ?? []) : []))
      .toSorted((a, b) => b.surprise - a.surprise),
    freshness: { at: whole.at, ...(whole.factsUntil !== undefined && { factsUntil: whole.factsUntil }) },
  }));
}

/** Undefined where the metric was not asked for, or the dimension tells nothing: fewer than two values. */
function explain(metric: MetricInfo, dimension: string, answer: MetricsAnswer): DimensionExplanation | undefined {
  const [first, second] = partsOf(metric).map((part) => answer.metrics.indexOf(part));
  if (first === undefined || first < 0 || answer.rows.length < 2) return undefined;
  const pairs = pairsOf(answer, first);
  const isExact = (position: number) => !answer.truncated && answer.additive[position] === true;
  if (second === undefined)
    return { dimension, exact: isExact(first), surprise: surpriseOf(pairs), contributions: sumContributions(pairs) };
  const weights = pairsOf(answer, second);
  const contributions = ratioContributions(pairs.map((of, i) => ({ value: of.value, of, by: weights[i]! })));
  if (!contributions) return undefined;
  return { dimension, exact: isExact(first) && isExact(second), surprise: surpriseOf(pairs), contributions };
}

function partsOf(metric: MetricInfo): readonly string[] {
  return 'kind' in metric.measure ? [metric.measure.of, metric.measure.by] : [metric.id];
}

function pairsOf(answer: MetricsAnswer, position: number): readonly Pair[] {
  return answer.rows.map((row) => ({
    value: row.key[0] ?? null,
    now: row.values[position] ?? 0,
    before: row.before?.[position] ?? 0,
  }));
}
