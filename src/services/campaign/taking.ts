import type { IssueCounters } from '../decision/index.ts';
import { type Decision, type DecisionLog, recordDecision } from '../decision/index.ts';
import type { Budget, LedgerService } from '../ledger/index.ts';
import type { Draft } from './draft-decision.ts';
import { issueDrafts } from './issue-drafts.ts';

/** How the coupons of a run are taken: from a copy of the ledger's counters, or from the ledger. */
export interface Taking {
  /** Whether what drafts have taken stays taken; else counters are read anew before each batch. */
  readonly keepsCounters: boolean;
  /** Whether to go on; asked before each batch. */
  goesOn(): Promise<boolean>;
  /** The budget as it stands. */
  budget(): Promise<Budget>;
  /** Makes drafts come true. */
  take(drafts: readonly Draft[]): Promise<readonly Decision[]>;
  /** The budget as the run has left it. */
  budgetAfter(counters: IssueCounters): Promise<Budget>;
}

/** A preview: the counters are all that changes. */
export function takeFromCounters(budget: Budget): Taking {
  return {
    keepsCounters: true,
    goesOn: async () => true,
    budget: async () => budget,
    take: async (drafts) => drafts.map(recordDecision),
    budgetAfter: async (counters) => counters.currentBudget ?? budget,
  };
}

export interface LedgerTaking {
  readonly ledger: Pick<LedgerService, 'issue'>;
  readonly log: Pick<DecisionLog, 'append'>;
  readonly goesOn: () => Promise<boolean>;
  readonly budget: () => Promise<Budget>;
}

/** A launch: coupons come from the ledger, and every decision is logged before the next batch. */
export function takeFromLedger({ ledger, log, goesOn, budget }: LedgerTaking): Taking {
  return {
    keepsCounters: false,
    goesOn,
    budget,
    async take(drafts) {
      const decisions = await issueDrafts(ledger, drafts);
      await log.append(decisions);
      return decisions;
    },
    budgetAfter: budget,
  };
}
