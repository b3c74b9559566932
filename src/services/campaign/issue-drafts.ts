import { TesseraError } from '../../kernel/index.ts';
import { type AskLedger, type Attempt, type Decision, recordDecision, reserve, reserveOne } from '../decision/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { Draft } from './draft-decision.ts';

/**
 * Asks the ledger for what the drafts would get, all at once and in their order, so that they share one commit and the
 * first in line gets the last coupon. Where the ledger says no, because someone else was faster, the next candidates
 * are asked for.
 */
export async function issueDrafts(
  ledger: Pick<LedgerService, 'issue'>,
  drafts: readonly Draft[],
): Promise<readonly Decision[]> {
  const ask = askForKnown(ledger);
  const answers = await Promise.all(drafts.map((draft) => askOnce(ask, draft)));
  const decisions: Decision[] = [];
  for (const [i, draft] of drafts.entries()) {
    const attempts = await reserve(draft.choice, draft.reservation, { ask, made: answers[i] ?? [] });
    decisions.push(recordDecision({ ...draft, attempts }));
  }
  return decisions;
}

/** Replaces what a draft would get by the ledger's answer. */
function askOnce(ask: AskLedger, { attempts, reservation }: Draft): Promise<readonly Attempt[]> {
  const answers = attempts.map((attempt) =>
    attempt.kind === 'would-issue' ? reserveOne(ask, reservation, attempt.templateId) : attempt,
  );
  return Promise.all(answers);
}

/** One person whom the warehouse does not know must not hold up all others. */
function askForKnown(ledger: Pick<LedgerService, 'issue'>): AskLedger {
  return async (request) => {
    try {
      return await ledger.issue(request);
    } catch (error) {
      if (!(error instanceof TesseraError) || error.code !== 'person.not-found') throw error;
      return { kind: 'refused', reason: 'person-unknown' };
    }
  };
}
