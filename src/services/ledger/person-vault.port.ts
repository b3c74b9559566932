import type { UserId } from '../../kernel/index.ts';

/**
 * Which token stands for whom in journals that must stay whole. A token says nothing by itself: with the pair
 * destroyed it is nobody's for ever, and the journal is still whole.
 *
 * `tokenOf` never gives two tokens to one person, and a new pair is on disk once a `flushed` that is asked for
 * afterwards has resolved.
 */
export interface PersonVault {
  /** The person's token, new where there was none. */
  tokenOf(userId: UserId): string;
  findToken(userId: UserId): string | undefined;
  /** Undefined for who was destroyed. */
  userOf(token: string): UserId | undefined;
  /** Keyed hash of a text that may hold ids, the same for the life of the folder. */
  disguise(text: string): string;
  flushed(): Promise<void>;
  /** Forgets the pair; resolves to whether there was one. */
  destroy(userId: UserId): Promise<boolean>;
  /** Opened for the first time: nothing has been written through it. */
  readonly isNew: boolean;
  close(): Promise<void>;
}
