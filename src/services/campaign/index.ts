export type * from './campaign.ts';
export type * from './campaign-service.ts';
export { type CampaignDeps, createCampaignService } from './create-campaign-service.ts';
export { campaignTagUsers } from './tag-users.ts';
