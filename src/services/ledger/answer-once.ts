import { createHash } from 'node:crypto';
import { canonicalJson, type Instant, TesseraError } from '../../kernel/index.ts';
import type { LedgerState } from './ledger-state.ts';
import type { CloseRefusal, Coupon, IssueRefusal } from './ledger-store.port.ts';

/** What came of a keyed request, now or the first time. */
export type Outcome =
  | { readonly coupon: Coupon; readonly repeated: boolean }
  | { readonly refusal: IssueRefusal | CloseRefusal; readonly repeated: boolean };

interface Keyed {
  readonly key: string;
  readonly at: Instant;
  readonly alsoOf?: unknown;
}

/**
 * Runs a keyed request once. A repetition gets the first answer, coupon or refusal, as it was then; the same key
 * with another body throws `key.reused`. The time of a request and what is known of the person's other logins are no part of its body.
 */
export function answerOnce(
  state: LedgerState,
  verb: string,
  request: Keyed,
  perform: () => { readonly seq: number; readonly coupon: Coupon } | { readonly refusal: IssueRefusal | CloseRefusal },
): Outcome {
  const fingerprint = fingerprintOf(verb, request);
  const known = state.answer(request.key);
  if (known && known.fingerprint !== fingerprint) throw new TesseraError('key.reused', { key: request.key });
  if (known && 'refusal' in known) return { refusal: known.refusal, repeated: true };
  if (known) return { coupon: couponOf(state, known.seq), repeated: true };

  const done = perform();
  if ('refusal' in done) {
    state.putAnswer(request.key, { fingerprint, refusal: done.refusal });
    return { refusal: done.refusal, repeated: false };
  }
  state.putAnswer(request.key, { fingerprint, seq: done.seq });
  return { coupon: done.coupon, repeated: false };
}

function fingerprintOf(verb: string, request: Keyed): string {
  const { at: _, alsoOf: __, ...body } = request;
  return createHash('sha256').update(canonicalJson({ verb, body })).digest('base64url').slice(0, 22);
}

function couponOf(state: LedgerState, seq: number): Coupon {
  const coupon = state.entry(seq)?.coupon;
  if (!coupon) throw new Error(`Journal entry ${seq} has no coupon, but a request key refers to it`);
  return coupon;
}
