import type { BudgetId, CouponId, TemplateId, UserId } from '../../kernel/index.ts';
import type { Budget, Coupon, JournalEntry, LedgerState, Stock } from '../ledger/index.ts';

/** What the counters start from. */
export interface CounterValues {
  readonly stocks: readonly Stock[];
  readonly budget?: Budget | undefined;
  readonly issuedTo: (userId: UserId, templateId: TemplateId) => number;
}

/**
 * A copy of the ledger's counters in memory: the ledger's own transition runs on it, so that a preview is refused
 * exactly what a launch would be. It remembers no coupons, keys or journal: each key may be asked once.
 */
export class IssueCounters implements LedgerState {
  readonly #stocks = new Map<TemplateId, Stock>();
  readonly #issuedTo: CounterValues['issuedTo'];
  readonly #added = new Map<string, number>();
  #budget: Budget | undefined;

  constructor({ stocks, budget, issuedTo }: CounterValues) {
    for (const stock of stocks) this.putStock(stock);
    this.#budget = budget;
    this.#issuedTo = issuedTo;
  }

  get stocks(): readonly Stock[] {
    return [...this.#stocks.values()];
  }

  stock(id: TemplateId): Stock | undefined {
    return this.#stocks.get(id);
  }

  putStock(stock: Stock): void {
    this.#stocks.set(stock.template.id, stock);
  }

  get currentBudget(): Budget | undefined {
    return this.#budget;
  }

  budget(id: BudgetId): Budget | undefined {
    return this.#budget?.id === id ? this.#budget : undefined;
  }

  putBudget(budget: Budget): void {
    this.#budget = budget;
  }

  issuedTo(userId: UserId, templateId: TemplateId): number {
    return this.#issuedTo(userId, templateId) + (this.#added.get(counterKey(userId, templateId)) ?? 0);
  }

  addIssuedTo(userId: UserId, templateId: TemplateId, change: 1 | -1): void {
    const key = counterKey(userId, templateId);
    this.#added.set(key, (this.#added.get(key) ?? 0) + change);
  }

  coupon(): Coupon | undefined {
    return undefined;
  }

  putCoupon(): void {}

  due(): readonly CouponId[] {
    return [];
  }

  answer(): undefined {
    return undefined;
  }

  putAnswer(): void {}

  entry(): JournalEntry | undefined {
    return undefined;
  }

  append(): number {
    return 0;
  }
}

/** Template ids are slugs: they hold no blank. */
function counterKey(userId: UserId, templateId: TemplateId): string {
  return `${templateId} ${userId}`;
}
