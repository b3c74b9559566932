import { type DayNumber, isoDay } from '../../src/kernel/index.ts';
import { CITIES } from '../city/cities.ts';
import { FIRST_DAY } from '../options.ts';
import { Dice, PURPOSE } from '../random.ts';
import { AGE_YEAR, MEMBERSHIPS, OCCUPATIONS } from './demographics.ts';
import type { Person } from './person.ts';

/** What the account of a person holds beside the demographics, as `users.csv` has it: empty where nobody knows. */
export type Profile = Readonly<Record<(typeof PROFILE_COLUMNS)[number], string | number | boolean>>;

export const PROFILE_COLUMNS = [
  'acquisition_campaign',
  'friends_invited',
  'membership_since',
  'has_paid_membership',
  'points_balance',
  'points_expiring_30d',
  'marketing_consent',
  'personalisation_consent',
  'contact_channels',
  'preferred_language',
  'real_name_verified',
  'bound_payments',
  'saved_addresses',
  'saved_address_kinds',
  'account_risk',
  'home_area',
  'is_on_shared_device',
  'mobile_carrier',
  'app_version',
  'app_updated_at',
  'notifications_on',
  'location_permission',
  'birthday_month',
  'education',
  'income_band',
  'hobbies',
  'marital_status',
  'household_people',
  'child_stage',
  'housing',
  'owns_car',
  'owns_pet',
] as const;

/** Draws of its own: what is added here shifts nothing in the life of the city. */
export function drawProfile(seed: number, person: Person): Profile {
  const dice = new Dice(seed).at(PURPOSE.profile, person.index);
  return {
    ...drawAccount(dice, person),
    ...drawContact(dice),
    ...drawApp(dice, person),
    ...drawHousehold(dice, person),
  };
}

function drawAccount(dice: Dice, person: Person) {
  const level = MEMBERSHIPS.indexOf(person.membership as (typeof MEMBERSHIPS)[number]);
  const points = level === 0 ? dice.below(300) : Math.round(level * 700 * -Math.log(1 - dice.next()));
  const kilometres = Math.hypot(person.east, person.north);
  const joinedProgramme = Math.max(person.joinedOn, Math.min(FIRST_DAY - 1, person.joinedOn + dice.below(200)));
  const addresses = dice.pick([0.12, 0.46, 0.27, 0.15]);
  const worksOrLearns = { student: 'school', 'office-worker': 'office' }[occupationOf(person)];
  const kinds = ['home', ...(worksOrLearns !== undefined && dice.chance(0.75) ? [worksOrLearns] : [])];
  return {
    acquisition_campaign:
      person.registrationChannel === 'advertising' ? pick(dice, ['feed-ads', 'video-ads', 'search-ads']) : '',
    friends_invited: Math.floor(-1.1 * Math.log(1 - dice.next()) * person.activity * 6),
    membership_since: level === 0 ? '' : isoDay(joinedProgramme),
    has_paid_membership: dice.chance([0.01, 0.06, 0.18, 0.45][level]!),
    points_balance: points,
    points_expiring_30d: dice.chance(0.35) ? dice.below(points + 1) : 0,
    real_name_verified: person.phoneVerified && dice.chance(0.7),
    bound_payments: some(dice, [
      ['wechat-pay', 0.78],
      ['alipay', 0.6],
      ['bank-card', 0.22],
    ]),
    saved_addresses: addresses,
    saved_address_kinds: kinds.slice(0, addresses).join('|'),
    account_risk: pick(dice, ['low', 'medium', 'high'], [0.9, 0.08, 0.02]),
    home_area: kilometres < 3.5 ? 'centre' : kilometres < 6.5 ? 'inner' : 'outer',
    is_on_shared_device: dice.chance(0.04),
  };
}

function drawContact(dice: Dice) {
  const consents = dice.chance(0.72);
  return {
    marketing_consent: consents,
    personalisation_consent: dice.chance(consents ? 0.9 : 0.3),
    contact_channels: some(dice, [
      ['push', 0.62],
      ['sms', 0.5],
      ['email', 0.18],
      ['wechat', 0.4],
    ]),
    preferred_language: pick(dice, ['zh-CN', 'en', 'zh-TW'], [0.94, 0.04, 0.02]),
    mobile_carrier: pick(dice, ['china-mobile', 'china-telecom', 'china-unicom'], [0.55, 0.24, 0.21]),
  };
}

