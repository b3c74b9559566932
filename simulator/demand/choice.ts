import type { CityDay } from '../city/calendar.ts';
import { CATEGORIES, MOST_STYLES } from '../city/categories.ts';
import type { Market, Merchant } from '../city/merchants.ts';
import type { Person } from '../people/person.ts';
import type { Dice } from '../random.ts';

/** Most merchants that a market has. */
const WIDEST_MARKET = 512;

/**
 * Multinomial logit over the merchants of a market and the outside option (McFadden, 1974). The utility of a merchant
 * is quality + taste for its style − price sensitivity × log price − cost of distance; that of not ordering is
 * log(number of merchants) − appeal of the category − readiness of the person, so that wide markets do not sell more
 * by being wide. A coupon and the calendar add to the utility of every merchant alike.
 */
export class Choice {
  readonly #weights = new Float64Array(WIDEST_MARKET);
  #count = 0;

  /** Weighs a market with a person's eyes; returns the logit of an order on an ordinary day without a coupon. */
  weigh(person: Person, market: Market): number {
    const { merchants } = market;
    this.#count = merchants.length;
    let sum = 0;
    for (let i = 0; i < merchants.length; i++) {
      const weight = Math.exp(utility(person, merchants[i]!));
      this.#weights[i] = weight;
      sum += weight;
    }
    const category = CATEGORIES[merchants[0]!.category]!;
    return Math.log(sum / merchants.length) + category.appeal + person.response.readiness;
  }

  /** A merchant of the market weighed last, in proportion to its weight. */
  pick(dice: Dice, market: Market): Merchant {
    return market.merchants[dice.pick(this.#weights, this.#count)]!;
  }
}

/** Chance of an order in a session, from the logit that `weigh` gave, the calendar and a coupon's push. */
export function orderChance(logit: number, today: CityDay, about: { category: number; push: number }): number {
  return 1 / (1 + Math.exp(-(logit + today.appeal[about.category]! + about.push)));
}

function utility(person: Person, merchant: Merchant): number {
  const east = person.east - merchant.east;
  const north = person.north - merchant.north;
  return (
    merchant.quality +
    person.tastes[merchant.category * MOST_STYLES + merchant.style]! -
    person.priceSensitivity * merchant.logPrice -
    CATEGORIES[merchant.category]!.distanceCost * Math.sqrt(east * east + north * north)
  );
}
