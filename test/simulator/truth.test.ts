import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type City, type Row, runCity } from './run-city.ts';

/** A deviation beyond this many standard errors happens once in 16,000 runs; the seed is fixed, so it either is there or not. */
const STANDARD_ERRORS = 4;

interface Member {
  readonly group: string;
  readonly type: string;
  readonly campaign: string;
  readonly without: number;
  readonly with: number;
  readonly ordered: number;
}

let city: City;
let members: readonly Member[];

beforeAll(async () => {
  city = await runCity({ people: 8000, days: 120, seed: 11 });
  members = readMembers(city);
});
afterAll(() => city.remove());

describe.each(['coupon', 'held-out'])('the group %s', (group) => {
  it.each(['persuadable', 'sure-thing', 'lost-cause', 'sleeping-dog'])('orders as its truth says: %s', (type) => {
    const some = members.filter((one) => one.group === group && one.type === type);
    const chances = some.map((one) => (group === 'coupon' ? one.with : one.without));
    const deviation = total(some.map((one) => one.ordered)) - total(chances);
    const error = Math.sqrt(total(chances.map((p) => p * (1 - p))));
    expect(some.length).toBeGreaterThan(300);
    expect(Math.abs(deviation / error)).toBeLessThan(STANDARD_ERRORS);
  });
});

it.each(['spring-dining', 'summer-test'])('finds the true uplift again by the randomised split of %s', (campaign) => {
  const some = members.filter((one) => one.campaign === campaign);
  const given = some.filter((one) => one.group === 'coupon');
  const heldOut = some.filter((one) => one.group === 'held-out');
  const observed = mean(given.map((one) => one.ordered)) - mean(heldOut.map((one) => one.ordered));
  const truth = mean(some.map((one) => one.with - one.without));
  const variance = (rate: number) => rate * (1 - rate);
  const error = Math.sqrt(
    variance(mean(given.map((one) => one.ordered))) / given.length +
      variance(mean(heldOut.map((one) => one.ordered))) / heldOut.length,
  );
  expect(truth).toBeGreaterThan(0.01);
  expect(Math.abs(observed - truth) / error).toBeLessThan(STANDARD_ERRORS);
});

it('splits groups that are alike before the coupon', () => {
  const some = members.filter((one) => one.campaign === 'summer-test');
  const share = some.filter((one) => one.group === 'coupon').length / some.length;
  expect(Math.abs(share - 0.5) / Math.sqrt(0.25 / some.length)).toBeLessThan(STANDARD_ERRORS);
});

it('knows four kinds of people, each with its own answer to a coupon', () => {
  const people = city.rows('truth/people');
  const mean4 = (type: string, column: string) =>
    mean(people.filter((row) => row['response_type'] === type).map((row) => Number(row[column])));
  expect(mean4('persuadable', 'uplift')).toBeGreaterThan(0.2);
  expect(Math.abs(mean4('sure-thing', 'uplift'))).toBeLessThan(0.05);
  expect(mean4('sure-thing', 'p_order_without_coupon')).toBeGreaterThan(0.5);
  expect(Math.abs(mean4('lost-cause', 'uplift'))).toBeLessThan(0.02);
  expect(mean4('lost-cause', 'p_order_without_coupon')).toBeLessThan(0.1);
  expect(mean4('sleeping-dog', 'uplift')).toBeLessThan(-0.1);
  for (const row of people) {
    const difference = Number(row['p_order_with_coupon']) - Number(row['p_order_without_coupon']);
    expect(Math.abs(difference - Number(row['uplift']))).toBeLessThan(2e-6);
  }
});

/** Members of campaigns whose whole window is in the history. */
function readMembers(run: City): readonly Member[] {
  const windows = new Map(run.rows('campaigns').map((row) => [row['campaign_id']!, row]));
  const types = new Map(run.rows('truth/people').map((row) => [row['user_id']!, row['response_type']!]));
  const days = orderDays(run.rows('order_lines'));
  return run
    .rows('truth/campaign_members')
    .filter((row) => windows.get(row['campaign_id']!)!['ends_on']! <= '2026-05-31')
    .map((row) => {
      const { starts_on, ends_on } = windows.get(row['campaign_id']!)!;
      const ordered = (days.get(row['user_id']!) ?? []).some((day) => day >= starts_on! && day <= ends_on!);
      return {
        group: row['group']!,
        type: types.get(row['user_id']!)!,
        campaign: row['campaign_id']!,
        without: Number(row['p_order_without_coupon']),
        with: Number(row['p_order_with_coupon']),
        ordered: Number(ordered),
      };
    });
}

function orderDays(lines: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  for (const { kind, user_id, occurred_at } of lines) {
    if (kind !== 'sale') continue;
    const list = days.get(user_id!);
    if (list) list.push(occurred_at!.slice(0, 10));
    else days.set(user_id!, [occurred_at!.slice(0, 10)]);
  }
  return days;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}
