import { type Clock, TesseraError, type UserId } from '../../kernel/index.ts';
import type { LedgerService, PersonLookup } from '../ledger/index.ts';
import type { ProfileService } from '../profile/index.ts';
import { type Findings, stocksFor } from './compose-inputs.ts';
import type { CampaignTerms } from './decision-service.ts';
import type { Flow } from './flow.ts';
import { plannedBudget } from './planned-budget.ts';

export interface FindingDeps {
  readonly profiles: Pick<ProfileService, 'find'>;
  readonly ledger: Pick<LedgerService, 'stocks' | 'couponsOf' | 'findBudget'>;
  readonly knowsPerson: PersonLookup;
  readonly clock: Clock;
}

export interface FindingRequest {
  readonly flow: Flow;
  readonly userId: UserId;
  readonly terms: CampaignTerms | undefined;
  /** Treats a campaign that is yet to be launched as if it ran. */
  readonly dryRun: boolean;
}

/** Asks the services for what bears on one decision. Throws `person.not-found`. */
export async function gatherFindings(deps: FindingDeps, request: FindingRequest): Promise<Findings> {
  const { flow, userId, terms } = request;
  const isPlanned = request.dryRun && terms?.state === 'planned';
  const [profile, stocks, coupons, budget] = await Promise.all([
    deps.profiles.find(userId),
    deps.ledger.stocks(),
    deps.ledger.couponsOf(userId),
    terms && deps.ledger.findBudget(terms.budget.id),
  ]);
  if (!profile && !(await deps.knowsPerson(userId))) throw new TesseraError('person.not-found', { id: userId });
  return {
    userId,
    ...(terms && { campaign: { ...termsInput(terms), isRunning: isPlanned || terms.state === 'running' } }),
    profile,
    stocks: stocksFor(flow, stocks, terms),
    budget: terms && isPlanned ? plannedBudget(terms.budget, budget) : budget,
    coupons,
    now: deps.clock.now(),
  };
}

function termsInput({ id, templateIds, isInAudience }: CampaignTerms) {
  return { id, templateIds, isInAudience };
}
