import type { CityDay } from '../city/calendar.ts';
import { CATEGORIES, MOST_STYLES } from '../city/categories.ts';
import type { Market, Merchant } from '../city/merchants.ts';
import type { Person } from '../people/person.ts';
import { Dice, PURPOSE } from '../random.ts';

/** Most merchants that a market has. */
const WIDEST_MARKET = 512;

/**
 * Multinomial logit over the merchants of a market and the outside option (McFadden, 1974). The utility of a merchant
 * is quality + taste for its style − price sensitivity × log price − cost of distance; that of not ordering is
 * log(number of merchants) − appeal of the category − readiness of the person, so that wide markets do not sell more
 * by being wide. A coupon and the calendar add to the utility of every merchant alike.
 */
export class Choice {
  readonly #dice: Dice;
  readonly #tastes = new Float64Array(MOST_STYLES);
  readonly #weights = new Float64Array(WIDEST_MARKET);
  #count = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
  }

  /** Weighs a market with a person's eyes; returns the logit of an order on an ordinary day without a coupon. */
  weigh(person: Person, market: Market): number {
    const { merchants } = market;
    const category = CATEGORIES[merchants[0]!.category]!;
    this.#drawTastes(person, merchants[0]!.category);
    this.#count = merchants.length;
    let sum = 0;
    for (let i = 0; i < merchants.length; i++) {
      const weight = Math.exp(this.#utility(person, merchants[i]!, category.distanceCost));
      this.#weights[i] = weight;
      sum += weight;
    }
    return Math.log(sum / merchants.length) + category.appeal + person.response.readiness;
  }

  /** A merchant of the market weighed last, in proportion to its weight. */
  pick(dice: Dice, market: Market): Merchant {
    return market.merchants[dice.pick(this.#weights, this.#count)]!;
  }

  /** The sum of three uniforms is near enough to a normal and far cheaper than Box–Muller. */
  #drawTastes(person: Person, category: number): void {
    const dice = this.#dice.at(PURPOSE.taste, person.index, category);
    for (let style = 0; style < MOST_STYLES; style++)
      this.#tastes[style] = 1.6 * (dice.next() + dice.next() + dice.next() - 1.5);
  }

  #utility(person: Person, merchant: Merchant, distanceCost: number): number {
    const east = person.east - merchant.east;
    const north = person.north - merchant.north;
    return (
      merchant.quality +
      this.#tastes[merchant.style]! -
      person.priceSensitivity * merchant.logPrice -
      distanceCost * Math.sqrt(east * east + north * north)
    );
  }
}

/** Chance of an order in a session, from the logit that `weigh` gave, the calendar and a coupon's push. */
export function orderChance(logit: number, today: CityDay, about: { category: number; push: number }): number {
  return 1 / (1 + Math.exp(-(logit + today.appeal[about.category]! + about.push)));
}
