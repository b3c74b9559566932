import type { Did, Sequence } from '../../expression/index.ts';
import { type Bits, emptyBits, hasBit, setBit } from './bits.ts';
import type { EventTable } from './event-table.ts';

const DAY_MS = 86_400_000;

/** Rows of an event table, and which of them fit the condition. */
export interface FittingRows {
  readonly table: EventTable;
  readonly fit: Bits;
}

/** People who did it as often as asked. */
export function matchDid(did: Did, rows: FittingRows, asOf: number): Bits {
  const since = did.withinDays === undefined ? Number.NEGATIVE_INFINITY : asOf - did.withinDays;
  const counts = rows.table.event ? countEvents(rows, rows.table.event, since) : countRows(rows, since);
  return matchCounts(counts, did.times);
}

function countRows({ table: { offsets, day }, fit }: FittingRows, since: number): Uint32Array {
  const counts = new Uint32Array(offsets.length - 1);
  for (let person = 0; person < counts.length; person++) {
    let count = 0;
    const end = offsets[person + 1]!;
    for (let row = offsets[person]!; row < end; row++) {
      count += (fit[row >>> 5]! >>> (row & 31)) & Number(day[row]! >= since);
    }
    counts[person] = count;
  }
  return counts;
}

/** Several rows of one event count once. */
function countEvents({ table: { offsets, day }, fit }: FittingRows, event: Uint32Array, since: number): Uint32Array {
  const counts = new Uint32Array(offsets.length - 1);
  const isCounted = new Uint8Array(event.length + 1);
  for (let person = 0; person < counts.length; person++) {
    let count = 0;
    const end = offsets[person + 1]!;
    for (let row = offsets[person]!; row < end; row++) {
      const fits = (fit[row >>> 5]! >>> (row & 31)) & Number(day[row]! >= since) & ~isCounted[event[row]!]!;
      isCounted[event[row]!]! |= fits;
      count += fits;
    }
    counts[person] = count;
  }
  return counts;
}

function matchCounts(counts: Uint32Array, { op, count }: Did['times']): Bits {
  const truth = emptyBits(counts.length);
  for (let person = 0; person < counts.length; person++) {
    const has = counts[person]!;
    const fits = op === '>=' ? has >= count : op === '<=' ? has <= count : has === count;
    if (fits) setBit(truth, person);
  }
  return truth;
}

/** People who did all steps, each later than the one before and at most `withinDays` × 24 h. */
export function matchSequence({ withinDays }: Sequence, steps: readonly FittingRows[]): Bits {
  const bound = withinDays === undefined ? Number.POSITIVE_INFINITY : withinDays * DAY_MS;
  const people = steps[0]!.table.offsets.length - 1;
  const truth = emptyBits(people);
  const longest = Math.max(...steps.map(({ table }) => mostRows(table.offsets)));
  let [reached, next] = [new Float64Array(longest), new Float64Array(longest)];
  for (let person = 0; person < people; person++) {
    let count = firstTimes(steps[0]!, person, reached);
    for (let step = 1; step < steps.length && count > 0; step++) {
      count = nextTimes(steps[step]!, person, { reached, count, next, bound });
      [reached, next] = [next, reached];
    }
    if (count > 0) setBit(truth, person);
  }
  return truth;
}

function mostRows(offsets: Uint32Array): number {
  let most = 0;
  for (let i = 0; i < offsets.length - 1; i++) most = Math.max(most, offsets[i + 1]! - offsets[i]!);
  return most;
}

/** Writes the times at which the first step was done, ascending; answers how many. */
function firstTimes({ table: { offsets, at }, fit }: FittingRows, person: number, out: Float64Array): number {
  let count = 0;
  for (let row = offsets[person]!; row < offsets[person + 1]!; row++) if (hasBit(fit, row)) out[count++] = at[row]!;
  return count;
}

interface Reached {
  readonly reached: Float64Array;
  readonly count: number;
  readonly next: Float64Array;
  readonly bound: number;
}

/** The latest time before decides: no earlier one could be nearer. */
function nextTimes({ table: { offsets, at }, fit }: FittingRows, person: number, step: Reached): number {
  const { reached, count, next, bound } = step;
  let found = 0;
  let before = 0;
  for (let row = offsets[person]!; row < offsets[person + 1]!; row++) {
    if (!hasBit(fit, row)) continue;
    const time = at[row]!;
    while (before < count && reached[before]! < time) before++;
    if (before > 0 && time - reached[before - 1]! <= bound) next[found++] = time;
  }
  return found;
}
