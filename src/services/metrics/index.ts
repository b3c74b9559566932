export type { MetricsDeps } from './answer-query.ts';
export { createMetricsService } from './create-metrics-service.ts';
export type { DimensionDefinition } from './dimension-definition.ts';
export type { LocalText, Measure, MetricDefinition, Ratio } from './metric-definition.ts';
export type { MetricInfo, MetricsAnswer, MetricsQuery, MetricsRow, MetricsService } from './metrics-service.ts';
