import type { CampaignId, UserId } from '../../kernel/index.ts';
import { couponOfDecision, type DecisionLog, decisionIdOf } from '../decision/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { Refusal } from './campaign.ts';
import { campaignKeyOf } from './campaign-key.ts';
import { BATCH } from './member-reader.ts';

export interface RefusalDeps {
  readonly log: Pick<DecisionLog, 'findMany'>;
  readonly ledger: Pick<LedgerService, 'couponsOf'>;
}

/** Whom to ask about. */
export interface RefusalQuery {
  readonly campaignId: CampaignId;
  readonly members: readonly UserId[];
  /** Whether members without a decision have lost their turn. */
  readonly isOver: boolean;
}

/** Members who got nothing and why, in the order given. */
export async function* listRefusals({ log, ledger }: RefusalDeps, query: RefusalQuery): AsyncIterable<Refusal> {
  const { campaignId, members, isOver } = query;
  for (let start = 0; start < members.length; start += BATCH) {
    const batch = members.slice(start, start + BATCH);
    const keys = batch.map((userId) => campaignKeyOf(campaignId, userId));
    const decisions = await log.findMany(keys.map(decisionIdOf));
    for (const [i, userId] of batch.entries()) {
      const decision = decisions[i];
      if (decision?.outcome === 'none') yield { userId, reason: decision.reason ?? 'no-candidate' };
      if (decision || !isOver) continue;
      // A stop right after a crash leaves coupons whose decision was never logged.
      if (!couponOfDecision(keys[i] ?? '', await ledger.couponsOf(userId))) yield { userId, reason: 'not-reached' };
    }
  }
}
