import type { Clock, TemplateId, UserId } from '../../kernel/index.ts';
import type { CampaignInput, Findings, Flow, IssueCounters } from '../decision/index.ts';
import { stocksFor } from '../decision/index.ts';
import type { LedgerService, Stock } from '../ledger/index.ts';
import type { ProfileService } from '../profile/index.ts';

export interface ReaderDeps {
  readonly profiles: Pick<ProfileService, 'findMany'>;
  readonly ledger: Pick<LedgerService, 'stocks' | 'couponsOf' | 'issuedByUser'>;
  readonly clock: Clock;
}

/** Members of one read; profiles come by at most 500. */
export const BATCH = 500;

/** What is known of a member, apart from what all members share. */
export type Member = Pick<Findings, 'userId' | 'profile' | 'coupons' | 'now'>;

/** Reads members in batches. Coupons are read only for those who have had one of the templates in question. */
export class MemberReader {
  readonly #deps: ReaderDeps;
  readonly #flow: Flow;
  readonly #campaign: CampaignInput;
  #issuedByUser: ReadonlyMap<TemplateId, ReadonlyMap<UserId, number>> = new Map();

  private constructor(deps: ReaderDeps, flow: Flow, campaign: CampaignInput) {
    this.#deps = deps;
    this.#flow = flow;
    this.#campaign = campaign;
  }

  static async open(deps: ReaderDeps, flow: Flow, campaign: CampaignInput): Promise<MemberReader> {
    const reader = new MemberReader(deps, flow, campaign);
    const ids = (await reader.stocks()).map(({ template }) => template.id);
    const maps = await Promise.all(ids.map((id) => deps.ledger.issuedByUser(id)));
    reader.#issuedByUser = new Map(ids.map((id, i) => [id, maps[i] ?? new Map()]));
    return reader;
  }

  /** Templates that the flow can propose, as they stand now. */
  async stocks(): Promise<readonly Stock[]> {
    return stocksFor(this.#flow, await this.#deps.ledger.stocks(), this.#campaign);
  }

  /** Coupons of a template that a person had when the reader was opened. */
  issuedTo(userId: UserId, templateId: TemplateId): number {
    return this.#issuedByUser.get(templateId)?.get(userId) ?? 0;
  }

  /** At most `BATCH` members. */
  async read(userIds: readonly UserId[]): Promise<readonly Member[]> {
    const profiles = await this.#deps.profiles.findMany(userIds);
    const now = this.#deps.clock.now();
    return Promise.all(
      userIds.map(async (userId, i) => ({ userId, profile: profiles[i], coupons: await this.#couponsOf(userId), now })),
    );
  }

  findings(member: Member, counters: Pick<IssueCounters, 'stocks' | 'currentBudget'>): Findings {
    return { ...member, campaign: this.#campaign, stocks: counters.stocks, budget: counters.currentBudget };
  }

  async #couponsOf(userId: UserId) {
    for (const people of this.#issuedByUser.values())
      if (people.has(userId)) return this.#deps.ledger.couponsOf(userId);
    return [];
  }
}
