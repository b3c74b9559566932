export * from './definition.ts';
export type { Distribution, DistributionBin } from './distribution.ts';
export * from './tag-service.ts';
