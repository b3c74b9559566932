export type { IdentityPair, Partition, PartitionInput } from './compute-partition.ts';
export { createIdentities } from './create-identities.ts';
export type * from './identities.ts';
export { DEFAULT_IDENTITY_LIMITS, type IdentityLimits } from './identity-limits.ts';
export { registerLogins } from './register-logins.ts';
export { settleAttributes } from './rekey-people.ts';
export { type LinkOutcome, type StagedLinks, writeLinks } from './write-links.ts';
