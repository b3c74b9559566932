import type { DayNumber } from '../../src/kernel/index.ts';
import { FIRST_DAY } from '../options.ts';
import type { Person } from './person.ts';

/** Nobody has ordered yet. */
export const NEVER = -32_768;

/**
 * What the run must keep of everyone, in typed arrays: 19 bytes a person, and nothing else grows with their number.
 * Days are counted from the first day of history.
 */
export class Roster {
  readonly city: Uint8Array;
  readonly occupation: Uint8Array;
  readonly activity: Float32Array;
  readonly joined: Int16Array;
  readonly lost: Int16Array;
  readonly lastOrder: Int16Array;
  readonly orders: Uint16Array;
  /** Number of the campaign that the person is in, and what became of it. */
  readonly campaign: Uint16Array;
  readonly place: Uint8Array;
  /** Day on which a cancelled order gave the coupon back; it may be used again from the next. */
  readonly returned: Int16Array;

  constructor(capacity: number) {
    this.city = new Uint8Array(capacity);
    this.occupation = new Uint8Array(capacity);
    this.activity = new Float32Array(capacity);
    this.joined = new Int16Array(capacity);
    this.lost = new Int16Array(capacity);
    this.lastOrder = new Int16Array(capacity).fill(NEVER);
    this.orders = new Uint16Array(capacity);
    this.campaign = new Uint16Array(capacity);
    this.place = new Uint8Array(capacity);
    this.returned = new Int16Array(capacity).fill(NEVER);
  }

  enter(person: Person): void {
    const i = person.index;
    this.city[i] = person.city;
    this.occupation[i] = person.occupation;
    this.activity[i] = person.activity;
    this.joined[i] = sinceStart(person.joinedOn);
    this.lost[i] = sinceStart(person.lostOn);
  }

  noteOrder(index: number, day: DayNumber): void {
    this.lastOrder[index] = sinceStart(day);
    this.orders[index] = Math.min(65_535, this.orders[index]! + 1);
  }
}

export function sinceStart(day: DayNumber): number {
  return Math.min(32_767, day - FIRST_DAY);
}
