export * from './decision.ts';
export type * from './decision-log.port.ts';
export type * from './decision-service.ts';
export * from './flow.ts';
export { REASONS, type Reason } from './reason.ts';
