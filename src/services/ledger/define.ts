import { canonicalJson, type Instant, money, TesseraError, ZERO } from '../../kernel/index.ts';
import type { LedgerState } from './ledger-state.ts';
import type { Budget, BudgetDefinition, Stock } from './ledger-store.port.ts';
import type { CouponTemplate } from './template.ts';

/** Sets a template. The same definition again changes nothing and is not journaled. */
export function defineTemplate(state: LedgerState, template: CouponTemplate, at: Instant): Stock {
  const before = state.stock(template.id);
  if (before && template.stock < before.issued) {
    throw new TesseraError('template.stock-below-issued', {
      template: template.id,
      stock: template.stock,
      issued: before.issued,
    });
  }
  if (before && canonicalJson(before.template) === canonicalJson(template)) return before;

  const stock: Stock = { template, issued: before?.issued ?? 0, redeemed: before?.redeemed ?? 0 };
  state.putStock(stock);
  state.append({ at, kind: 'template-defined', template });
  return stock;
}

/** Sets a budget. The same definition again changes nothing and is not journaled. */
export function defineBudget(state: LedgerState, definition: BudgetDefinition, at: Instant): Budget {
  const before = state.budget(definition.id);
  const committed = (before?.held ?? 0) + (before?.spent ?? 0);
  if (definition.limit < committed) {
    throw new TesseraError('budget.below-committed', {
      budget: definition.id,
      limit: definition.limit,
      committed,
    });
  }
  const budget: Budget = {
    id: definition.id,
    ...(definition.campaignId === undefined ? {} : { campaignId: definition.campaignId }),
    funder: definition.funder,
    guarantee: 'strict',
    limit: definition.limit,
    held: before?.held ?? ZERO,
    spent: before?.spent ?? ZERO,
    isOpen: definition.isOpen,
  };
  if (before && canonicalJson(before) === canonicalJson(budget)) return before;

  state.putBudget(budget);
  const limitChange = money(budget.limit - (before?.limit ?? 0));
  state.append({ at, kind: 'budget-defined', budget, limitChange });
  return budget;
}
