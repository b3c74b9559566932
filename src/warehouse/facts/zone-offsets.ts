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
  const ends = spans.slice(1).map(({ from }) => from);
  return `make_timestamp(epoch_us(${instant}) + ${offsetSql(`epoch_us(${instant})`, ends, spans)})`;
}

/**
 * SQL: TIMESTAMPTZ of a local TIMESTAMP that lies within the spans. A local time that a change of the clock skips or
 * repeats is read with the offset before the change, as `Temporal` does by default.
 */
export function instantSql(localTime: string, spans: readonly OffsetSpan[]): string {
  const ends = spans.slice(1).map(({ from, offsetMs }, i) => from + Math.max(offsetMs, spans[i]!.offsetMs));
  return `make_timestamp(epoch_us(${localTime}) - ${offsetSql(`epoch_us(${localTime})`, ends, spans)}) AT TIME ZONE 'UTC'`;
}

/** Offset in microseconds of a time given in microseconds; span i holds below `ends[i]`. Halving makes three centuries nine steps. */
function offsetSql(time: string, ends: readonly number[], spans: readonly OffsetSpan[]): string {
  if (ends.length === 0) return `(${spans[0]!.offsetMs * 1000})`;
  const middle = Math.floor(ends.length / 2);
  const before = offsetSql(time, ends.slice(0, middle), spans.slice(0, middle + 1));
  const after = offsetSql(time, ends.slice(middle + 1), spans.slice(middle + 1));
  return `CASE WHEN ${time} < ${ends[middle]! * 1000} THEN ${before} ELSE ${after} END`;
}

function offsetOf(moment: Temporal.ZonedDateTime): number {
  return moment.offsetNanoseconds / 1_000_000;
}
