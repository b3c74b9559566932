import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../kernel/index.ts';

/** A stretch of time during which a zone keeps one offset from UTC. */
export interface OffsetSpan {
  /** Begins here; the first span also holds for everything before. */
  readonly from: Instant;
  readonly offsetMs: number;
}

/**
 * The spans of a zone that touch [first, last], in order. A year has two or three, so an SQL CASE over them converts a
 * million times in milliseconds, and exactly as `Temporal` would.
 */
export function offsetSpans(zone: string, first: Instant, last: Instant): readonly OffsetSpan[] {
  let moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(first)).toZonedDateTimeISO(zone);
  const spans: OffsetSpan[] = [{ from: moment.epochMilliseconds, offsetMs: offsetOf(moment) }];
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > last) return spans;
    spans.push({ from: next.epochMilliseconds, offsetMs: offsetOf(next) });
    moment = next;
  }
}

/** SQL: local TIMESTAMP of a TIMESTAMPTZ that lies within the spans. */
export function localTimeSql(instant: string, spans: readonly OffsetSpan[]): string {
  const cases = spans
    .slice(1)
    .map(({ from }, i) => `WHEN epoch_us(${instant}) < ${from * 1000} THEN ${microseconds(spans[i]!)}`);
  return `make_timestamp(epoch_us(${instant}) + ${caseOf(cases, microseconds(spans.at(-1)!))})`;
}

/**
 * SQL: TIMESTAMPTZ of a local TIMESTAMP that lies within the spans. A local time that a change of the clock skips or
 * repeats is read with the offset before the change, as `Temporal` does by default.
 */
export function instantSql(localTime: string, spans: readonly OffsetSpan[]): string {
  const cases = spans.slice(1).map(({ from, offsetMs }, i) => {
    const before = spans[i]!;
    const end = (from + Math.max(offsetMs, before.offsetMs)) * 1000;
    return `WHEN epoch_us(${localTime}) < ${end} THEN ${microseconds(before)}`;
  });
  return `make_timestamp(epoch_us(${localTime}) - ${caseOf(cases, microseconds(spans.at(-1)!))}) AT TIME ZONE 'UTC'`;
}

function offsetOf(moment: Temporal.ZonedDateTime): number {
  return moment.offsetNanoseconds / 1_000_000;
}

function microseconds({ offsetMs }: OffsetSpan): string {
  return `(${offsetMs * 1000})`;
}

function caseOf(cases: readonly string[], otherwise: string): string {
  return cases.length === 0 ? otherwise : `CASE ${cases.join(' ')} ELSE ${otherwise} END`;
}
