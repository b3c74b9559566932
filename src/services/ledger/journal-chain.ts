import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/index.ts';
import type { JournalEntry } from './ledger-store.port.ts';

/** Stands before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** An entry as it is kept: the canonical JSON of all but its hash, and the hash that chains it to the one before. */
export interface SealedEntry {
  readonly hash: string;
  readonly text: string;
}

/** SHA-256, in hex, over the hash of the entry before, a line feed and the entry's text. */
export function chainHash(previous: string, text: string): string {
  return createHash('sha256').update(previous).update('\n').update(text).digest('hex');
}

export function sealEntry(previous: string, entry: Omit<JournalEntry, 'hash'>): SealedEntry {
  const text = canonicalJson(entry);
  return { hash: chainHash(previous, text), text };
}

export function openEntry(sealed: SealedEntry): JournalEntry {
  return { ...(JSON.parse(sealed.text) as Omit<JournalEntry, 'hash'>), hash: sealed.hash };
}
