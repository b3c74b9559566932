import type { Instant } from '../../kernel/index.ts';
import type { CampaignRecord } from './campaign-store.ts';

/** What the clock asks of a campaign: to end, or to issue (first, or on after a crash). */
export function dueAction({ document, state, issuing }: CampaignRecord, now: Instant): 'end' | 'issue' | undefined {
  const { startsAt, endsAt } = document.schedule;
  const isDue = (at: Instant | undefined) => at !== undefined && at <= now;
  if (state === 'scheduled' && isDue(endsAt)) return 'end';
  if (state === 'scheduled' && isDue(startsAt)) return 'issue';
  if (state === 'running' && isDue(endsAt)) return 'end';
  return state === 'running' && issuing === 'under-way' ? 'issue' : undefined;
}
