import type { DocumentStore } from '../../kernel/index.ts';
import { type CampaignId, TesseraError } from '../../kernel/index.ts';
import type { DecisionService } from '../decision/index.ts';
import { applyDocument, withoutFrozen } from './apply-document.ts';
import { budgetOf } from './budget-of.ts';
import type { Campaign, CampaignDocument } from './campaign.ts';
import { isImportedCampaign } from './campaign-dimension.ts';
import { budgetIdOf } from './campaign-key.ts';
import { CampaignLauncher, closeBudget, type LauncherDeps } from './campaign-launcher.ts';
import type { CampaignService } from './campaign-service.ts';
import { isOver, nextState } from './campaign-state.ts';
import { type CampaignRecord, CampaignStore } from './campaign-store.ts';
import { CampaignTicker } from './campaign-ticker.ts';
import { checkDocument } from './check-document.ts';
import { diffDocuments } from './diff-documents.ts';
import { findTermsIn } from './find-terms.ts';
import { listRefusals } from './list-refusals.ts';
import { membersOf } from './members-of.ts';
import { campaignShower } from './show-campaign.ts';

export interface CampaignDeps extends Omit<LauncherDeps, 'store' | 'flows'> {
  readonly documents: DocumentStore;
  readonly decisions: Pick<DecisionService, 'flows'>;
}

export function createCampaignService(deps: CampaignDeps): CampaignService {
  const { audiences, ledger, log, engine, clock } = deps;
  const store = new CampaignStore(deps.documents);
  const world = { ...deps, store, flows: deps.decisions.flows };
  const launcher = new CampaignLauncher(world);
  const show = campaignShower(deps);

  /** Ends a campaign: the budget first, so that nothing is issued while the state is written, and what opened it meanwhile undone. */
  const finish = async (id: CampaignId, event: 'stop' | 'end'): Promise<CampaignRecord> => {
    await closeBudget(ledger, id);
    const finished = await store.update(id, (record) => {
      const state = record && nextState(record.state, event);
      if (!record || !state) throw new TesseraError('campaign.not-running', { id, state: record?.state });
      return { ...record, state, stoppedAt: clock.now() };
    });
    await closeBudget(ledger, id);
    return finished;
  };
  const ticker = new CampaignTicker({ store, launcher, end: (id) => finish(id, 'end') });

  const apply = async (document: CampaignDocument): Promise<CampaignRecord> => {
    const before = await store.find(document.id);
    if (!before && (await isImportedCampaign(engine, document.id)))
      throw new TesseraError('campaign.id-taken', { id: document.id });
    const wanted = applyDocument(before, document, clock.now());
    if (wanted === before) return before;
    await checkDocument(document, world);
    const budget = wanted.state === 'running' ? await ledger.findBudget(budgetIdOf(document.id)) : undefined;
    if (budget) await ledger.putBudget({ ...budgetOf(document), isOpen: budget.isOpen });
    const after = await store.find(document.id);
    if (budget && after && isOver(after.state)) await closeBudget(ledger, document.id);
    return store.update(document.id, (record) => applyDocument(record, document, clock.now()));
  };

  const schedule = (id: CampaignId): Promise<CampaignRecord> =>
    store.update(id, (record) => {
      const state = record && (record.state === 'scheduled' ? record.state : nextState(record.state, 'schedule'));
      if (!record || !state) throw new TesseraError('campaign.busy', { id });
      return state === record.state ? record : { ...record, state };
    });

  return {
    list: async () => Promise.all((await store.list()).map(show)),
    get: async (id) => show(await store.get(id)),
    apply: async (document) => show(await apply(document)),
    async diff(document) {
      const record = await store.find(document.id);
      return diffDocuments(record?.document, withoutFrozen(record, document));
    },
    preview: async (id, job) => launcher.preview(await store.get(id), job),
    async launch(id, confirm, job) {
      const { document, state } = await store.get(id);
      if (confirm !== id) throw new TesseraError('campaign.unconfirmed', { id, confirm });
      if (isOver(state)) throw new TesseraError('campaign.over', { id, state });
      const { startsAt } = document.schedule;
      if (state === 'running' || startsAt === undefined || startsAt <= clock.now()) return launcher.issue(id, job);
      await checkDocument(document, world);
      const record = await schedule(id);
      return { ...(await launcher.preview(record, job)), startsAt };
    },
    async stop(id): Promise<Campaign> {
      const { state } = await store.get(id);
      if (!nextState(state, 'stop')) throw new TesseraError('campaign.not-running', { id, state });
      return show(await finish(id, 'stop'));
    },
    tick: (now, job) => ticker.tick(now, job),
    async close() {
      launcher.interrupt();
      await ticker.close();
    },
    async *refusals(id) {
      const record = await store.get(id);
      if (record.snapshotId === undefined) return;
      const members = await membersOf(record, audiences);
      yield* listRefusals({ log, ledger }, { campaignId: id, members, isOver: isOver(record.state) });
    },
    findTerms: findTermsIn(store, audiences),
  };
}
