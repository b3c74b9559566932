import {
  type Attempt,
  choose,
  composeInputs,
  couponOfDecision,
  type Decided,
  dryReserve,
  type Findings,
  type Flow,
  type IssueCounters,
  type Reservation,
  withoutCoupon,
} from '../decision/index.ts';
import type { Coupon } from '../ledger/index.ts';

/** A member's decision by the counters, before the ledger is asked. */
export interface Draft extends Decided {
  readonly reservation: Reservation;
}

/** Decides for one member as it would go now, and takes from the counters what that would get. */
export function draftDecision(
  findings: Findings,
  reservation: Reservation,
  { flow, counters }: { readonly flow: Flow; readonly counters: IssueCounters },
): Draft {
  const { own, others } = separateOwn(findings, reservation.key);
  const inputs = composeInputs(flow, others);
  const choice = choose(flow, inputs);
  const at = findings.now;
  const attempts = own ? [given(own)] : dryReserve(choice, reservation, { counters, at });
  return { key: reservation.key, at, flow, inputs, choice, attempts, reservation };
}

/** Finds the coupon that an interrupted launch got already for this very decision, and what is known without it. */
export function separateOwn(findings: Findings, key: string): { readonly own?: Coupon; readonly others: Findings } {
  const own = couponOfDecision(key, findings.coupons);
  return own ? { own, others: withoutCoupon(findings, own) } : { others: findings };
}

function given({ id, templateId }: Coupon): Attempt {
  return { kind: 'issued', templateId, couponId: id };
}
