import { type BudgetId, brandAs, type CampaignId, type UserId } from '../../kernel/index.ts';
import type { Reservation } from '../decision/index.ts';

/** Key of the one decision that a launch makes for one member. */
export function campaignKeyOf(campaignId: CampaignId, userId: UserId): string {
  return `campaign/${campaignId}/${userId}`;
}

/** A campaign's budget has its id. */
export function budgetIdOf(campaignId: CampaignId): BudgetId {
  return brandAs<BudgetId>(campaignId);
}

export function reservationOf(campaignId: CampaignId, userId: UserId): Reservation {
  return { key: campaignKeyOf(campaignId, userId), userId, campaignId, budgetId: budgetIdOf(campaignId) };
}
