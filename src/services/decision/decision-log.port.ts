import type { CampaignId, DecisionId, UserId } from '../../kernel/index.ts';
import type { Decision } from './decision.ts';
import type { Reason } from './reason.ts';

/** Which decisions; what is left out matches all. */
export interface DecisionQuery {
  readonly userId?: UserId;
  readonly campaignId?: CampaignId;
  readonly reason?: Reason;
}

export interface DecisionPage {
  /** 1 to 1000. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** How many decisions of a campaign ended like this. */
export interface OutcomeCount {
  readonly outcome: Decision['outcome'];
  readonly reason?: Reason;
  readonly count: number;
}

/**
 * Every decision that was made, kept for ever.
 *
 * A resolved `append` is on disk, whole. A decision whose id is there already is left as it was first written, so
 * that writing again after a crash changes nothing.
 */
export interface DecisionLog {
  append(decisions: readonly Decision[]): Promise<void>;
  find(id: DecisionId): Promise<Decision | undefined>;
  /** In the order asked. */
  findMany(ids: readonly DecisionId[]): Promise<readonly (Decision | undefined)[]>;
  /** Newest written first; a page costs what it shows. */
  list(
    query: DecisionQuery,
    page: DecisionPage,
  ): Promise<{ readonly decisions: readonly Decision[]; readonly next?: string }>;
  /** Sorted by outcome and reason; counted while writing, so it costs nothing to ask. */
  countsOf(campaignId: CampaignId): Promise<readonly OutcomeCount[]>;
  /** How many decisions name a person. */
  countOf(userId: UserId): Promise<number>;
  /** Makes a person's decisions nobody's: without id, key and tags, but counted as before. Resolves to how many. */
  forget(userId: UserId): Promise<number>;
  close(): Promise<void>;
}
