import { z } from 'zod';

const id = z.string().min(1).max(200);
const word = z.string().min(1).max(200);
const minorUnits = z.int().min(0);

const place = { channel: word.optional(), city: word.optional() };

const line = z.strictObject({
  productId: id.optional(),
  category: word.optional(),
  quantity: z.number().min(0).default(1),
  /** Line total before coupons, minor units. */
  gross: minorUnits,
  /** What coupons took off the line. */
  couponDiscount: minorUnits.default(0),
});

/**
 * What each type of event carries. Money is whole minor units; `userId` and `occurredAt` stand in the envelope.
 * A correction is an event of its own: nothing that was accepted is changed.
 */
export const EVENT_TYPES = {
  /** An order as it was placed, with all its lines. */
  order: z.strictObject({
    orderId: id,
    merchantId: id.optional(),
    couponId: id.optional(),
    campaignId: id.optional(),
    ...place,
    lines: z.array(line).min(1).max(1000),
  }),
  /** Takes money of an order back, at the time of the cancellation. */
  order_cancelled: z.strictObject({
    orderId: id,
    amount: minorUnits.positive(),
    merchantId: id.optional(),
    category: word.optional(),
    ...place,
  }),
  visit: z.strictObject({
    sessionId: id.optional(),
    step: word,
    activityPage: word.optional(),
    merchantId: id.optional(),
    category: word.optional(),
    deviceId: id.optional(),
    deviceOs: word.optional(),
    durationSeconds: z.number().min(0).optional(),
    ...place,
  }),
  exposure: z.strictObject({ campaignId: id, templateId: id.optional(), placement: word.optional(), ...place }),
  /** A transition of a coupon that another system issues; Tessera's own ledger reports its coupons itself. */
  coupon: z.strictObject({
    kind: z.enum(['issued', 'claimed', 'opened', 'locked', 'redeemed', 'settled', 'released', 'expired', 'revoked']),
    couponId: id,
    templateId: id.optional(),
    campaignId: id.optional(),
    orderId: id.optional(),
    merchantId: id.optional(),
    category: word.optional(),
    cost: minorUnits.optional(),
    ...place,
  }),
  /** Someone signed in on a device: evidence that the two belong together. */
  login: z.strictObject({ deviceId: id }),
  /** Another system knows that two logins are one person. */
  identity_link: z.strictObject({ otherUserId: id }),
  /** A write by an operator; those done in Tessera itself are told by it. */
  operator_action: z.strictObject({
    operator: id,
    action: word,
    subjectKind: word.optional(),
    subjectId: id.optional(),
    detail: z.string().max(2000).optional(),
  }),
  /** Uploaded attributes of one person; the last value received holds. */
  attributes: z.strictObject({ values: z.record(z.string().min(1).max(64), z.string().max(1000)) }),
} as const;

export type EventType = keyof typeof EVENT_TYPES;

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_TYPES, type);
}

export type Payload<Type extends EventType> = z.output<(typeof EVENT_TYPES)[Type]>;
