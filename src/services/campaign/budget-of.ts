import type { Budget, BudgetDefinition } from '../ledger/index.ts';
import type { CampaignDocument } from './campaign.ts';
import { budgetIdOf } from './campaign-key.ts';

/** The budget that a document asks for, open. */
export function budgetOf({ id, budget }: Pick<CampaignDocument, 'id' | 'budget'>): BudgetDefinition {
  return { id: budgetIdOf(id), campaignId: id, funder: budget.funder, limit: budget.limit, isOpen: true };
}

/** A budget of the ledger as its definition, to be set again with a change. */
export function definitionOf({ id, campaignId, funder, limit, isOpen }: Budget): BudgetDefinition {
  return { id, ...(campaignId !== undefined && { campaignId }), funder, limit, isOpen };
}
