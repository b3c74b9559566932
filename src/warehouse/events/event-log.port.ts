/** A fact as it came: what happened to whom and when. `payload` is checked against the type's schema before it is logged. */
export interface EventEnvelope {
  /** `order`, `order_cancelled`, `visit`, `exposure`, `coupon`, `attributes`, `login`, `identity_link`. */
  readonly type: string;
  /** Version of the payload's schema, from 1. */
  readonly version: number;
  /** The caller's idempotency key, unique within `source`. */
  readonly messageId: string;
  readonly userId?: string;
  /** Epoch milliseconds, UTC. */
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly source: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface LoggedEvent {
  /** Position in the log, from 1, without gaps. */
  readonly seq: number;
  readonly event: EventEnvelope;
}

export interface AppendOutcome {
  readonly accepted: number;
  /** Same source, messageId and content as an event already in the log. */
  readonly duplicates: number;
  /** Positions in the given list of same source and messageId, other content; nothing of these was written. */
  readonly conflicts: readonly number[];
  readonly lastSeq: number;
}

/** The durable log of events in flight. A resolved append survives kill -9; a duplicate is not appended again. */
export interface EventLog {
  append(events: readonly EventEnvelope[]): Promise<AppendOutcome>;
  /** Events with seq > `after`, in order, at most `limit`. */
  read(after: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** Seq of the newest event, 0 for an empty log. */
  lastSeq(): Promise<number>;
  /** Drops what every consumer has applied; ids stay known. */
  trim(upTo: number): Promise<void>;
  close(): Promise<void>;
}
