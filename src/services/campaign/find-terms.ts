import type { AudienceService } from '../audience/index.ts';
import type { CampaignTerms, FindCampaignTerms } from '../decision/index.ts';
import { budgetOf } from './budget-of.ts';
import type { CampaignState } from './campaign.ts';
import type { CampaignStore } from './campaign-store.ts';

const TERMS_STATE: Readonly<Record<CampaignState, CampaignTerms['state']>> = {
  draft: 'planned',
  scheduled: 'planned',
  running: 'running',
  stopped: 'over',
  ended: 'over',
};

/** What decisions about one person need to know of a campaign. */
export function findTermsIn(store: CampaignStore, audiences: Pick<AudienceService, 'isInSnapshot'>): FindCampaignTerms {
  return async (id, userId) => {
    const record = await store.find(id);
    if (!record) return undefined;
    const { document, state, snapshotId = document.snapshotId } = record;
    return {
      id,
      templateIds: document.templateIds,
      state: TERMS_STATE[state],
      isInAudience: snapshotId === undefined || (await audiences.isInSnapshot(snapshotId, userId)),
      budget: budgetOf(document),
    };
  };
}
