import { afterAll, beforeAll, expect, it } from 'vitest';
import { type City, type Row, runCity } from './run-city.ts';

let city: City;
let orders: readonly Row[];

beforeAll(async () => {
  city = await runCity({ people: 4000, days: 120, seed: 5 });
  const first = new Map<string, Row>();
  for (const row of city.rows('order_lines')) if (!first.has(row['order_id']!)) first.set(row['order_id']!, row);
  orders = [...first.values()];
});
afterAll(() => city.remove());

it('sells food delivery most, and something of everything', () => {
  const share = (category: string) => orders.filter((row) => row['category'] === category).length / orders.length;
  expect(share('food-delivery')).toBeGreaterThan(0.4);
  for (const category of ['dining', 'cinema', 'hotel', 'retail']) {
    expect(share(category)).toBeGreaterThan(0.04);
    expect(share(category)).toBeLessThan(0.3);
  }
});

it('has its peak at the week-end, and lunch and dinner peaks in food delivery', () => {
  const perDay = (weekdays: readonly number[]) =>
    orders.filter((row) => weekdays.includes(weekday(row))).length / weekdays.length;
  expect(perDay([6, 0])).toBeGreaterThan(1.1 * perDay([1, 2, 3]));
  const food = orders.filter((row) => row['category'] === 'food-delivery');
  const at = (hour: string) => food.filter((row) => row['occurred_at']!.slice(11, 13) === hour).length;
  expect(at('12')).toBeGreaterThan(2 * at('15'));
  expect(at('18')).toBeGreaterThan(2 * at('16'));
});

it('shows the food festival in Chengdu and nowhere else', () => {
  const perDay = (name: string, from: string, to: string, days: number) =>
    orders.filter((row) => (row['city'] === 'Chengdu') === (name === 'Chengdu') && within(row, from, to)).length / days;
  const lift = (name: string) =>
    perDay(name, '2026-04-17', '2026-04-26', 10) / perDay(name, '2026-04-03', '2026-04-16', 14);
  expect(lift('Chengdu')).toBeGreaterThan(1.35);
  expect(lift('elsewhere')).toBeLessThan(1.2);
});

it('grows by newcomers: four in five people are there before history, the others join within it', () => {
  const joined = city.rows('users').filter((row) => row['registered_at']! >= '2026-02-01');
  expect(joined).toHaveLength(800);
  expect(joined.every((row) => row['registered_at']! < '2026-06-01')).toBe(true);
});

it('cancels a few orders of every category, most of all hotels', () => {
  const cancelled = new Map<string, Set<string>>();
  for (const row of city.rows('order_lines')) {
    if (row['kind'] !== 'cancellation') continue;
    const set = cancelled.get(row['category']!) ?? new Set();
    cancelled.set(row['category']!, set.add(row['order_id']!));
  }
  const rate = (category: string) =>
    (cancelled.get(category)?.size ?? 0) / orders.filter((row) => row['category'] === category).length;
  expect(rate('hotel')).toBeGreaterThan(2 * rate('food-delivery'));
  expect(rate('food-delivery')).toBeGreaterThan(0.015);
});

it('lets the price-sensitive, the active and the young differ where the truth says so', () => {
  const truth = city.rows('truth/people');
  const average = (type: string, column: string) => {
    const some = truth.filter((row) => row['response_type'] === type);
    return some.reduce((sum, row) => sum + Number(row[column]), 0) / some.length;
  };
  expect(average('persuadable', 'price_sensitivity')).toBeGreaterThan(average('sure-thing', 'price_sensitivity') + 0.2);
  expect(average('sure-thing', 'activity')).toBeGreaterThan(1.5 * average('lost-cause', 'activity'));
});

function weekday(row: Row): number {
  return new Date(`${row['occurred_at']!.slice(0, 10)}T00:00:00Z`).getUTCDay();
}

function within(row: Row, from: string, to: string): boolean {
  const day = row['occurred_at']!.slice(0, 10);
  return day >= from && day <= to;
}
