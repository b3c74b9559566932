import { addMoney, type Money, subtractMoney, type TemplateId, ZERO } from '../../kernel/index.ts';
import type { Decision, Reason } from '../decision/index.ts';
import type { Budget } from '../ledger/index.ts';
import type { CampaignReport } from './campaign.ts';
import { ISSUE_ORDER } from './issue-order.ts';

/** Sums up what came of the members of a campaign. */
export class IssueTally {
  readonly #byTemplate = new Map<TemplateId, { count: number; hold: Money }>();
  readonly #refusals = new Map<Reason, number>();
  #members = 0;

  add({ templateId, reason, candidates }: Pick<Decision, 'templateId' | 'reason' | 'candidates'>): void {
    if (templateId === undefined) {
      this.refuse(reason ?? 'no-candidate', 1);
      return;
    }
    this.#members++;
    const cost = candidates.find((candidate) => candidate.templateId === templateId)?.cost ?? ZERO;
    const { count, hold } = this.#byTemplate.get(templateId) ?? { count: 0, hold: ZERO };
    this.#byTemplate.set(templateId, { count: count + 1, hold: addMoney(hold, cost) });
  }

  refuse(reason: Reason, count: number): void {
    if (count === 0) return;
    this.#members += count;
    this.#refusals.set(reason, (this.#refusals.get(reason) ?? 0) + count);
  }

  report(budget: Pick<Budget, 'limit' | 'held' | 'spent'>): CampaignReport {
    const byTemplate = [...this.#byTemplate].map(([templateId, sum]) => ({ templateId, ...sum }));
    const refusals = [...this.#refusals].map(([reason, count]) => ({ reason, count }));
    return {
      audience: this.#members,
      wouldGet: byTemplate.reduce((sum, { count }) => sum + count, 0),
      wouldHold: byTemplate.reduce((sum, { hold }) => addMoney(sum, hold), ZERO),
      limit: budget.limit,
      left: subtractMoney(budget.limit, addMoney(budget.held, budget.spent)),
      order: ISSUE_ORDER,
      refusals: refusals.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
      byTemplate: byTemplate.sort((a, b) => (a.templateId < b.templateId ? -1 : 1)),
    };
  }
}
