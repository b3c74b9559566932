import type { DayNumber } from '../../src/kernel/index.ts';
import type { CouponDesk } from '../campaigns/coupon-desk.ts';
import type { Campaign } from '../campaigns/plans.ts';
import type { Markets, Merchant } from '../city/merchants.ts';
import type { DayWriter } from '../output/day-writer.ts';
import type { Roster } from '../people/roster.ts';
import type { Dice } from '../random.ts';
import type { Choice } from './choice.ts';

/** What sessions of one day share. */
export interface SessionWorld {
  readonly seed: number;
  readonly day: DayNumber;
  readonly dice: Dice;
  readonly choice: Choice;
  readonly markets: Markets;
  readonly roster: Roster;
  readonly desk: CouponDesk;
  readonly writer: DayWriter;
}

/** How a session looks, whatever comes of it. */
export interface Setting {
  readonly id: string;
  readonly channel: string;
  readonly page: string;
  readonly category: number;
  readonly merchant: Merchant;
  readonly coupon: Campaign | undefined;
}
