import { createHash } from 'node:crypto';
import { brandAs, type CouponId } from '../../kernel/index.ts';

/** The same key gives the same coupon on every machine: `c-` and 96 bits of SHA-256. */
export function couponIdOf(key: string): CouponId {
  return brandAs<CouponId>(`c-${createHash('sha256').update(`coupon\0${key}`).digest('hex').slice(0, 24)}`);
}
