import type {
  AudienceId,
  BudgetId,
  CampaignId,
  FlowId,
  Instant,
  Money,
  SnapshotId,
  TemplateId,
} from '../../kernel/index.ts';
import type { Reason } from '../decision/index.ts';
import type { Budget } from '../ledger/index.ts';

/** One reviewable document: whom to reach, with what, for how much and when. */
export interface CampaignDocument {
  readonly id: CampaignId;
  readonly title: string;
  readonly hypothesis: string;
  readonly audienceId: AudienceId;
  /** Frozen members; without it the audience is frozen at launch. */
  readonly snapshotId?: SnapshotId;
  readonly templateIds: readonly TemplateId[];
  readonly flowId: FlowId;
  readonly budget: { readonly limit: Money; readonly guarantee: 'strict'; readonly funder: string };
  readonly schedule: { readonly startsAt?: Instant; readonly endsAt?: Instant };
}

/** `scheduled` was launched for a later start. `stopped` and `ended` are final. */
export type CampaignState = 'draft' | 'scheduled' | 'running' | 'stopped' | 'ended';

/** A campaign as it stands, with what ledger and decision log say of it. */
export interface Campaign extends CampaignDocument {
  /** Counts from 1, with each change of the document. */
  readonly version: number;
  readonly state: CampaignState;
  readonly createdAt: Instant;
  readonly launchedAt?: Instant;
  readonly stoppedAt?: Instant;
  /** Members of the snapshot, once there is one. */
  readonly audienceCount?: number;
  readonly budgetNow?: Budget & { readonly id: BudgetId };
  /** Coupons of the campaign's budget, by the ledger. */
  readonly issued: number;
  readonly redeemed: number;
  /** Decisions that gave nothing. */
  readonly refused: number;
}

/** One field that applying a document would change; undefined where a side has none. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a launch would do, or did. */
export interface CampaignReport {
  readonly audience: number;
  readonly wouldGet: number;
  readonly wouldHold: Money;
  readonly limit: Money;
  /** Of the budget, afterwards. */
  readonly left: Money;
  /** Who comes first, in words. */
  readonly order: string;
  /** The most frequent first. */
  readonly refusals: readonly { readonly reason: Reason; readonly count: number }[];
  readonly byTemplate: readonly { readonly templateId: TemplateId; readonly count: number; readonly hold: Money }[];
  /** Set when nothing was issued yet because the campaign starts later. */
  readonly startsAt?: Instant;
}

export interface Refusal {
  readonly userId: string;
  readonly reason: Reason;
}
