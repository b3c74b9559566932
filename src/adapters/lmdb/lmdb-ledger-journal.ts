import { type JournalEntry, openEntry, type SealedEntry } from '../../services/ledger/index.ts';

const HASH_LENGTH = 64;

/** An entry as it lies in the journal: its hash, then the text that the hash covers. */
export function writeSealed(sealed: SealedEntry): string {
  return sealed.hash + sealed.text;
}

export function readSealed(value: string): SealedEntry {
  return { hash: value.slice(0, HASH_LENGTH), text: value.slice(HASH_LENGTH) };
}

export function readEntry(value: string): JournalEntry {
  return openEntry(readSealed(value));
}
