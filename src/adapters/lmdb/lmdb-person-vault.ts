import { createHmac, randomBytes } from 'node:crypto';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { UserId } from '../../kernel/index.ts';
import type { PersonVault } from '../../services/ledger/index.ts';
import { keyPart } from './lmdb-ledger-tables.ts';

/** Opens (or creates) the folder that pairs people with tokens. */
export function openLmdbPersonVault(path: string): PersonVault {
  const root = open({ path, compression: false });
  const meta = root.openDB<string, string>({ name: 'meta', encoding: 'string' });
  const pepper = meta.get('pepper');
  const vault = new LmdbPersonVault(root, {
    pepper: pepper ?? randomBytes(32).toString('hex'),
    isNew: pepper === undefined,
  });
  if (pepper === undefined) meta.putSync('pepper', vault.pepper);
  return vault;
}

class LmdbPersonVault implements PersonVault {
  readonly isNew: boolean;
  readonly pepper: string;
  readonly #root: RootDatabase;
  readonly #tokens: Database<string, string>;
  readonly #people: Database<string, string>;
  /** Written, but perhaps not on disk. */
  readonly #fresh = new Map<string, string>();
  #pending: Promise<unknown> | undefined;

  constructor(root: RootDatabase, { pepper, isNew }: { readonly pepper: string; readonly isNew: boolean }) {
    this.#root = root;
    this.pepper = pepper;
    this.isNew = isNew;
    this.#tokens = root.openDB({ name: 'tokens', encoding: 'string' });
    this.#people = root.openDB({ name: 'people', encoding: 'string' });
  }

  tokenOf(userId: UserId): string {
    const known = this.findToken(userId);
    if (known !== undefined) return known;
    const token = `p-${randomBytes(12).toString('hex')}`;
    this.#fresh.set(userId, token);
    const puts = [this.#tokens.put(keyPart(userId), token), this.#people.put(token, userId)];
    const pending = Promise.all([this.#pending, ...puts])
      .then(() => this.#root.flushed)
      .then(() => {
        this.#fresh.delete(userId);
        if (this.#pending === pending) this.#pending = undefined;
      });
    this.#pending = pending;
    pending.catch(() => {}); // told by `flushed`
    return token;
  }

  findToken(userId: UserId): string | undefined {
    return this.#fresh.get(userId) ?? this.#tokens.get(keyPart(userId));
  }

  userOf(token: string): UserId | undefined {
    const stored = this.#people.get(token) as UserId | undefined;
    if (stored !== undefined) return stored;
    for (const [userId, fresh] of this.#fresh) if (fresh === token) return userId as UserId;
    return undefined;
  }

  disguise(text: string): string {
    return `k-${createHmac('sha256', this.pepper).update(text).digest('base64url')}`;
  }

  async flushed(): Promise<void> {
    await this.#pending;
  }

  async destroy(userId: UserId): Promise<boolean> {
    await this.#pending;
    const token = this.findToken(userId);
    if (token === undefined) return false;
    await Promise.all([this.#tokens.remove(keyPart(userId)), this.#people.remove(token)]);
    await this.#root.flushed;
    return true;
  }

  async close(): Promise<void> {
    await this.#pending?.catch(() => {});
    await this.#root.close();
  }
}
