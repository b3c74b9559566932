import type { TemplateId } from '../../kernel/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { Choice } from './choose.ts';
import type { Attempt } from './decision.ts';
import { ledgerKeyOf } from './decision-key.ts';
import type { Reservation } from './dry-reserve.ts';
import { nextAttempt } from './settle.ts';

/** Asks the ledger for each candidate in turn until it gives one, after the attempts that were made already. */
export async function reserve(
  choice: Choice,
  reservation: Reservation,
  { ledger, made = [] }: { readonly ledger: Pick<LedgerService, 'issue'>; readonly made?: readonly Attempt[] },
): Promise<readonly Attempt[]> {
  const attempts = [...made];
  for (let id = nextAttempt(choice, attempts); id; id = nextAttempt(choice, attempts))
    attempts.push(await reserveOne(ledger, reservation, id));
  return attempts;
}

/** One request to the ledger; asked again, it gets the first answer. */
export async function reserveOne(
  ledger: Pick<LedgerService, 'issue'>,
  { key, ...rest }: Reservation,
  templateId: TemplateId,
): Promise<Attempt> {
  const answer = await ledger.issue({ ...rest, templateId, key: ledgerKeyOf(key, templateId) });
  if (answer.kind === 'issued') return { kind: 'issued', templateId, couponId: answer.coupon.id };
  return { kind: 'refused', templateId, reason: answer.reason };
}
