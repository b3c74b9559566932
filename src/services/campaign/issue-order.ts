import { createHash } from 'node:crypto';
import type { CampaignId, UserId } from '../../kernel/index.ts';
import { choose, composeInputs, type Findings, type Flow } from '../decision/index.ts';

/** Who comes first, in words. */
export const ISSUE_ORDER =
  'highest score of the best coupon that the person may have first; equal scores by SHA-256 of campaign id and user id';

/** A member with what decides the turn. */
export interface Turn {
  readonly userId: UserId;
  readonly score: number;
  readonly lot: string;
}

/**
 * The turn of one member: score of the best candidate as if stock and budget were without end, so that it is the same
 * before, during and after issuing. Whoever may have nothing comes last.
 */
export function turnOf(flow: Flow, campaignId: CampaignId, findings: Findings): Turn {
  const { budget: _, ...rest } = findings;
  const stocks = findings.stocks.map(({ template, ...stock }) => ({
    ...stock,
    template: { ...template, stock: Number.MAX_SAFE_INTEGER },
  }));
  const [best] = choose(flow, composeInputs(flow, { ...rest, stocks })).ranked;
  const lot = createHash('sha256').update(`${campaignId}\0${findings.userId}`).digest('hex');
  return { userId: findings.userId, score: best?.score ?? Number.NEGATIVE_INFINITY, lot };
}

/** Sorts turns: highest score first, then the lower lot. */
export function byTurn(a: Turn, b: Turn): number {
  if (a.score !== b.score) return a.score > b.score ? -1 : 1;
  return a.lot < b.lot ? -1 : 1;
}
