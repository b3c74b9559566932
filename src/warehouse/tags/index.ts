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
export { parseTagDefinition } from './parse-definition.ts';
export { quoteName, SqlParameters } from './sql-parameters.ts';
export * from './tag-service.ts';
