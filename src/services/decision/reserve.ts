import type { CouponId, TemplateId } from '../../kernel/index.ts';
import type { IssueRequest } from '../ledger/index.ts';
import type { Choice } from './choose.ts';
import type { Attempt } from './decision.ts';
import { ledgerKeyOf } from './decision-key.ts';
import type { Reservation } from './dry-reserve.ts';
import type { Reason } from './reason.ts';
import { nextAttempt } from './settle.ts';

/** How the ledger is asked for a coupon. */
export type AskLedger = (
  request: Omit<IssueRequest, 'at'>,
) => Promise<
  | { readonly kind: 'issued'; readonly coupon: { readonly id: CouponId } }
  | { readonly kind: 'refused'; readonly reason: Reason }
>;

/** Asks the ledger for each candidate in turn until it gives one, after the attempts that were made already. */
export async function reserve(
  choice: Choice,
  reservation: Reservation,
  { ask, made = [] }: { readonly ask: AskLedger; readonly made?: readonly Attempt[] },
): Promise<readonly Attempt[]> {
  const attempts = [...made];
  for (let id = nextAttempt(choice, attempts); id; id = nextAttempt(choice, attempts))
    attempts.push(await reserveOne(ask, reservation, id));
  return attempts;
}

/** One request to the ledger; asked again, it gets the first answer. */
export async function reserveOne(
  ask: AskLedger,
  { key, ...rest }: Reservation,
  templateId: TemplateId,
): Promise<Attempt> {
  const answer = await ask({ ...rest, templateId, key: ledgerKeyOf(key, templateId) });
  if (answer.kind === 'issued') return { kind: 'issued', templateId, couponId: answer.coupon.id };
  return { kind: 'refused', templateId, reason: answer.reason };
}
