export { compactLmdb } from './compact-lmdb.ts';
export { openLmdbDecisionLog } from './lmdb-decision-log.ts';
export { openLmdbDocumentStore } from './lmdb-document-store.ts';
export { openLmdbEventLog } from './lmdb-event-log.ts';
export { openLmdbLedgerStore } from './lmdb-ledger-store.ts';
export { openLmdbPersonVault } from './lmdb-person-vault.ts';
export { openLmdbProfileStore } from './lmdb-profile-store.ts';
