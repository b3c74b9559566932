import type { CampaignId } from '../../kernel/index.ts';
import type { AudienceService } from '../audience/index.ts';
import type { DecisionLog } from '../decision/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { Campaign } from './campaign.ts';
import { couponCounts } from './campaign-counts.ts';
import { budgetIdOf } from './campaign-key.ts';
import type { CampaignRecord } from './campaign-store.ts';

export interface ShowDeps {
  readonly audiences: Pick<AudienceService, 'getSnapshot'>;
  readonly ledger: Pick<LedgerService, 'entries' | 'totals' | 'findBudget'>;
  readonly log: Pick<DecisionLog, 'countsOf'>;
}

/** Puts a record together with what ledger and decision log say of it. */
export function campaignShower({ audiences, ledger, log }: ShowDeps): (record: CampaignRecord) => Promise<Campaign> {
  const countsOf = couponCounts(ledger);

  const refusedOf = async (id: CampaignId): Promise<number> => {
    const counts = await log.countsOf(id);
    return counts.reduce((sum, { outcome, count }) => (outcome === 'none' ? sum + count : sum), 0);
  };

  return async ({ document, snapshotId = document.snapshotId, ...record }) => {
    const [snapshot, budgetNow, coupons, refused] = await Promise.all([
      snapshotId === undefined ? undefined : audiences.getSnapshot(snapshotId),
      ledger.findBudget(budgetIdOf(document.id)),
      countsOf(budgetIdOf(document.id)),
      refusedOf(document.id),
    ]);
    return {
      ...document,
      ...(snapshot && { snapshotId: snapshot.id, audienceCount: snapshot.count }),
      version: record.version,
      state: record.state,
      createdAt: record.createdAt,
      ...(record.launchedAt !== undefined && { launchedAt: record.launchedAt }),
      ...(record.stoppedAt !== undefined && { stoppedAt: record.stoppedAt }),
      ...(budgetNow && { budgetNow }),
      ...coupons,
      refused,
    };
  };
}
