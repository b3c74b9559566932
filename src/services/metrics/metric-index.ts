import { nearestName, TesseraError } from '../../kernel/index.ts';
import { DAY_DIMENSIONS, DIMENSIONS } from './dimension-catalogue.ts';
import type { DimensionDefinition } from './dimension-definition.ts';
import { METRICS } from './metric-catalogue.ts';
import type { Measure, MetricDefinition } from './metric-definition.ts';
import { SOURCES } from './source.ts';

const metrics = new Map(METRICS.map((metric) => [metric.id, metric]));
const dimensions = new Map(DIMENSIONS.map((dimension) => [dimension.id, dimension]));

/** Throws `metric.unknown` with the nearest name. */
export function getMetric(id: string): MetricDefinition {
  const metric = metrics.get(id);
  if (!metric) throw new TesseraError('metric.unknown', { id, suggestion: suggest(id, metrics.keys()) });
  return metric;
}

/** Throws `metric.unknown-dimension` with the nearest name. */
export function getDimension(id: string): DimensionDefinition {
  const dimension = dimensions.get(id);
  if (!dimension)
    throw new TesseraError('metric.unknown-dimension', { id, suggestion: suggest(id, dimensions.keys()) });
  return dimension;
}

/** The metrics with measures that a metric is made of: itself, or both sides of a ratio. */
export function partsOf(metric: MetricDefinition): readonly MetricDefinition[] {
  if (!('kind' in metric.measure)) return [metric];
  return [metric.measure.of, metric.measure.by].flatMap((id) => partsOf(getMetric(id)));
}

/** Measures of a metric that is not a ratio. */
export function measuresOf(metric: MetricDefinition): readonly Measure[] {
  if ('kind' in metric.measure) throw new Error(`${metric.id} is a ratio`);
  return metric.measure;
}

export function hasDimension(measure: Measure, dimension: string): boolean {
  return DAY_DIMENSIONS.includes(dimension) || Object.hasOwn(SOURCES[measure.on].dimensions, dimension);
}

/** Dimensions that each part of the metric has, in catalogue order. */
export function dimensionsOf(metric: MetricDefinition): readonly string[] {
  const parts = partsOf(metric);
  return DIMENSIONS.map(({ id }) => id).filter((id) =>
    parts.every((part) => measuresOf(part).some((measure) => hasDimension(measure, id))),
  );
}

/** Whether buckets of a measure sum up: each row counts in exactly one of them, a distinct value in many. */
export function isAdditive(measure: Measure): boolean {
  return measure.kind !== 'count_distinct';
}

function suggest(id: string, known: Iterable<string>): string {
  const nearest = nearestName(id, known);
  return nearest ? `; is "${nearest}" meant?` : '';
}
