import { type Money, money, ZERO } from '../../kernel/index.ts';
import type { Budget, Coupon, JournalEntry, Stock } from './ledger-store.port.ts';
import { fullCost } from './template.ts';

/** What the journal says the ledger must hold, and every law that an entry broke on the way. */
export interface LedgerReplay {
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly budgets: ReadonlyMap<string, Budget>;
  readonly coupons: ReadonlyMap<string, Coupon>;
  /** By `userCountKey`. */
  readonly userCounts: ReadonlyMap<string, number>;
  apply(entry: JournalEntry): void;
}

export function userCountKey(templateId: string, userId: string): string {
  return JSON.stringify([templateId, userId]);
}

/**
 * Applies entries one by one, with code of its own rather than that of the transitions, so that a fault there does
 * not hide itself.
 */
export function createReplay(report: (problem: string) => void): LedgerReplay {
  const stocks = new Map<string, Stock>();
  const budgets = new Map<string, Budget>();
  const coupons = new Map<string, Coupon>();
  const userCounts = new Map<string, number>();

  const moveBudget = (coupon: Coupon, heldChange: number, spentChange: Money): Budget | undefined => {
    const budget = coupon.budgetId === undefined ? undefined : budgets.get(coupon.budgetId);
    if (!budget) return undefined;
    const moved = { ...budget, held: money(budget.held + heldChange), spent: money(budget.spent + spentChange) };
    budgets.set(budget.id, moved);
    return moved;
  };

  const count = (coupon: Coupon, change: number): number => {
    const key = userCountKey(coupon.templateId, coupon.userId);
    const next = (userCounts.get(key) ?? 0) + change;
    if (next === 0) userCounts.delete(key);
    else userCounts.set(key, next);
    return next;
  };

  const issue = (coupon: Coupon, fail: (law: string) => void): void => {
    const stock = stocks.get(coupon.templateId);
    if (!stock) {
      fail(`unknown template ${coupon.templateId}`);
      return;
    }
    if (coupons.has(coupon.id)) fail(`coupon ${coupon.id} is issued twice`);
    if (coupon.held !== fullCost(stock.template)) fail(`coupon ${coupon.id} does not hold its full cost`);
    if (stock.issued >= stock.template.stock) fail(`stock of ${coupon.templateId} is passed`);
    if (count(coupon, 1) > stock.template.perUserCap) fail(`cap of ${coupon.userId} is passed`);
    const budget = moveBudget(coupon, coupon.held, ZERO);
    if (!budget && coupon.budgetId !== undefined) fail(`unknown budget ${coupon.budgetId}`);
    if (budget && !budget.isOpen) fail(`budget ${budget.id} is closed`);
    if (budget && budget.held + budget.spent > budget.limit) fail(`limit of ${budget.id} is passed`);
    stocks.set(coupon.templateId, { ...stock, issued: stock.issued + 1 });
    coupons.set(coupon.id, coupon);
  };

  const close = (coupon: Coupon, fail: (law: string) => void): void => {
    const before = coupons.get(coupon.id);
    const stock = stocks.get(coupon.templateId);
    if (before?.state !== 'issued' || !stock) {
      fail(`coupon ${coupon.id} is closed, but was not open`);
      return;
    }
    if (coupon.spent < 0 || coupon.spent > before.held) fail(`coupon ${coupon.id} costs more than it held`);
    if (coupon.held !== 0) fail(`coupon ${coupon.id} is closed, but still holds money`);
    moveBudget(coupon, -before.held, coupon.spent);
    coupons.set(coupon.id, coupon);
    if (coupon.state === 'redeemed') stocks.set(coupon.templateId, { ...stock, redeemed: stock.redeemed + 1 });
    if (coupon.state !== 'released') return;
    stocks.set(coupon.templateId, { ...stock, issued: stock.issued - 1 });
    count(coupon, -1);
  };

  return {
    stocks,
    budgets,
    coupons,
    userCounts,
    apply(entry) {
      const fail = (law: string) => report(`entry ${entry.seq} (${entry.kind}): ${law}`);
      const { template, budget, coupon } = entry;
      if (template) {
        const before = stocks.get(template.id);
        if (before && before.issued > template.stock) fail(`stock of ${template.id} is below what is issued`);
        stocks.set(template.id, { template, issued: before?.issued ?? 0, redeemed: before?.redeemed ?? 0 });
      }
      if (budget) {
        const before = budgets.get(budget.id);
        if (budget.held !== (before?.held ?? 0) || budget.spent !== (before?.spent ?? 0))
          fail(`budget ${budget.id} moved money by definition`);
        if (budget.held + budget.spent > budget.limit) fail(`limit of ${budget.id} is below what is committed`);
        budgets.set(budget.id, budget);
      }
      if (coupon && coupon.state !== entry.kind) fail(`coupon ${coupon.id} is ${coupon.state}`);
      if (coupon && entry.kind === 'issued') issue(coupon, fail);
      if (coupon && entry.kind !== 'issued') close(coupon, fail);
    },
  };
}
