export type * from './audience-index.port.ts';
export type * from './audience-service.ts';
export { type AudienceSql, compileSql } from './compile-sql.ts';
export { type AudienceDeps, createAudienceService } from './create-audience-service.ts';
