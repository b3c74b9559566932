import type { CallInput, CallOutput, routes } from '../../../../src/contract/index.ts';

export type Campaign = CallOutput<typeof routes.getCampaign>;
export type CampaignDocument = NonNullable<CallInput<typeof routes.putCampaign>['body']>;

/** Result of the preview and the launch jobs. */
export interface CampaignReport {
  readonly audience: number;
  readonly wouldGet: number;
  readonly wouldHold: number;
  readonly limit: number;
  readonly left: number;
  readonly order: string;
  readonly refusals: readonly { readonly reason: string; readonly count: number }[];
  readonly byTemplate: readonly { readonly templateId: string; readonly count: number; readonly hold: number }[];
}

export const STATE_COLOURS: Readonly<Record<Campaign['state'], string>> = {
  draft: 'gray',
  scheduled: 'blue',
  running: 'green',
  stopped: 'red',
  ended: 'gray',
};

/** The reviewable part of a campaign: what was written, without what became of it. */
export function documentOf(campaign: Campaign): CampaignDocument {
  const { id, title, hypothesis, audienceId, snapshotId, templateIds, flowId, budget, schedule } = campaign;
  return {
    id,
    title,
    hypothesis,
    audienceId,
    templateIds,
    flowId,
    budget,
    schedule,
    ...(snapshotId ? { snapshotId } : {}),
  };
}
