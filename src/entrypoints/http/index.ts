export { type Access, createAccess, randomSecret } from './access/index.ts';
export type { Binding } from './binding.ts';
export { createIdempotency } from './idempotency.ts';
export { createJobs, type Jobs } from './jobs.ts';
export { createLiveBus, type LiveBus, type LiveTopic } from './live.ts';
export type { OperatorWrite } from './operator-write.ts';
export { createServer, type ServerDeps } from './server.ts';
