import type { Instant } from '../../kernel/index.ts';

/** One erased id, as a hash that says nothing without the id itself. */
export interface ErasureEntry {
  /** SHA-256, in hex, of the log's salt followed by the id. */
  readonly hash: string;
  readonly kind: 'user' | 'device';
  readonly at: Instant;
}

/**
 * Who was erased, so that nobody comes back by a restored back-up or by the same file again. Kept apart from all
 * engines: put back into a restored folder, it erases again what that contains.
 */
export interface ErasureLog {
  readonly salt: string;
  entries(): readonly ErasureEntry[];
  /** Resolves once on disk. */
  append(entries: readonly ErasureEntry[]): Promise<void>;
}
