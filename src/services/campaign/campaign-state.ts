import type { CampaignState } from './campaign.ts';

/** What happens to a campaign: an operator launches or revises it, the clock starts and ends it, the stop button stops it. */
export type CampaignEvent = 'schedule' | 'start' | 'revise' | 'stop' | 'end';

const NEXT: Readonly<Record<CampaignState, Partial<Record<CampaignEvent, CampaignState>>>> = {
  draft: { revise: 'draft', schedule: 'scheduled', start: 'running' },
  // A revised document was not confirmed by anyone: it is a draft again.
  scheduled: { revise: 'draft', start: 'running', stop: 'stopped', end: 'ended' },
  running: { stop: 'stopped', end: 'ended' },
  stopped: {},
  ended: {},
};

/** The state after an event; undefined where the event cannot happen. */
export function nextState(state: CampaignState, event: CampaignEvent): CampaignState | undefined {
  return NEXT[state][event];
}

/** Whether nothing can happen to it any more. */
export function isOver(state: CampaignState): boolean {
  return Object.keys(NEXT[state]).length === 0;
}
