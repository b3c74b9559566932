import { randomUUID } from 'node:crypto';
import { type Clock, type DecisionId, type DocumentStore, TesseraError } from '../../kernel/index.ts';
import type { TagService } from '../../warehouse/tags/index.ts';
import type { LedgerService, PersonLookup } from '../ledger/index.ts';
import type { ProfileService } from '../profile/index.ts';
import { choose } from './choose.ts';
import { composeInputs, type Findings } from './compose-inputs.ts';
import { createFlowService } from './create-flow-service.ts';
import type { Decision, DecisionInputs } from './decision.ts';
import { couponOfDecision, decisionIdOf } from './decision-key.ts';
import type { DecisionLog } from './decision-log.port.ts';
import type { CampaignTerms, DecideRequest, DecisionService, FindCampaignTerms } from './decision-service.ts';
import { dryReserve, type Reservation } from './dry-reserve.ts';
import { gatherFindings } from './gather-findings.ts';
import { IssueCounters } from './issue-counters.ts';
import { recordDecision } from './record-decision.ts';
import { reserve } from './reserve.ts';
import { withoutCoupon } from './without-coupon.ts';

export interface DecisionDeps {
  readonly documents: DocumentStore;
  readonly log: DecisionLog;
  readonly profiles: Pick<ProfileService, 'find'>;
  readonly ledger: LedgerService;
  readonly tags: Pick<TagService, 'fieldCatalogue'>;
  readonly clock: Clock;
  /** Asked for people in no tag build: they are decided with all tags unknown. */
  readonly knowsPerson: PersonLookup;
  readonly findTerms: FindCampaignTerms;
}

export function createDecisionService(deps: DecisionDeps): DecisionService {
  const { log, ledger, clock } = deps;
  const flows = createFlowService(deps);
  /** Decisions under way by id: the same key at the same time is decided once. */
  const underWay = new Map<DecisionId, Promise<Decision>>();

  const decideNow = async (request: DecideRequest, key: string): Promise<Decision> => {
    const dryRun = request.dryRun === true;
    const flow = await flows.get(request.flowId);
    const terms = await termsOf(request);
    const found = await gatherFindings(deps, { flow, userId: request.userId, terms, dryRun });
    const own = couponOfDecision(key, found.coupons);
    const inputs = composeInputs(flow, own ? withoutCoupon(found, own) : found);
    const choice = choose(flow, inputs, () => clock.now());
    const reservation = reservationOf(request, terms, key);
    const given = own && [{ kind: 'issued' as const, templateId: own.templateId, couponId: own.id }];
    const dry = () => dryReserve(choice, reservation, { counters: countersOf(found, inputs), at: clock.now() });
    const attempts =
      given ?? (dryRun ? dry() : await reserve(choice, reservation, { ask: (asked) => ledger.issue(asked) }));
    return recordDecision({ key, at: clock.now(), flow, inputs, choice, attempts });
  };

  const termsOf = async ({ campaignId, userId }: DecideRequest): Promise<CampaignTerms | undefined> => {
    if (campaignId === undefined) return undefined;
    const terms = await deps.findTerms(campaignId, userId);
    if (!terms) throw new TesseraError('campaign.not-found', { id: campaignId, suggestion: '' });
    return terms;
  };

  const decideOnce = async (request: DecideRequest, key: string): Promise<Decision> => {
    const known = await log.find(decisionIdOf(key));
    if (known) return sameRequest(known, request);
    const decision = await decideNow(request, key);
    await log.append([decision]);
    return decision;
  };

  return {
    flows,
    async decide(request) {
      if (request.dryRun) return decideNow(request, `dry/${randomUUID()}`);
      const key = request.key ?? randomUUID();
      const id = decisionIdOf(key);
      while (underWay.has(id)) await underWay.get(id)?.catch(() => {});
      const decision = decideOnce(request, key).finally(() => underWay.delete(id));
      underWay.set(id, decision);
      return decision;
    },
    async getDecision(id) {
      const decision = await log.find(id);
      if (!decision) throw new TesseraError('decision.not-found', { id });
      return decision;
    },
    listDecisions: (query, page) => log.list(query, page),
  };
}

/** The first answer to a key, for the same question only. */
function sameRequest(known: Decision, { userId, flowId, campaignId }: DecideRequest): Decision {
  const isSame = known.userId === userId && known.flowId === flowId && known.campaignId === campaignId;
  if (!isSame) throw new TesseraError('key.reused', { key: known.key });
  return known;
}

function reservationOf({ userId }: DecideRequest, terms: CampaignTerms | undefined, key: string): Reservation {
  return { key, userId, ...(terms && { campaignId: terms.id, budgetId: terms.budget.id }) };
}

function countersOf({ stocks, budget }: Findings, { offers }: DecisionInputs): IssueCounters {
  const issued = new Map(offers.map(({ templateId, issuedToUser }) => [templateId, issuedToUser]));
  return new IssueCounters({ stocks, budget, issuedTo: (_userId, templateId) => issued.get(templateId) ?? 0 });
}
