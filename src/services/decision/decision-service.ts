import type { CampaignId, DecisionId, TemplateId, UserId } from '../../kernel/index.ts';
import type { BudgetDefinition } from '../ledger/index.ts';
import type { Decision } from './decision.ts';
import type { DecisionPage, DecisionQuery } from './decision-log.port.ts';
import type { Flow, FlowDraft } from './flow.ts';

export interface DecideRequest {
  readonly flowId: string;
  readonly userId: UserId;
  readonly campaignId?: CampaignId;
  /** The same key gives the same decision, whatever has changed since; without it each call decides anew. */
  readonly key?: string;
  /** Nothing is held and nothing is logged; the key plays no part. A campaign not launched yet counts as running. */
  readonly dryRun?: boolean;
}

/** What a decision must know of the campaign that it is for. */
export interface CampaignTerms {
  readonly id: CampaignId;
  readonly templateIds: readonly TemplateId[];
  /** `planned`: not launched yet; `over`: stopped or ended. */
  readonly state: 'planned' | 'running' | 'over';
  /** Whether the person belongs to its audience; true while the audience is not frozen yet. */
  readonly isInAudience: boolean;
  readonly budget: BudgetDefinition;
}

/** Terms of a campaign for one person; undefined for an unknown campaign. Services further on provide it. */
export type FindCampaignTerms = (id: CampaignId, userId: UserId) => Promise<CampaignTerms | undefined>;

/** Flows as documents. */
export interface FlowService {
  list(): Promise<readonly Flow[]>;
  /** The newest version, or the one asked for. Throws `flow.not-found`. */
  get(id: string, version?: number): Promise<Flow>;
  /** Saves the next version; the same content again changes nothing. Throws `flow.invalid` naming the node. */
  put(draft: FlowDraft): Promise<Flow>;
}

/** Decides the coupon for one person, explains it later. */
export interface DecisionService {
  readonly flows: FlowService;
  /** Throws `flow.not-found`, `campaign.not-found`, `person.not-found`, `key.reused`; who gets nothing gets a reason. */
  decide(request: DecideRequest): Promise<Decision>;
  /** Throws `decision.not-found`. */
  getDecision(id: DecisionId): Promise<Decision>;
  /** Newest first. */
  listDecisions(
    query: DecisionQuery,
    page: DecisionPage,
  ): Promise<{ readonly decisions: readonly Decision[]; readonly next?: string }>;
}
