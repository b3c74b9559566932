import { createHash } from 'node:crypto';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Answer, Budget, Coupon, Stock } from '../../services/ledger/index.ts';

/** Where the journal ends. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

/** How many coupons of one template one person has had and not given back. */
interface UserCount {
  readonly templateId: string;
  readonly userId: string;
  readonly count: number;
}

/** A line of a person's list. */
interface OwnedCoupon {
  readonly userId: string;
  readonly couponId: string;
}

/** The tables of one ledger. Ids go into keys through `keyPart`; values hold them as they are. */
export interface LedgerTables {
  readonly path: string;
  readonly root: RootDatabase;
  readonly head: Database<JournalHead, string>;
  /** seq → hash and canonical JSON of the entry. */
  readonly journal: Database<string, number>;
  readonly stocks: Database<Stock, string>;
  readonly budgets: Database<Budget, string>;
  readonly coupons: Database<Coupon, string>;
  readonly userCounts: Database<UserCount, [template: string, user: string]>;
  /** By person and seq of the issue, so that the newest stands last. */
  readonly userCoupons: Database<OwnedCoupon, [user: string, seq: number]>;
  /** [expiresAt, coupon id] of open coupons. */
  readonly expiries: Database<true, [expiresAt: number, coupon: string]>;
  readonly answers: Database<Answer, string>;
}

/**
 * Opens (or creates) a ledger's folder.
 *
 * `overlappingSync` is off, against lmdb-js's default: a commit then is LMDB's own, which writes and syncs the pages
 * before it publishes them, so a transaction that has resolved is on disk and nobody ever reads what is not.
 * `eventTurnBatching` is off because `LmdbLedgerCommit` batches, and because with it a failed commit (a full disk)
 * also rejects a promise inside lmdb-js that nobody can catch, which ends the process.
 */
export function openLedgerTables(path: string): LedgerTables {
  const root = open({
    path,
    compression: false,
    overlappingSync: false,
    eventTurnBatching: false,
    noSubdir: false,
    maxDbs: 16,
  });
  const json = { encoding: 'json' } as const;
  return {
    path,
    root,
    head: root.openDB({ name: 'head', ...json }),
    journal: root.openDB({ name: 'journal', encoding: 'string' }),
    stocks: root.openDB({ name: 'stocks', ...json }),
    budgets: root.openDB({ name: 'budgets', ...json }),
    coupons: root.openDB({ name: 'coupons', ...json }),
    userCounts: root.openDB({ name: 'user-counts', ...json }),
    userCoupons: root.openDB({ name: 'user-coupons', ...json }),
    expiries: root.openDB({ name: 'expiries', ...json }),
    answers: root.openDB({ name: 'answers', ...json }),
  };
}

/** An id as part of a key. LMDB bounds keys, so long or unusual ids are replaced by their hash. */
export function keyPart(id: string): string {
  if (/^[\x21-\x7e]{1,120}$/.test(id) && !id.startsWith('#')) return id;
  return `#${createHash('sha256').update(id).digest('base64url')}`;
}
