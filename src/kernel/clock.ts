/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** The only source of time outside `app` and `adapters`. A folder may carry its own clock (the demo's does). */
export interface Clock {
  now(): Instant;
}

/** A clock that stands still until told otherwise, for tests and replays. */
export interface ManualClock extends Clock {
  set(instant: Instant): void;
}

export function manualClock(start: Instant): ManualClock {
  let instant = start;
  return {
    now: () => instant,
    set: (next) => {
      instant = next;
    },
  };
}
