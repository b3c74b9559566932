import type { Database, Key, Transaction } from 'lmdb';
import { GENESIS_HASH, type LedgerSnapshot } from '../../services/ledger/index.ts';
import { readSealed } from './lmdb-ledger-journal.ts';
import { keyPart, type LedgerTables } from './lmdb-ledger-tables.ts';

/** All that a read transaction sees. */
export function snapshotOf(tables: LedgerTables, transaction: Transaction): LedgerSnapshot {
  const all = <V, K extends Key>(table: Database<V, K>) => table.getRange({ transaction } as object);
  const values = <V, K extends Key>(table: Database<V, K>) => all(table).map(({ value }) => value);
  return {
    head: tables.head.get('head', { transaction }) ?? { seq: 0, hash: GENESIS_HASH },
    journal: () => values(tables.journal).map(readSealed),
    stocks: () => values(tables.stocks),
    budgets: () => values(tables.budgets),
    coupons: () => values(tables.coupons),
    userCounts: () => values(tables.userCounts),
    userCoupons: () => values(tables.userCoupons),
    expiries: () => all(tables.expiries).map(({ key }) => key[1]),
    answer: (key) => tables.answers.get(keyPart(key), { transaction }),
    answersWithEntry: () => {
      let count = 0;
      for (const answer of values(tables.answers)) if ('seq' in answer) count++;
      return count;
    },
  };
}
