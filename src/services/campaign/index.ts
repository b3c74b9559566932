export type * from './campaign.ts';
export type * from './campaign-service.ts';
