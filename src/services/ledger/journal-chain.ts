import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/index.ts';
import type { JournalEntry } from './ledger-store.port.ts';

/** Stands before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** `hash` of an entry: SHA-256 over the hash before it and the entry's canonical JSON, in hex. */
export function chainHash(previous: string, entry: Omit<JournalEntry, 'hash'>): string {
  return createHash('sha256').update(previous).update('\n').update(canonicalJson(entry)).digest('hex');
}
