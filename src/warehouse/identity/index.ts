export type { IdentityPair, Partition, PartitionInput } from './compute-partition.ts';
export { createIdentities } from './create-identities.ts';
export type * from './identities.ts';
export { DEFAULT_IDENTITY_LIMITS, type IdentityLimits } from './identity-limits.ts';
export { ERASED_KEYS, registerLogins } from './register-logins.ts';
export { settleAttributes } from './rekey-people.ts';
export { resolveIdentities } from './resolve-identities.ts';
export { type LinkOutcome, type StagedLinks, writeLinks } from './write-links.ts';
