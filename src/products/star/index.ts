export { type CampaignBoard, campaignBoard, type FunnelStep } from './campaign-board.ts';
