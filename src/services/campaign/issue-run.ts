import { type JobContext, TesseraError, type UserId } from '../../kernel/index.ts';
import { couponOfDecision, type DecisionLog, decisionIdOf, type Flow, IssueCounters } from '../decision/index.ts';
import type { CampaignDocument, CampaignReport } from './campaign.ts';
import { campaignKeyOf, reservationOf } from './campaign-key.ts';
import { type Draft, draftDecision, separateOwn } from './draft-decision.ts';
import { byTurn, turnOf } from './issue-order.ts';
import { IssueTally } from './issue-tally.ts';
import { BATCH, type Member, MemberReader, type ReaderDeps } from './member-reader.ts';
import type { Taking } from './taking.ts';

export interface IssuePlan {
  readonly document: CampaignDocument;
  readonly flow: Flow;
  readonly members: readonly UserId[];
}

export interface IssueDeps extends ReaderDeps {
  readonly log: Pick<DecisionLog, 'findMany'>;
}

/**
 * Decides for every member in turn, but for those who have their decision already, and sums up what came of all. A
 * preview and a launch differ only in how coupons are taken.
 */
export async function runIssue(
  plan: IssuePlan,
  deps: IssueDeps,
  { taking, job }: { readonly taking: Taking; readonly job: JobContext },
): Promise<CampaignReport> {
  const { id, templateIds } = plan.document;
  const campaign = { id, templateIds, isRunning: true, isInAudience: true };
  const reader = await MemberReader.open(deps, plan.flow, campaign);
  const run = new IssueRun(plan, { ...deps, reader, taking });
  const ordered = await inBatches('ordering', plan.members, { job, work: (batch) => run.turns(batch) });
  await inBatches('issuing', ordered.sort(byTurn), { job, work: (batch) => run.issue(batch) });
  return run.finish();
}

interface RunWorld extends IssueDeps {
  readonly reader: MemberReader;
  readonly taking: Taking;
}

class IssueRun {
  readonly #plan: IssuePlan;
  readonly #world: RunWorld;
  readonly #tally = new IssueTally();
  #counters: IssueCounters | undefined;

  constructor(plan: IssuePlan, world: RunWorld) {
    this.#plan = plan;
    this.#world = world;
  }

  /** The turns of some members, whatever has been issued to them by this campaign already. */
  async turns(userIds: readonly UserId[]) {
    const { document, flow } = this.#plan;
    const { reader } = this.#world;
    const shared = { stocks: await reader.stocks(), currentBudget: undefined };
    return (await reader.read(userIds)).map((member) => {
      const { others } = separateOwn(reader.findings(member, shared), this.#keyOf(member.userId));
      return turnOf(flow, document.id, others);
    });
  }

  async issue(turns: readonly { readonly userId: UserId }[]): Promise<readonly never[]> {
    const { log, reader, taking } = this.#world;
    const userIds = turns.map(({ userId }) => userId);
    const known = await log.findMany(userIds.map((userId) => decisionIdOf(this.#keyOf(userId))));
    const members = await reader.read(userIds.filter((_, i) => !known[i]));
    const reached = (await taking.goesOn()) ? members : members.filter((member) => this.#hasOwn(member));
    this.#tally.refuse('not-reached', members.length - reached.length);
    const decided = await taking.take(await this.#draft(reached));
    for (const decision of [...known, ...decided]) if (decision) this.#tally.add(decision);
    return [];
  }

  async finish(): Promise<CampaignReport> {
    const { taking } = this.#world;
    return this.#tally.report(await taking.budgetAfter(this.#counters ?? (await this.#freshCounters())));
  }

  async #draft(members: readonly Member[]) {
    const { reader, taking } = this.#world;
    const counters = taking.keepsCounters && this.#counters ? this.#counters : await this.#freshCounters();
    this.#counters = counters;
    return members.map((member): Draft => {
      const reservation = reservationOf(this.#plan.document.id, member.userId);
      return draftDecision(reader.findings(member, counters), reservation, { flow: this.#plan.flow, counters });
    });
  }

  async #freshCounters(): Promise<IssueCounters> {
    const { reader, taking } = this.#world;
    const [stocks, budget] = await Promise.all([reader.stocks(), taking.budget()]);
    return new IssueCounters({ stocks, budget, issuedTo: (user, template) => reader.issuedTo(user, template) });
  }

  #hasOwn({ userId, coupons }: Member): boolean {
    return couponOfDecision(this.#keyOf(userId), coupons) !== undefined;
  }

  #keyOf(userId: UserId): string {
    return campaignKeyOf(this.#plan.document.id, userId);
  }
}

interface BatchWork<In, Out> {
  readonly job: JobContext;
  readonly work: (batch: readonly In[]) => Promise<readonly Out[]>;
}

async function inBatches<In, Out>(step: string, all: readonly In[], { job, work }: BatchWork<In, Out>): Promise<Out[]> {
  const results: Out[] = [];
  for (let start = 0; start < all.length; start += BATCH) {
    if (job.signal.aborted) throw new TesseraError('job.cancelled');
    job.report({ step, done: start, total: all.length });
    results.push(...(await work(all.slice(start, start + BATCH))));
    await new Promise(setImmediate); // embedded stores answer without waiting, and others want their turn
  }
  job.report({ step, done: all.length, total: all.length });
  return results;
}
