import { ZERO } from '../../kernel/index.ts';
import type { Budget, BudgetDefinition } from '../ledger/index.ts';

/** The budget as it will be once defined and open: what the ledger has committed stays. */
export function plannedBudget(definition: BudgetDefinition, existing: Budget | undefined): Budget {
  return {
    ...definition,
    guarantee: 'strict',
    held: existing?.held ?? ZERO,
    spent: existing?.spent ?? ZERO,
    isOpen: true,
  };
}
