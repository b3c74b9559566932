import type { BudgetId, CouponId, Instant, TemplateId, UserId } from '../../kernel/index.ts';
import {
  type Answer,
  type Budget,
  type Coupon,
  GENESIS_HASH,
  type JournalEntry,
  type LedgerState,
  type Stock,
  sealEntry,
} from '../../services/ledger/index.ts';
import { readEntry, writeSealed } from './lmdb-ledger-journal.ts';
import { type JournalHead, keyPart, type LedgerTables } from './lmdb-ledger-tables.ts';

/**
 * The ledger inside one write transaction, for many requests in turn.
 *
 * Stock, budgets and the journal's head are touched by nearly every request, so they are kept here and written
 * once by `finish`; all else goes straight into the transaction.
 */
export class LmdbLedgerBatch implements LedgerState {
  /** Grows with every change: tells whether a request that threw had begun to write. */
  changes = 0;
  readonly #tables: LedgerTables;
  readonly #stocks = new Map<string, Stock>();
  readonly #budgets = new Map<string, Budget>();
  #head: JournalHead;

  constructor(tables: LedgerTables) {
    this.#tables = tables;
    this.#head = tables.head.get('head') ?? { seq: 0, hash: GENESIS_HASH };
  }

  stock(id: TemplateId): Stock | undefined {
    return this.#stocks.get(id) ?? this.#tables.stocks.get(keyPart(id));
  }

  putStock(stock: Stock): void {
    this.changes++;
    this.#stocks.set(stock.template.id, stock);
  }

  budget(id: BudgetId): Budget | undefined {
    return this.#budgets.get(id) ?? this.#tables.budgets.get(keyPart(id));
  }

  putBudget(budget: Budget): void {
    this.changes++;
    this.#budgets.set(budget.id, budget);
  }

  coupon(id: CouponId): Coupon | undefined {
    return this.#tables.coupons.get(keyPart(id));
  }

  putCoupon(coupon: Coupon): void {
    this.changes++;
    const id = keyPart(coupon.id);
    this.#tables.coupons.putSync(id, coupon);
    if (coupon.state !== 'issued') {
      this.#tables.expiries.removeSync([coupon.expiresAt, id]);
      return;
    }
    this.#tables.expiries.putSync([coupon.expiresAt, id], true);
    this.#tables.userCoupons.putSync([keyPart(coupon.userId), this.#head.seq + 1], {
      userId: coupon.userId,
      couponId: coupon.id,
    });
  }

  issuedTo(userId: UserId, templateId: TemplateId): number {
    return this.#tables.userCounts.get([keyPart(templateId), keyPart(userId)])?.count ?? 0;
  }

  addIssuedTo(userId: UserId, templateId: TemplateId, change: 1 | -1): void {
    this.changes++;
    const count = this.issuedTo(userId, templateId) + change;
    const key: [string, string] = [keyPart(templateId), keyPart(userId)];
    if (count === 0) this.#tables.userCounts.removeSync(key);
    else this.#tables.userCounts.putSync(key, { templateId, userId, count });
  }

  due(now: Instant, limit: number): readonly CouponId[] {
    const keys = this.#tables.expiries.getKeys({ end: [now + 1], limit });
    return [...keys].map(([, id]) => id as CouponId);
  }

  answer(key: string): Answer | undefined {
    return this.#tables.answers.get(keyPart(key));
  }

  putAnswer(key: string, answer: Answer): void {
    this.changes++;
    this.#tables.answers.putSync(keyPart(key), answer);
  }

  entry(seq: number): JournalEntry | undefined {
    const value = this.#tables.journal.get(seq);
    return value === undefined ? undefined : readEntry(value);
  }

  append(entry: Omit<JournalEntry, 'seq' | 'hash'>): number {
    this.changes++;
    const seq = this.#head.seq + 1;
    const sealed = sealEntry(this.#head.hash, { ...entry, seq });
    this.#tables.journal.putSync(seq, writeSealed(sealed));
    this.#head = { seq, hash: sealed.hash };
    return seq;
  }

  /** Writes what was kept back. */
  finish(): void {
    if (this.changes === 0) return;
    for (const stock of this.#stocks.values()) this.#tables.stocks.putSync(keyPart(stock.template.id), stock);
    for (const budget of this.#budgets.values()) this.#tables.budgets.putSync(keyPart(budget.id), budget);
    this.#tables.head.putSync('head', this.#head);
  }
}
