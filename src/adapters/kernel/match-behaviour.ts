import type { Did, Sequence } from '../../expression/index.ts';
import { type Bits, countBetween, emptyBits, hasBit, setBit } from './bits.ts';
import type { EventTable, RowEvents } from './event-table.ts';
import { scanAtLeast } from './scan.ts';

const DAY_MS = 86_400_000;

/** Rows of an event table, and which of them fit the condition. */
export interface FittingRows {
  readonly table: EventTable;
  readonly fit: Bits;
}

/** People who did it as often as asked. */
export function matchDid(did: Did, { table, fit }: FittingRows, asOf: number): Bits {
  const recent = did.withinDays === undefined ? fit : sinceDay(table, fit, asOf - did.withinDays);
  if (!table.events) return matchCounts(recent, table.offsets, did.times);
  return matchCounts(eventsOfRows(recent, table.events), table.events.offsets, did.times);
}

function sinceDay({ day }: EventTable, fit: Bits, since: number): Bits {
  const recent = new Uint32Array(fit.length);
  scanAtLeast(day, since, recent);
  for (let i = 0; i < recent.length; i++) recent[i]! &= fit[i]!;
  return recent;
}

/** Several rows of one event count once. */
function eventsOfRows(rows: Bits, { offsets, ofRow }: RowEvents): Bits {
  const events = emptyBits(offsets.at(-1)!);
  for (let i = 0; i < rows.length; i++) {
    for (let word = rows[i]!; word !== 0; word &= word - 1) {
      setBit(events, ofRow[(i << 5) + 31 - Math.clz32(word & -word)]!);
    }
  }
  return events;
}

/** Whose entries, from one offset to before the next, hold as many bits as asked. */
function matchCounts(bits: Bits, offsets: Uint32Array, { op, count }: Did['times']): Bits {
  const truth = emptyBits(offsets.length - 1);
  for (let person = 0; person < offsets.length - 1; person++) {
    const has = countBetween(bits, offsets[person]!, offsets[person + 1]!);
    const fits = op === '>=' ? has >= count : op === '<=' ? has <= count : has === count;
    truth[person >>> 5]! |= Number(fits) << (person & 31);
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
