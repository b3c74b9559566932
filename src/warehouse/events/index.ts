export { createEventIntake, type EventIntakeDeps } from './create-event-intake.ts';
export type * from './event-intake.ts';
export type * from './event-log.port.ts';
