import type { DayNumber } from '../../src/kernel/index.ts';
import { parseDay } from '../../src/kernel/index.ts';
import { FIRST_DAY } from '../options.ts';
import { PURPOSE, unit } from '../random.ts';
import { CITIES } from './cities.ts';

/** Something that a whole city feels: how much more often people come, and what it adds to the logit of an order, by category. */
export interface CityEvent {
  readonly name: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Index of the city; undefined: everywhere. */
  readonly city?: number;
  readonly visits: number;
  /** food-delivery, dining, cinema, hotel, retail. */
  readonly appeal: readonly [number, number, number, number, number];
}

export const EVENTS: readonly CityEvent[] = [
  {
    name: 'Spring Festival',
    from: parseDay('2026-02-15'),
    to: parseDay('2026-02-23'),
    visits: 0.92,
    appeal: [-0.25, 0.3, 0.7, 0.5, 0.1],
  },
  {
    name: 'Chengdu food festival',
    from: parseDay('2026-04-17'),
    to: parseDay('2026-04-26'),
    city: 0,
    visits: 1.4,
    appeal: [0.1, 0.7, 0.1, 0.25, 0.15],
  },
  {
    name: 'Labour Day holiday',
    from: parseDay('2026-05-01'),
    to: parseDay('2026-05-05'),
    visits: 1.12,
    appeal: [-0.1, 0.35, 0.4, 0.8, 0.15],
  },
];

/** What a day is like in one city. */
export interface CityDay {
  readonly isWeekend: boolean;
  /** Factor on everyone's visits: growth, weekday, weather and events. */
  readonly visits: number;
  /** Added to the logit of an order, by category. */
  readonly appeal: readonly number[];
  readonly event: CityEvent | undefined;
}

/** Monday first. */
const WEEKDAY_VISITS = [0.94, 0.93, 0.95, 0.98, 1.06, 1.16, 1.1];
const GROWTH_PER_DAY = 0.0011;
const WEATHER_SWING = 0.16;
const NOTHING = [0, 0, 0, 0, 0];

/** Days of the cities, each made once. */
export function cityDays(seed: number): (day: DayNumber, city: number) => CityDay {
  const days: CityDay[][] = [];
  return (day, city) => {
    days[day - FIRST_DAY] ??= CITIES.map((_, each) => cityDay(seed, day, each));
    return days[day - FIRST_DAY]![city]!;
  };
}

/** One day of one city: a function of the seed and the day alone. */
function cityDay(seed: number, day: DayNumber, city: number): CityDay {
  const weekday = weekdayOf(day);
  const event = EVENTS.find((one) => day >= one.from && day <= one.to && (one.city ?? city) === city);
  const weather = 1 + WEATHER_SWING * (unit(seed, PURPOSE.weather, day, city) - 0.5);
  const growth = 1 + GROWTH_PER_DAY * (day - FIRST_DAY);
  return {
    isWeekend: weekday >= 5,
    visits: WEEKDAY_VISITS[weekday]! * weather * growth * (event?.visits ?? 1),
    appeal: event?.appeal ?? NOTHING,
    event,
  };
}

/** A day like any other, for statements about people that no calendar should colour. */
export function ordinaryDay(weekday: number): CityDay {
  return {
    isWeekend: weekday >= 5,
    visits: WEEKDAY_VISITS[weekday]!,
    appeal: NOTHING,
    event: undefined,
  };
}

/** 0 is Monday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return (day + 3) % 7;
}
