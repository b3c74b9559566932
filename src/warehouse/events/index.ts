export type * from './event-intake.ts';
export type * from './event-log.port.ts';
