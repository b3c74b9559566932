import { createHash } from 'node:crypto';
import { brandAs, type DecisionId, type TemplateId } from '../../kernel/index.ts';
import { type Coupon, couponIdOf } from '../ledger/index.ts';

/** The same key gives the same decision on every machine: `d-` and 96 bits of SHA-256. */
export function decisionIdOf(key: string): DecisionId {
  return brandAs<DecisionId>(`d-${createHash('sha256').update(`decision\0${key}`).digest('hex').slice(0, 24)}`);
}

/** Key of the request to the ledger: one for each template, since a decision may ask for several in turn. */
export function ledgerKeyOf(key: string, templateId: TemplateId): string {
  return `${key}/${templateId}`;
}

/** The coupon that a decision got from the ledger before a crash kept it from being logged. */
export function couponOfDecision(key: string, coupons: readonly Coupon[]): Coupon | undefined {
  return coupons.find(({ id, templateId }) => id === couponIdOf(ledgerKeyOf(key, templateId)));
}
