export type { MetricsDeps } from './answer-query.ts';
export type { BurnPoint, CampaignBurn } from './campaign-burn.ts';
export type { Coverage } from './coverage.ts';
export { createMetricsService } from './create-metrics-service.ts';
export type { DimensionDefinition } from './dimension-definition.ts';
export type { LocalText, Measure, MetricDefinition, Ratio } from './metric-definition.ts';
export type {
  Comparison,
  MetricInfo,
  MetricsAnswer,
  MetricsQuery,
  MetricsRow,
  MetricsService,
} from './metrics-service.ts';
export { filterFor } from './parse-where.ts';
export { metricTagUsers } from './tag-users.ts';
