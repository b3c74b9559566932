import { routes } from '../../../contract/index.ts';
import { type BudgetId, brandAs, type CampaignId, money } from '../../../kernel/index.ts';
import type { LedgerService } from '../../../services/ledger/index.ts';
import { type Binding, bind } from '../binding.ts';
import { budgetView, stockView } from './ledger-views.ts';

/** Budgets, and the proofs that the books are right. */
export function ledgerRoutes({ ledger }: { readonly ledger: LedgerService }): readonly Binding[] {
  return [
    bind(routes.showLedger, async () => ({
      budgets: (await ledger.budgets()).map(budgetView),
      templates: (await ledger.stocks()).map(stockView),
      entries: await ledger.entries(),
    })),

    bind(routes.putBudget, async ({ params, body }) =>
      budgetView(
        await ledger.putBudget({
          id: brandAs<BudgetId>(params.id),
          limit: money(body.limit),
          funder: body.funder,
          isOpen: body.isOpen,
          ...(body.campaignId === undefined ? {} : { campaignId: brandAs<CampaignId>(body.campaignId) }),
        }),
      ),
    ),

    bind(routes.verifyLedger, async () => {
      const report = await ledger.verify();
      return { ...report, problems: [...report.problems] };
    }),

    bind(routes.reconcileLedger, async () => {
      const report = await ledger.reconcile();
      return { ...report, rows: [...report.rows] };
    }),
  ];
}