function drawApp(dice: Dice, person: Person) {
  const updatedOn: DayNumber = Math.max(person.joinedOn, FIRST_DAY - 1 - Math.floor(240 * dice.next() ** 2));
  return {
    app_version: pick(dice, ['9.4', '9.3', '9.2', '8.9'], [0.52, 0.24, 0.15, 0.09]),
    app_updated_at: isoDay(updatedOn),
    notifications_on: dice.chance(0.58),
    location_permission: pick(dice, ['while-using', 'always', 'never'], [0.58, 0.17, 0.25]),
  };
}

function drawHousehold(dice: Dice, person: Person) {
  const age = AGE_YEAR - person.birthYear;
  const isStudent = occupationOf(person) === 'student';
  const isMarried = dice.chance(person.hasChildren ? 0.9 : age < 25 ? 0.03 : age < 35 ? 0.35 : 0.7);
  const told = (share: number, value: string | number | boolean) => (dice.chance(share) ? value : '');
  return {
    birthday_month: told(0.9, 1 + dice.below(12)),
    education: told(
      0.7,
      pick(dice, ['secondary', 'college', 'bachelor', 'master'], isStudent ? [1, 3, 5, 1] : [3, 3, 3, 1]),
    ),
    income_band: told(0.55, incomeOf(dice, person)),
    hobbies: some(dice, [
      ['film', 0.2 * person.wishes[2]!],
      ['travel', 0.2 * person.wishes[3]!],
      ['cooking', 0.16],
      ['sport', 0.24],
      ['games', age < 30 ? 0.35 : 0.12],
      ['beauty', person.gender === 'female' ? 0.3 : 0.06],
      ['reading', 0.18],
    ]),
    marital_status: told(0.75, isMarried ? 'married' : 'single'),
    household_people: told(0.7, 1 + Number(isMarried) + (person.hasChildren ? 1 + Number(dice.chance(0.3)) : 0)),
    child_stage: person.hasChildren && person.tells.children ? childStage(dice, age) : '',
    housing: told(
      0.6,
      isStudent ? 'dormitory' : pick(dice, ['own', 'rent', 'with-family'], age < 30 ? [2, 6, 2] : [6, 3, 1]),
    ),
    owns_car: told(0.65, dice.chance(isStudent ? 0.02 : age < 30 ? 0.25 : 0.5)),
    owns_pet: told(0.65, dice.chance(0.19)),
  };
}

function incomeOf(dice: Dice, person: Person): string {
  const weights = {
    student: [7, 2, 0.3],
    'office-worker': [1, 6, 3],
    parent: [2, 6, 2],
    'self-employed': [2, 4, 4],
    'service-worker': [5, 4, 0.5],
    retired: [4, 5, 1],
  }[occupationOf(person)]!;
  // Whoever minds prices has less more often.
  return pick(dice, ['low', 'middle', 'high'], [weights[0]! * person.priceSensitivity, weights[1]!, weights[2]!]);
}

function childStage(dice: Dice, age: number): string {
  return pick(dice, ['0-3', '4-6', '7-12', '13-17'], age < 35 ? [5, 4, 1, 0] : age < 45 ? [2, 3, 5, 2] : [0, 1, 3, 6]);
}

/** Of someone who travels in these days, another city than the home; most are at home. */
export function whereabouts(seed: number, person: Person, day: DayNumber): string {
  const trip = Math.floor((day - FIRST_DAY) / TRIP_DAYS);
  const lot = new Dice(seed).at(PURPOSE.travel, person.index, trip);
  if (!lot.chance(person.travels)) return CITIES[person.city]!.name;
  return CITIES[(person.city + 1 + lot.below(CITIES.length - 1)) % CITIES.length]!.name;
}

const TRIP_DAYS = 4;

function occupationOf(person: Person): string {
  return OCCUPATIONS[person.occupation]!.id;
}

function pick(dice: Dice, words: readonly string[], weights: readonly number[] = words.map(() => 1)): string {
  return words[dice.pick(weights)]!;
}

/** Each word with a chance of its own. */
function some(dice: Dice, words: readonly (readonly [word: string, chance: number])[]): string {
  return words
    .filter(([, chance]) => dice.chance(chance))
    .map(([word]) => word)
    .join('|');
}
