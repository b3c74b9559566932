import type { Transaction } from 'lmdb';
import type { BudgetId, CouponId, Instant, TemplateId, UserId } from '../../kernel/index.ts';
import {
  type Budget,
  type BudgetDefinition,
  type CloseResult,
  type Coupon,
  type CouponTemplate,
  defineBudget,
  defineTemplate,
  expireCoupons,
  type IssueRequest,
  type IssueResult,
  issueCoupon,
  type JournalEntry,
  type LedgerStore,
  type LedgerTotals,
  type RedeemRequest,
  type ReleaseRequest,
  redeemCoupon,
  releaseCoupon,
  type Stock,
  sumCoupons,
  type VerifyReport,
  verifyLedger,
} from '../../services/ledger/index.ts';
import { LmdbLedgerCommit } from './lmdb-ledger-commit.ts';
import { readEntry } from './lmdb-ledger-journal.ts';
import { snapshotOf } from './lmdb-ledger-snapshot.ts';
import { keyPart, type LedgerTables, openLedgerTables } from './lmdb-ledger-tables.ts';

/** Opens (or creates) the folder of one ledger. Several processes may open it; every step is atomic among them too. */
export function openLmdbLedgerStore(path: string): LedgerStore {
  return new LmdbLedgerStore(openLedgerTables(path));
}

class LmdbLedgerStore implements LedgerStore {
  readonly #tables: LedgerTables;
  readonly #commit: LmdbLedgerCommit;

  constructor(tables: LedgerTables) {
    this.#tables = tables;
    this.#commit = new LmdbLedgerCommit(tables);
  }

  defineTemplate(template: CouponTemplate, at: Instant): Promise<Stock> {
    return this.#commit.run((state) => defineTemplate(state, template, at));
  }

  defineBudget(budget: BudgetDefinition, at: Instant): Promise<Budget> {
    return this.#commit.run((state) => defineBudget(state, budget, at));
  }

  issue(request: IssueRequest): Promise<IssueResult> {
    return this.#commit.run((state) => issueCoupon(state, request));
  }

  redeem(request: RedeemRequest): Promise<CloseResult> {
    return this.#commit.run((state) => redeemCoupon(state, request));
  }

  release(request: ReleaseRequest): Promise<CloseResult> {
    return this.#commit.run((state) => releaseCoupon(state, request));
  }

  async expire(now: Instant, limit: number): Promise<number> {
    const isDue = this.#tables.expiries.getKeysCount({ end: [now + 1], limit: 1 } as object) > 0;
    if (!isDue) return 0; // asked every second, and a transaction of its own would be dear
    return this.#commit.run((state) => expireCoupons(state, now, limit));
  }

  async findCoupon(id: CouponId): Promise<Coupon | undefined> {
    return this.#tables.coupons.get(keyPart(id));
  }

  async couponsOf(userId: UserId): Promise<readonly Coupon[]> {
    const user = keyPart(userId);
    const newestFirst = { start: [user, Number.MAX_SAFE_INTEGER], end: [user, 0], reverse: true } as const;
    return this.#read((transaction) => {
      const ids = this.#tables.userCoupons.getRange({ ...newestFirst, transaction } as object);
      return [...ids].map(({ value }) => this.#tables.coupons.get(keyPart(value.couponId), { transaction }) as Coupon);
    });
  }

  async issuedByUser(templateId: TemplateId): Promise<ReadonlyMap<UserId, number>> {
    const template = keyPart(templateId);
    const range = this.#tables.userCounts.getRange({ start: [template, ''], end: [template, '\uffff'] });
    return new Map([...range].map(({ value }) => [value.userId as UserId, value.count]));
  }

  async findStock(id: TemplateId): Promise<Stock | undefined> {
    return this.#tables.stocks.get(keyPart(id));
  }

  async stocks(): Promise<readonly Stock[]> {
    return [...this.#tables.stocks.getRange({})].map(({ value }) => value);
  }

  async findBudget(id: BudgetId): Promise<Budget | undefined> {
    return this.#tables.budgets.get(keyPart(id));
  }

  async budgets(): Promise<readonly Budget[]> {
    return [...this.#tables.budgets.getRange({})].map(({ value }) => value);
  }

  async lastSeq(): Promise<number> {
    return this.#tables.head.get('head')?.seq ?? 0;
  }

  async journal(after: number, limit: number): Promise<readonly JournalEntry[]> {
    const range = this.#tables.journal.getRange({ start: after + 1, limit });
    return [...range].map(({ value }) => readEntry(value));
  }

  totals(): Promise<LedgerTotals> {
    return this.#read(async (transaction) => {
      const snapshot = snapshotOf(this.#tables, transaction);
      return {
        seq: snapshot.head.seq,
        budgets: [...snapshot.budgets()],
        stocks: [...snapshot.stocks()],
        coupons: sumCoupons(snapshot.coupons()),
      };
    });
  }

  verify(): Promise<VerifyReport> {
    return this.#read((transaction) => verifyLedger(snapshotOf(this.#tables, transaction)));
  }

  async close(): Promise<void> {
    await this.#commit.settle();
    await this.#tables.root.close();
  }

  /** One consistent look: all reads see the same moment, however long they take. */
  async #read<T>(look: (transaction: Transaction) => T | Promise<T>): Promise<T> {
    const transaction = this.#tables.root.useReadTransaction();
    try {
      return await look(transaction);
    } finally {
      transaction.done();
    }
  }
}
