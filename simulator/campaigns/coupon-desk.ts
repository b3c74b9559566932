import type { DayNumber } from '../../src/kernel/index.ts';
import type { Merchant } from '../city/merchants.ts';
import type { CouponScope } from '../demand/outcome.ts';
import type { DayWriter } from '../output/day-writer.ts';
import type { Person } from '../people/person.ts';
import { type Roster, sinceStart } from '../people/roster.ts';
import { type Campaign, campaign } from './plans.ts';
import { PLACE } from './targeting.ts';

/** What an order did with a coupon. */
export interface Redemption {
  readonly second: number;
  readonly order: string;
  readonly merchant: Merchant;
  readonly channel: string;
  readonly cost: number;
}

/** Keeps who holds which coupon. A person is in one campaign at a time, so a number and a state each are enough. */
export class CouponDesk {
  readonly #roster: Roster;
  readonly #campaigns: Campaign[] = [];

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  /** Puts a person into a campaign, with a coupon or held out. */
  enter(index: number, one: Campaign, place: number): void {
    this.#roster.campaign[index] = one.number;
    this.#roster.place[index] = place;
  }

  /** The campaign whose coupon this person may use today. */
  usable(index: number, day: DayNumber): Campaign | undefined {
    if (this.#roster.place[index] !== PLACE.live) return undefined;
    if (this.#roster.returned[index]! >= sinceStart(day)) return undefined;
    return this.#campaign(this.#roster.campaign[index]!);
  }

  redeem(writer: DayWriter, person: Person, about: { campaign: Campaign } & Redemption): void {
    this.#roster.place[person.index] = PLACE.used;
    writer.coupon(person, { kind: 'redeemed', ...about });
  }

  /** Gives the coupon of a cancelled order back; it may be used again from tomorrow. */
  release(writer: DayWriter, person: Person, about: { campaign: Campaign; day: DayNumber } & Redemption): void {
    this.#roster.place[person.index] = PLACE.live;
    this.#roster.returned[person.index] = sinceStart(about.day);
    writer.coupon(person, { kind: 'released', ...about });
  }

  /** Lets everyone out of a campaign whose last day has passed; tells of each whose coupon is left over. */
  close(one: Campaign, leftOver: (index: number) => void): void {
    const { campaign: campaigns, place } = this.#roster;
    for (let index = 0; index < campaigns.length; index++) {
      if (campaigns[index] !== one.number) continue;
      if (place[index] === PLACE.live) leftOver(index);
      campaigns[index] = 0;
      place[index] = PLACE.none;
    }
  }

  #campaign(number: number): Campaign {
    this.#campaigns[number] ??= campaign(number);
    return this.#campaigns[number];
  }
}

/** What the choice model must know of a coupon. */
export function scopeOf(one: Campaign): CouponScope {
  return { category: one.category, depth: one.offer.depth };
}
