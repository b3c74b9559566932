import type {
  BudgetId,
  CampaignId,
  CouponId,
  DecisionId,
  FlowId,
  Instant,
  Money,
  TemplateId,
  UserId,
} from '../../kernel/index.ts';
import type { Budget, CouponTemplate } from '../ledger/index.ts';
import type { TagValue } from '../profile/index.ts';
import type { Reason } from './reason.ts';

/** A template as a decision saw it: its terms, what was out, and what this person had of it. */
export interface OfferInput extends Pick<CouponTemplate, 'discount' | 'stock' | 'perUserCap' | 'validDays'> {
  readonly templateId: TemplateId;
  readonly issued: number;
  readonly issuedToUser: number;
  /** The person has an open coupon of it. */
  readonly isHeld: boolean;
}

export type BudgetInput = Pick<Budget, 'limit' | 'held' | 'spent' | 'isOpen'> & { readonly id: BudgetId };

export interface CampaignInput {
  readonly id: CampaignId;
  readonly templateIds: readonly TemplateId[];
  readonly isRunning: boolean;
  readonly isInAudience: boolean;
}

/** All that a decision depends on, as it was: kept in the log so that the decision can be replayed. */
export interface DecisionInputs {
  readonly userId: UserId;
  readonly campaign?: CampaignInput;
  /** The tags that the flow and the score ask for; null is unknown. */
  readonly tags: Readonly<Record<string, TagValue>>;
  /** Build that the tags come from; undefined for who is in no build. */
  readonly tagVersion?: number;
  /** Templates that can be proposed, by id. */
  readonly offers: readonly OfferInput[];
  readonly budget?: BudgetInput;
}

/** How far a template came. */
export interface Candidate {
  readonly templateId: TemplateId;
  readonly stage: 'recalled' | 'filtered' | 'ranked' | 'chosen';
  /** Why it was dropped by a filter or refused by the ledger. */
  readonly reason?: Reason;
  /** Once ranked: the higher, the better. */
  readonly score?: number;
  /** The most that it can cost its funder. */
  readonly cost: Money;
}

/** What went into one node of the flow and what came out. */
export interface StageCount {
  readonly node: string;
  readonly in: number;
  readonly out: number;
  readonly ms: number;
}

/** One request to the ledger and its answer; in a dry run, the answer that it would give. */
export type Attempt =
  | { readonly kind: 'issued'; readonly templateId: TemplateId; readonly couponId: CouponId }
  | { readonly kind: 'would-issue'; readonly templateId: TemplateId }
  | { readonly kind: 'refused'; readonly templateId: TemplateId; readonly reason: Reason };

/** What came of a decision. */
export interface Verdict {
  readonly outcome: 'issued' | 'would-issue' | 'none';
  readonly templateId?: TemplateId;
  readonly couponId?: CouponId;
  /** Why there is nothing. */
  readonly reason?: Reason;
  readonly candidates: readonly Candidate[];
  readonly stages: readonly StageCount[];
}

/** A decision as the log keeps it: with what it saw, so that it can be explained and replayed. */
export interface Decision extends Verdict {
  readonly id: DecisionId;
  readonly key: string;
  readonly at: Instant;
  readonly flowId: FlowId;
  readonly flowVersion: number;
  readonly userId: UserId;
  readonly campaignId?: CampaignId;
  readonly tagVersion?: number;
  readonly inputs: DecisionInputs;
  readonly attempts: readonly Attempt[];
}
