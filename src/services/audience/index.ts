export type * from './audience-index.port.ts';
export type * from './audience-service.ts';
export type { AudienceSql } from './compile-sql.ts';
/** @public the benchmark holds the index against it */
export { compileSql } from './compile-sql.ts';
export { type AudienceDeps, createAudienceService } from './create-audience-service.ts';
export { createMembershipService, type Membership, type MembershipService } from './membership.ts';
export { audienceTagUsers, usesOf } from './tag-users.ts';
