import { type BusinessTime, type CampaignId, type JobContext, TesseraError } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { AudienceService } from '../audience/index.ts';
import { type DecisionLog, type FlowService, plannedBudget } from '../decision/index.ts';
import type { Budget, LedgerService } from '../ledger/index.ts';
import { budgetOf, definitionOf } from './budget-of.ts';
import type { CampaignReport } from './campaign.ts';
import { writeCampaignDimension } from './campaign-dimension.ts';
import { budgetIdOf } from './campaign-key.ts';
import { isOver, nextState } from './campaign-state.ts';
import type { CampaignRecord, CampaignStore } from './campaign-store.ts';
import { checkDocument, invalid } from './check-document.ts';
import { type IssueDeps, runIssue } from './issue-run.ts';
import { membersOf } from './members-of.ts';
import { takeFromCounters, takeFromLedger } from './taking.ts';

export interface LauncherDeps extends IssueDeps {
  readonly store: CampaignStore;
  readonly flows: Pick<FlowService, 'get'>;
  readonly audiences: AudienceService;
  readonly ledger: LedgerService;
  readonly log: DecisionLog;
  readonly engine: SqlEngine;
  readonly time: BusinessTime;
}

/** Previews, launches and resumes campaigns, each by one run at a time. */
export class CampaignLauncher {
  readonly #deps: LauncherDeps;
  readonly #active = new Set<CampaignId>();
  #isInterrupted = false;

  constructor(deps: LauncherDeps) {
    this.#deps = deps;
  }

  /** From now on a cancelled run counts as interrupted, and goes on by itself after the next start. */
  interrupt(): void {
    this.#isInterrupted = true;
  }

  isActive(id: CampaignId): boolean {
    return this.#active.has(id);
  }

  /** What issuing now would give: the same run, on a copy of the counters. */
  async preview(record: CampaignRecord, job: JobContext): Promise<CampaignReport> {
    const { ledger } = this.#deps;
    const { document, state } = record;
    const existing = await ledger.findBudget(budgetIdOf(document.id));
    const isLaunched = state === 'running' || isOver(state);
    const budget = existing && isLaunched ? existing : plannedBudget(budgetOf(document), existing);
    return runIssue(await this.#planOf(record), this.#deps, { taking: takeFromCounters(budget), job });
  }

  /** Starts what is not running yet and issues to every member; what was issued before stays. */
  async issue(id: CampaignId, job: JobContext): Promise<CampaignReport> {
    if (this.#active.has(id)) throw new TesseraError('campaign.busy', { id });
    this.#active.add(id);
    try {
      return await this.#issue(await this.#start(id), job);
    } finally {
      this.#active.delete(id);
    }
  }

  async #issue(record: CampaignRecord, job: JobContext): Promise<CampaignReport> {
    const { ledger, log } = this.#deps;
    const { id } = record.document;
    const taking = takeFromLedger({
      ledger,
      log,
      goesOn: async () => (await this.#deps.store.get(id)).state === 'running',
      budget: () => this.#budgetNow(id),
    });
    try {
      const report = await runIssue(await this.#planOf(record), this.#deps, { taking, job });
      await this.#note(id, 'done');
      return report;
    } catch (error) {
      const isCancelled = error instanceof TesseraError && error.code === 'job.cancelled';
      if (isCancelled && !this.#isInterrupted) await this.#note(id, 'paused');
      throw error;
    }
  }

  /** Budget first, state last: until the state is written nothing can be issued, and after a crash all is done again. */
  async #start(id: CampaignId): Promise<CampaignRecord> {
    const { store, audiences, flows, ledger, engine, time, clock } = this.#deps;
    const { document, ...before } = await store.get(id);
    if (before.state === 'running') return this.#note(id, 'under-way');
    const now = clock.now();
    if (document.schedule.endsAt !== undefined && document.schedule.endsAt <= now)
      throw invalid('schedule.endsAt', 'has passed');
    await checkDocument(document, this.#deps);
    const flow = await flows.get(document.flowId);
    const snapshotId = document.snapshotId ?? (await audiences.freeze(document.audienceId)).id;
    await ledger.putBudget(budgetOf(document));
    await writeCampaignDimension(engine, { document, launchedAt: now, time });
    try {
      return await store.update(id, (record) => {
        const state = record && nextState(record.state, 'start');
        if (!record || !state || record.version !== before.version) throw this.#overtaken(id, record);
        return { ...record, state, launchedAt: now, snapshotId, flowVersion: flow.version, issuing: 'under-way' };
      });
    } catch (error) {
      await ledger.putBudget({ ...budgetOf(document), isOpen: false });
      throw error;
    }
  }

  #overtaken(id: CampaignId, record: CampaignRecord | undefined): TesseraError {
    if (record && isOver(record.state)) return new TesseraError('campaign.over', { id, state: record.state });
    return new TesseraError('campaign.busy', { id });
  }

  async #planOf(record: CampaignRecord) {
    const { document, flowVersion } = record;
    const flow = await this.#deps.flows.get(document.flowId, flowVersion);
    return { document, flow, members: await membersOf(record, this.#deps.audiences) };
  }

  async #budgetNow(id: CampaignId): Promise<Budget> {
    const budget = await this.#deps.ledger.findBudget(budgetIdOf(id));
    if (!budget) throw new Error(`Campaign ${id} runs, but the ledger has no budget of it`);
    return budget;
  }

  /** Notes how far issuing is, while the campaign runs. */
  #note(id: CampaignId, issuing: NonNullable<CampaignRecord['issuing']>): Promise<CampaignRecord> {
    return this.#deps.store.update(id, (record) => {
      if (!record) throw new TesseraError('campaign.not-found', { id, suggestion: '' });
      return record.state !== 'running' || record.issuing === issuing ? record : { ...record, issuing };
    });
  }
}

/** Closes a campaign's budget, so that the ledger refuses every further coupon from this moment. */
export async function closeBudget(ledger: LedgerService, id: CampaignId): Promise<void> {
  const budget = await ledger.findBudget(budgetIdOf(id));
  if (budget?.isOpen) await ledger.putBudget({ ...definitionOf(budget), isOpen: false });
}
