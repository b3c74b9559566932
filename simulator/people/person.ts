import type { DayNumber } from '../../src/kernel/index.ts';
import { CITIES, DISTRICT_SPREAD_KM } from '../city/cities.ts';
import { FIRST_DAY, type SimulateOptions } from '../options.ts';
import { Dice, PURPOSE, unit } from '../random.ts';
import {
  AGE_BANDS,
  AGE_YEAR,
  MEMBERSHIPS,
  OCCUPATIONS,
  REGISTRATION_CHANNELS,
  REGISTRATION_WEIGHTS,
  SYSTEMS,
} from './demographics.ts';
import { joinDay } from './population.ts';
import { drawResponse, type Response } from './response.ts';

export interface Device {
  readonly id: string;
  readonly os: string;
  readonly model: string;
}

/** Everything about one person that does not change while the city runs. */
export interface Person {
  readonly index: number;
  readonly id: string;
  readonly gender: 'female' | 'male';
  readonly birthYear: number;
  readonly ageBand: string;
  readonly occupation: number;
  readonly hasChildren: boolean;
  /** What the person filled in; the rest nobody knows. */
  readonly tells: {
    readonly gender: boolean;
    readonly age: boolean;
    readonly occupation: boolean;
    readonly children: boolean;
  };
  readonly city: number;
  readonly district: string;
  /** Home, in kilometres from the centre of the city. */
  readonly east: number;
  readonly north: number;
  readonly membership: string;
  readonly registrationChannel: string;
  readonly phoneVerified: boolean;
  readonly joinedOn: DayNumber;
  /** From this day on, the person hardly comes any more. */
  readonly lostOn: DayNumber;
  /** Expected sessions on an ordinary day, single precision (the roster keeps it so). */
  readonly activity: number;
  /** Loss of utility per unit of the logarithm of price. */
  readonly priceSensitivity: number;
  /** Wish for each category, a factor. */
  readonly wishes: readonly number[];
  /** Weights of app, mini-program, web and search. */
  readonly channels: readonly number[];
  readonly devices: readonly Device[];
  readonly response: Response;
  /** Works by day and lives by night: evening sessions come late. */
  readonly isLate: boolean;
  /** Chance to be in another city in a stretch of days; 0 for most. */
  readonly travels: number;
}

/** Share of those who are up at night. */
const LATE_SHARE: Readonly<Record<string, number>> = {
  student: 0.12,
  'office-worker': 0.05,
  parent: 0.03,
  'self-employed': 0.08,
  'service-worker': 0.25,
  retired: 0,
};
const TRAVELLERS = 0.16;

const BAND_SHARES = AGE_BANDS.map((band) => band.share);
const OCCUPATION_WEIGHTS = AGE_BANDS.map((_, band) => OCCUPATIONS.map((one) => one.weights[band]!));
const CITY_SHARES = CITIES.map((city) => city.share);
const SYSTEM_SHARES = SYSTEMS.map((system) => system.share);

/** Makes a person from the seed and a number alone, so nobody needs to be kept. */
export function createPerson(options: SimulateOptions, index: number): Person {
  const dice = new Dice(options.seed).at(PURPOSE.person, index);
  const who = drawDemographics(dice);
  const home = drawHome(dice);
  const activityScore = dice.normal();
  const thrift = 0.8 * dice.normal() + OCCUPATIONS[who.occupation]!.priceSensitivity;
  const id = `U${100_000 + index}`;
  return {
    index,
    id,
    ...who,
    ...home,
    membership: MEMBERSHIPS[membershipLevel(activityScore + 0.7 * dice.normal())]!,
    registrationChannel: REGISTRATION_CHANNELS[dice.pick(REGISTRATION_WEIGHTS)]!,
    phoneVerified: dice.chance(0.91),
    ...drawLife(dice, joinDay(options.people, index)),
    activity: Math.fround(Math.min(0.85, 0.135 * Math.exp(0.8 * activityScore))),
    priceSensitivity: Math.max(0.1, 1.1 + 0.5 * thrift),
    wishes: drawWishes(dice, who.occupation),
    isLate: unit(options.seed, PURPOSE.late, index) < LATE_SHARE[OCCUPATIONS[who.occupation]!.id]!,
    travels: unit(options.seed, PURPOSE.travel, index) < TRAVELLERS ? 0.25 : 0,
    channels: [0.9 + dice.next(), 0.7 * dice.next(), 0.25 * dice.next(), 0.15 + 0.2 * dice.next()],
    devices: drawDevices(dice, id),
    response: drawResponse(dice, {
      priceSensitivity: thrift,
      activity: activityScore,
      seniority: AGE_BANDS.findIndex((band) => band.id === who.ageBand) - 1.4,
    }),
  };
}

type Demographics = Pick<Person, 'gender' | 'birthYear' | 'ageBand' | 'occupation' | 'hasChildren' | 'tells'>;

function drawDemographics(dice: Dice): Demographics {
  const band = dice.pick(BAND_SHARES);
  const { id, from, to } = AGE_BANDS[band]!;
  const occupation = dice.pick(OCCUPATION_WEIGHTS[band]!);
  const isParent = OCCUPATIONS[occupation]!.id === 'parent';
  return {
    gender: dice.chance(isParent ? 0.78 : 0.5) ? 'female' : 'male',
    birthYear: AGE_YEAR - from - dice.below(to - from + 1),
    ageBand: id,
    occupation,
    hasChildren: dice.chance(isParent ? 1 : [0.02, 0.25, 0.6, 0.5, 0.2][band]!),
    tells: {
      gender: dice.chance(0.96),
      age: dice.chance(0.93),
      occupation: dice.chance(0.9),
      children: dice.chance(0.82),
    },
  };
}

function drawHome(dice: Dice): Pick<Person, 'city' | 'district' | 'east' | 'north'> {
  const city = dice.pick(CITY_SHARES);
  const { districts } = CITIES[city]!;
  const district = districts[dice.below(districts.length)]!;
  return {
    city,
    district: district.name,
    east: district.east + DISTRICT_SPREAD_KM * dice.normal(),
    north: district.north + DISTRICT_SPREAD_KM * dice.normal(),
  };
}

/** Levels are earned by use, with some luck: none, silver, gold, platinum. */
function membershipLevel(score: number): number {
  return Number(score > 0.2) + Number(score > 1.2) + Number(score > 2);
}

/** Exponential lifetimes; newcomers are lost sooner, and one in ten of those from before has left already. */
function drawLife(dice: Dice, joined: DayNumber | undefined): Pick<Person, 'joinedOn' | 'lostOn'> {
  const age = dice.next();
  const lifetime = -Math.log(1 - dice.next());
  if (joined !== undefined) return { joinedOn: joined, lostOn: joined + 1 + Math.floor(220 * lifetime) };
  const joinedOn = FIRST_DAY - 1 - Math.floor(1100 * age * age);
  return { joinedOn, lostOn: dice.chance(0.1) ? FIRST_DAY : FIRST_DAY + 1 + Math.floor(480 * lifetime) };
}

function drawWishes(dice: Dice, occupation: number): readonly number[] {
  return OCCUPATIONS[occupation]!.wishes.map((wish) => Math.exp(wish + 0.55 * dice.normal()));
}

function drawDevices(dice: Dice, userId: string): readonly Device[] {
  const count = dice.chance(0.22) ? 2 : 1;
  return Array.from({ length: count }, (_, i) => {
    const { os, models } = SYSTEMS[dice.pick(SYSTEM_SHARES)]!;
    return { id: `D${userId.slice(1)}-${i + 1}`, os, model: models[dice.below(models.length)]! };
  });
}
