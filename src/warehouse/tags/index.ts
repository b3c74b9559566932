export { SHIPPED_TAGS } from './catalogue/index.ts';
export * from './compile-condition.ts';
export { createTagService, type TagServiceDeps } from './create-tag-service.ts';
export * from './definition.ts';
export { computeDistribution, type Distribution, type DistributionBin } from './distribution.ts';
export {
  EVENTS,
  type EventDefinition,
  type EventField,
  type EventSource,
  eventDefinition,
  eventFields,
  eventSource,
  wordsSql,
} from './event-catalogue.ts';
export { tagNotFound } from './invalid-tag.ts';
export { type LineageEdge, type LineageGraph, type LineageNode, lineageAround } from './lineage-graph.ts';
export { compileLiveCounts, type LiveCount } from './live-facts.ts';
export { parseTagDefinition, parseTagDefinitions } from './parse-definition.ts';
export type { TagLineage } from './plan-tags.ts';
export type { DriftPardon, QualityProblem } from './quality/judge-tag.ts';
export { type QualityRules, qualityRules, type TagQuality } from './quality/quality-rules.ts';
export type { TagPoint } from './quality/tag-measures.ts';
export type { RetentionSettings } from './releases/plan-retention.ts';
export { quoteName, SqlParameters } from './sql-parameters.ts';
export * from './tag-service.ts';
export type { ListTagUsers, TagUser } from './tag-users.ts';
