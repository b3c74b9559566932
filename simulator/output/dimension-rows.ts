import { isoDay } from '../../src/kernel/index.ts';
import { CATEGORIES, type Category } from '../city/categories.ts';
import { CITIES } from '../city/cities.ts';
import type { Markets, Merchant } from '../city/merchants.ts';
import type { Outcome } from '../demand/outcome.ts';
import { OCCUPATIONS } from '../people/demographics.ts';
import type { Person } from '../people/person.ts';
import { drawProfile, PROFILE_COLUMNS } from '../people/profile.ts';
import type { RowSink } from './tables.ts';
import { timeText } from './time-text.ts';

const KM_PER_DEGREE = 111.32;
/** People register between midnight and 9 o'clock, before the first session of their first day. */
const REGISTRATION_SECONDS = 9 * 3600;

export function writeMarkets(sink: RowSink, markets: Markets): void {
  for (const merchant of markets.flat().flatMap((market) => market.merchants)) {
    sink.row('merchants', merchantRow(merchant));
    const category = CATEGORIES[merchant.category]!;
    const style = category.styles[merchant.style]!;
    for (const [i, { id, name }] of merchant.products.entries()) {
      const department = departmentOf(category, style, i);
      sink.row(
        'products',
        `${id},${name},${category.id},${style},${merchant.id},${merchant.name},${department},${chainOf(merchant)}`,
      );
    }
  }
}

/** Retail shops sell things of several departments; elsewhere it is the style. */
function departmentOf({ id, items }: Category, style: string, product: number): string {
  const item = items[product % items.length]!;
  return (id === 'retail' ? DEPARTMENTS[style]?.[item] : undefined) ?? style;
}

const DEPARTMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  grocery: {
    basics: 'staples',
    fresh: 'fresh-food',
    household: 'household',
    gift: 'snacks',
    care: 'pet-care',
    snack: 'snacks',
  },
  convenience: { basics: 'staples', fresh: 'fresh-food', household: 'household', care: 'car-care', snack: 'snacks' },
  pharmacy: { care: 'baby-care' },
};

/** The first two words of a merchant's name: shops of one chain have them in common. */
function chainOf({ name }: Merchant): string {
  return /^(Old Town|Red Lantern|\S+) \S+/.exec(name)![0];
}

export function writePerson(sink: RowSink, seed: number, person: Person): void {
  const { tells } = person;
  const profile = drawProfile(seed, person);
  const registeredAt = timeText(person.joinedOn, (person.index * 7919) % REGISTRATION_SECONDS);
  sink.row(
    'users',
    [
      person.id,
      registeredAt,
      isoDay(person.joinedOn),
      person.registrationChannel,
      person.phoneVerified,
      tells.gender ? person.gender : '',
      tells.age ? person.birthYear : '',
      tells.age ? person.ageBand : '',
      tells.occupation ? OCCUPATIONS[person.occupation]!.id : '',
      tells.children ? person.hasChildren : '',
      CITIES[person.city]!.name,
      person.district,
      person.membership,
      ...PROFILE_COLUMNS.map((column) => profile[column]),
    ].join(','),
  );
  for (const { id, os, model } of person.devices)
    sink.row('devices', `${id},${person.id},${os},${model},${registeredAt}`);
}

/** The hidden truth about one person: an ordinary week with and without a coupon of depth 1. */
export function writeTruth(sink: RowSink, person: Person, outcome: Outcome): void {
  const { type, readiness, strength, opens } = person.response;
  const numbers = [readiness, strength, opens, person.priceSensitivity, person.activity].map((value) =>
    value.toFixed(6),
  );
  const { withoutCoupon, withCoupon } = outcome;
  const chances = [withoutCoupon, withCoupon, withCoupon - withoutCoupon].map((value) => value.toFixed(6));
  sink.row('truth/people', [person.id, type, ...numbers, isoDay(person.lostOn), ...chances].join(','));
}

function merchantRow(merchant: Merchant): string {
  const city = CITIES[merchant.city]!;
  const latitude = city.latitude + merchant.north / KM_PER_DEGREE;
  const longitude = city.longitude + merchant.east / (KM_PER_DEGREE * Math.cos((city.latitude * Math.PI) / 180));
  const { id: category, styles } = CATEGORIES[merchant.category]!;
  return [
    merchant.id,
    merchant.name,
    category,
    styles[merchant.style]!,
    city.name,
    merchant.district,
    latitude.toFixed(5),
    longitude.toFixed(5),
    merchant.priceLevel,
  ].join(',');
}
