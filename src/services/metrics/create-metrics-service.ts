import { answerQuery, type MetricsDeps } from './answer-query.ts';
import { findBurn } from './campaign-burn.ts';
import { findCoverage } from './coverage.ts';
import { DIMENSIONS } from './dimension-catalogue.ts';
import { METRICS } from './metric-catalogue.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { dimensionsOf, isAdditive, measuresOf } from './metric-index.ts';
import type { MetricInfo, MetricsService } from './metrics-service.ts';
import { SOURCES, type SourceId } from './source.ts';

export function createMetricsService(deps: MetricsDeps): MetricsService {
  const metrics = METRICS.map(infoOf);
  return {
    metrics: () => metrics,
    dimensions: () => DIMENSIONS,
    query: (query) => answerQuery(query, deps),
    coverage: () => findCoverage(Object.keys(SOURCES) as SourceId[], deps),
    burnOf: (campaignId) => findBurn(campaignId, deps.engine),
  };
}

function infoOf(metric: MetricDefinition): MetricInfo {
  const additive = !('kind' in metric.measure) && isAdditive(measuresOf(metric)[0]!);
  return { ...metric, additive, dimensions: dimensionsOf(metric) };
}
