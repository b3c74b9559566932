import type { Instant } from '../../kernel/index.ts';

/** An event as a caller sends it; everything in it is untrusted. */
export interface GivenEvent {
  readonly type: string;
  readonly messageId: string;
  readonly userId?: string | undefined;
  /** ISO 8601 with a zone. */
  readonly occurredAt: string;
  readonly source: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface RejectedEvent {
  readonly index: number;
  readonly messageId: string;
  readonly reason: string;
  readonly field?: string;
}

export interface IngestOutcome {
  readonly accepted: number;
  /** The same event was accepted before; it counts once. */
  readonly duplicates: number;
  readonly rejected: readonly RejectedEvent[];
  /** Position in the log of the last event accepted so far. */
  readonly lastSeq: number;
}

/** Told after facts have been committed. */
export interface Applied {
  /** All events up to this position are in the facts. */
  readonly seq: number;
  readonly events: number;
  /** By the folder's clock. */
  readonly at: Instant;
}

/**
 * Takes events in and brings them into the facts. What `ingest` has accepted is on disk and survives kill -9; it is in
 * the facts within half a second and exactly once, whatever happens in between.
 */
export interface EventIntake {
  /** Checks each event; good ones are logged durably, bad ones come back with their reason. */
  ingest(events: readonly GivenEvent[]): Promise<IngestOutcome>;
  /** Called after each batch that reached the facts. A listener that throws is reported and does not stop the next. */
  onApplied(listener: (applied: Applied) => void | Promise<void>): void;
  /** Accepted events that are not in the facts yet. */
  lag(): Promise<number>;
  /** Resolves once everything accepted so far is in the facts; rejects with the fault that keeps it from there. */
  drain(): Promise<void>;
  /** Applies what is under way, then stops; the log keeps the rest for the next start. */
  close(): Promise<void>;
}
