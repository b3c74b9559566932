import { Dice, PURPOSE } from '../random.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { CITIES, type City, DISTRICT_SPREAD_KM } from './cities.ts';

export interface Product {
  readonly id: string;
  readonly name: string;
  /** Fen. */
  readonly price: number;
}

export interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly city: number;
  readonly district: string;
  readonly category: number;
  readonly style: number;
  /** Kilometres from the centre of the city. */
  readonly east: number;
  readonly north: number;
  /** 1 (cheap) to 5. */
  readonly priceLevel: number;
  /** Logarithm of its prices against the typical ones of the category. */
  readonly logPrice: number;
  readonly quality: number;
  readonly products: readonly Product[];
}

/** Merchants of one category in one city: whom a person there chooses between. */
export interface Market {
  readonly merchants: readonly Merchant[];
}

/** All markets, `markets[city][category]`. Their size does not depend on the number of people. */
export type Markets = readonly (readonly Market[])[];

const PRODUCTS = 8;
const FIRST_WORDS = ['Jade', 'Golden', 'River', 'Lotus', 'Old Town', 'Panda', 'Bamboo', 'Red Lantern', 'Cloud', 'Plum'];
const SECOND_WORDS = ['Garden', 'House', 'Corner', 'Court', 'Kitchen', 'Pavilion', 'Lane', 'Terrace', 'Studio', 'Gate'];

export function buildMarkets(seed: number): Markets {
  const dice = new Dice(seed);
  return CITIES.map((city, c) => CATEGORIES.map((_, k) => buildMarket(dice, { city, c, k })));
}

function buildMarket(dice: Dice, place: { readonly city: City; readonly c: number; readonly k: number }): Market {
  const { city, c, k } = place;
  const category = CATEGORIES[k]!;
  const count = Math.max(5, Math.round(category.merchants * city.share));
  const merchants = Array.from({ length: count }, (_, i) => {
    const number = c * 10_000 + k * 1000 + i;
    dice.at(PURPOSE.merchant, number);
    const district = city.districts[dice.below(city.districts.length)]!;
    const style = dice.below(category.styles.length);
    const logPrice = category.priceSpread * dice.normal();
    const id = `M${String(number + 10_000).padStart(5, '0')}`;
    return {
      id,
      name: merchantName(dice, category, { style, district: district.name, i }),
      city: c,
      district: district.name,
      category: k,
      style,
      east: district.east + DISTRICT_SPREAD_KM * dice.normal(),
      north: district.north + DISTRICT_SPREAD_KM * dice.normal(),
      priceLevel: Math.min(5, Math.max(1, Math.round(3 + logPrice / (category.priceSpread * 0.8)))),
      logPrice,
      // A better house may be a little dearer and is still chosen more often.
      quality: 0.55 * dice.normal() + 0.4 * logPrice,
      products: buildProducts(dice, category, { id, style, logPrice }),
    };
  });
  return { merchants };
}

function merchantName(
  dice: Dice,
  category: Category,
  about: { readonly style: number; readonly district: string; readonly i: number },
): string {
  const first = FIRST_WORDS[dice.below(FIRST_WORDS.length)]!;
  const second = SECOND_WORDS[dice.below(SECOND_WORDS.length)]!;
  return `${first} ${second} ${category.styles[about.style]!} (${about.district} ${about.i + 1})`;
}

function buildProducts(
  dice: Dice,
  category: Category,
  about: { readonly id: string; readonly style: number; readonly logPrice: number },
): readonly Product[] {
  return Array.from({ length: PRODUCTS }, (_, i) => {
    const price = category.itemPrice * Math.exp(about.logPrice + 0.35 * dice.normal());
    const item = category.items[i % category.items.length]!;
    return {
      id: `P${about.id.slice(1)}${String(i + 1).padStart(2, '0')}`,
      name: `${category.styles[about.style]!} ${item} ${i + 1}`,
      // Prices end on a half yuan, as menus do.
      price: Math.max(100, Math.round(price / 50) * 50),
    };
  });
}
