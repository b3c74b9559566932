import { type Instant, nearestName } from '../../kernel/index.ts';
import type { GivenEvent, RejectedEvent } from './event-intake.ts';
import type { EventEnvelope } from './event-log.port.ts';
import { EVENT_TYPES, isEventType } from './event-types.ts';

/** Version of the payloads that `EVENT_TYPES` describes. */
const PAYLOAD_VERSION = 1;

const NEEDS_USER = new Set(['attributes', 'login', 'identity_link']);

export type CheckedEvent =
  | { readonly kind: 'good'; readonly event: EventEnvelope }
  | { readonly kind: 'bad'; readonly problem: Pick<RejectedEvent, 'reason' | 'field'> };

/** Holds an event to its type; the first problem is named with its field. */
export function checkEvent(given: GivenEvent, receivedAt: Instant): CheckedEvent {
  if (!isEventType(given.type)) return bad(unknownType(given.type), 'type');
  const occurredAt = Date.parse(given.occurredAt);
  if (Number.isNaN(occurredAt)) return bad(`"${given.occurredAt}" is not a time with a zone`, 'occurredAt');
  if (NEEDS_USER.has(given.type) && given.userId === undefined) return bad(`${given.type} needs a userId`, 'userId');
  const payload = EVENT_TYPES[given.type].safeParse(given.payload);
  if (!payload.success) {
    const [issue] = payload.error.issues;
    return bad(issue?.message ?? 'is not valid', ['payload', ...(issue?.path ?? [])].join('.'));
  }
  const { type, messageId, userId, source } = given;
  return {
    kind: 'good',
    event: {
      type,
      version: PAYLOAD_VERSION,
      messageId,
      ...(userId === undefined ? {} : { userId }),
      occurredAt,
      receivedAt,
      source,
      payload: payload.data,
    },
  };
}

function unknownType(type: string): string {
  const nearest = nearestName(type, Object.keys(EVENT_TYPES));
  return `there is no event type "${type}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
}

function bad(reason: string, field: string): CheckedEvent {
  return { kind: 'bad', problem: { reason, field } };
}
