import type { ListTagUsers } from '../../warehouse/tags/index.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignService } from './campaign-service.ts';

const OVER: readonly Campaign['state'][] = ['stopped', 'ended'];

/** Campaigns as users of tags: through their audience and their flow. One that is over uses nothing any more. */
export function campaignTagUsers(campaigns: Pick<CampaignService, 'list'>): ListTagUsers {
  return async () =>
    (await campaigns.list()).map(({ id, title, state, audienceId, flowId }) => ({
      kind: 'campaign',
      id,
      title: { en: title, zh: title },
      isLive: !OVER.includes(state),
      tags: [],
      tables: [],
      users: [`audience:${audienceId}`, `flow:${flowId}`],
    }));
}
