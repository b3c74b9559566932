export * from './compile-condition.ts';
export * from './definition.ts';
export type { Distribution, DistributionBin } from './distribution.ts';
export { quoteName, SqlParameters } from './sql-parameters.ts';
export * from './tag-service.ts';
