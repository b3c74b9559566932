import type { BudgetId, CampaignId, Instant, UserId } from '../../kernel/index.ts';
import { issueCoupon } from '../ledger/index.ts';
import type { Choice } from './choose.ts';
import type { Attempt } from './decision.ts';
import { ledgerKeyOf } from './decision-key.ts';
import type { IssueCounters } from './issue-counters.ts';
import { nextAttempt } from './settle.ts';

/** Whom and what a reservation is for. */
export interface Reservation {
  readonly key: string;
  readonly userId: UserId;
  readonly budgetId?: BudgetId;
  readonly campaignId?: CampaignId;
}

/** Asks the counters for each candidate in turn, as `reserve` asks the ledger, and takes what they give. */
export function dryReserve(
  choice: Choice,
  reservation: Reservation,
  { counters, at }: { readonly counters: IssueCounters; readonly at: Instant },
): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (let id = nextAttempt(choice, attempts); id; id = nextAttempt(choice, attempts)) {
    const { key, ...rest } = reservation;
    const answer = issueCoupon(counters, { ...rest, key: ledgerKeyOf(key, id), templateId: id, at });
    if (answer.kind === 'issued') attempts.push({ kind: 'would-issue', templateId: id });
    else attempts.push({ kind: 'refused', templateId: id, reason: answer.reason });
  }
  return attempts;
}
