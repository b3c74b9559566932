import type { FactTable } from '../facts/index.ts';
import type { SqlValue } from '../sql-engine.port.ts';
import type { EventEnvelope } from './event-log.port.ts';
import type { EventType, Payload } from './event-types.ts';

/** One row of a fact table by column; what is left out is NULL. */
export interface FactRow {
  readonly table: FactTable;
  readonly values: Readonly<Record<string, SqlValue>>;
}

type Facts<Type extends EventType> = (payload: Payload<Type>, event: EventEnvelope) => readonly FactRow[];

/** What is no fact goes elsewhere: attributes to `user_attribute`, links to `identity_evidence`. */
type NoFact = 'attributes' | 'login' | 'identity_link';

/** The facts that each type of event is. */
const FACTS: { readonly [Type in Exclude<EventType, NoFact>]: Facts<Type> } = {
  order: ({ lines, ...order }, event) =>
    lines.map((line, at) => ({
      table: 'fact_order_line',
      values: {
        fact_key: `${event.messageId}#${at}`,
        kind: 'sale',
        ...orderColumns(order),
        product_id: line.productId ?? null,
        category: line.category ?? null,
        quantity: line.quantity,
        gross_amount: line.gross,
        coupon_discount: line.couponDiscount,
        net_amount: line.gross - line.couponDiscount,
      },
    })),
  order_cancelled: ({ amount, category, ...order }) => [
    {
      table: 'fact_order_line',
      values: {
        kind: 'cancellation',
        ...orderColumns(order),
        category: category ?? null,
        gross_amount: -amount,
        coupon_discount: 0,
        net_amount: -amount,
      },
    },
  ],
  visit: (visit) => [
    {
      table: 'fact_visit',
      values: {
        session_id: visit.sessionId ?? null,
        step: visit.step,
        activity_page: visit.activityPage ?? null,
        merchant_id: visit.merchantId ?? null,
        category: visit.category ?? null,
        device_id: visit.deviceId ?? null,
        device_os: visit.deviceOs ?? null,
        duration_seconds: visit.durationSeconds ?? null,
        ...placeColumns(visit),
      },
    },
  ],
  exposure: (exposure) => [
    {
      table: 'fact_exposure',
      values: {
        campaign_id: exposure.campaignId,
        template_id: exposure.templateId ?? null,
        placement: exposure.placement ?? null,
        ...placeColumns(exposure),
      },
    },
  ],
  coupon: (coupon) => [
    {
      table: 'fact_coupon_event',
      values: {
        kind: coupon.kind,
        coupon_id: coupon.couponId,
        template_id: coupon.templateId ?? null,
        campaign_id: coupon.campaignId ?? null,
        order_id: coupon.orderId ?? null,
        merchant_id: coupon.merchantId ?? null,
        category: coupon.category ?? null,
        cost: coupon.cost ?? null,
        ...placeColumns(coupon),
      },
    },
  ],
  operator_action: ({ operator, action, subjectKind, subjectId, detail }) => [
    {
      table: 'fact_operator_action',
      values: {
        operator,
        action,
        subject_kind: subjectKind ?? null,
        subject_id: subjectId ?? null,
        detail: detail ?? null,
      },
    },
  ],
};

/** The facts that an event is, with its envelope's columns. */
export function factsOfEvent(event: EventEnvelope): readonly FactRow[] {
  const facts = FACTS[event.type as keyof typeof FACTS] as Facts<EventType> | undefined;
  if (!facts) return [];
  return facts(event.payload as Payload<EventType>, event).map(({ table, values }) => ({
    table,
    values: {
      fact_key: event.messageId,
      user_id: event.userId ?? null,
      occurred_at: event.occurredAt,
      received_at: event.receivedAt,
      ...values,
    },
  }));
}

function orderColumns(order: Partial<Payload<'order'>> & { readonly orderId: string }) {
  return {
    order_id: order.orderId,
    merchant_id: order.merchantId ?? null,
    coupon_id: order.couponId ?? null,
    campaign_id: order.campaignId ?? null,
    ...placeColumns(order),
  };
}

function placeColumns({
  channel,
  city,
}: {
  readonly channel?: string | undefined;
  readonly city?: string | undefined;
}) {
  return { channel: channel ?? null, city: city ?? null };
}
