export * from './compile-condition.ts';
export * from './definition.ts';
export type { Distribution, DistributionBin } from './distribution.ts';
export { EVENTS, type EventDefinition, type EventField, eventDefinition, eventFields } from './event-catalogue.ts';
export { quoteName, SqlParameters } from './sql-parameters.ts';
export * from './tag-service.ts';
