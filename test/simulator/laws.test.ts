import { afterAll, beforeAll, expect, it } from 'vitest';
import { type City, type Row, runCity } from './run-city.ts';

const AMOUNTS = ['quantity', 'gross_amount', 'coupon_discount', 'net_amount'];
const FUNNEL = ['view', 'click', 'cart', 'checkout', 'order'];
let city: City;

beforeAll(async () => {
  city = await runCity({ people: 2500, days: 120, seed: 3 });
});
afterAll(() => city.remove());

it('walks every session down the funnel, step by step and forward in time', () => {
  const sessions = groupBy(city.rows('visits'), 'session_id');
  expect(sessions.size).toBeGreaterThan(20_000);
  const broken = [...sessions.values()].filter((steps) => {
    const isFunnel = steps.every((row, i) => row['step'] === FUNNEL[i]);
    const isForward = steps.every((row, i) => i === 0 || row['occurred_at']! >= steps[i - 1]!['occurred_at']!);
    const isOne = new Set(steps.map((row) => `${row['user_id']} ${row['channel']} ${row['activity_page']}`)).size === 1;
    return !(isFunnel && isForward && isOne);
  });
  expect(broken).toEqual([]);
});

it('has one order for each session that reached its last step, at the same time by the same person', () => {
  const steps = city.rows('visits').filter((row) => row['step'] === 'order');
  const orders = [...groupBy(sales(), 'order_id').values()].map((lines) => lines[0]!);
  const facts = (row: Row) => [row['user_id'], row['occurred_at'], row['merchant_id'], row['channel']].join(' ');
  expect(orders.map(facts).sort()).toEqual(steps.map(facts).sort());
});

it('keeps the sums of every line, and takes cancelled lines back to zero', () => {
  const lines = city.rows('order_lines');
  const broken = lines.filter((row) => {
    const sign = row['kind'] === 'sale' ? 1 : -1;
    const [quantity, gross, discount, net] = AMOUNTS.map((column) => sign * Number(row[column]));
    return !(gross! - discount! === net! && quantity! > 0 && gross! > 0 && discount! >= 0 && net! >= 0);
  });
  expect(broken).toEqual([]);
  const cancelled = lines.filter((row) => row['kind'] === 'cancellation').map((row) => row['order_id']!);
  expect(cancelled.length).toBeGreaterThan(100);
  const byOrder = groupBy(lines, 'order_id');
  for (const id of cancelled) for (const column of AMOUNTS) expect(sum(byOrder.get(id)!, column)).toBe(0);
});

it('redeems only coupons that this person was given and that live, once unless given back', () => {
  const campaigns = new Map(city.rows('campaigns').map((row) => [row['campaign_id']!, row]));
  const coupons = groupBy(city.rows('coupon_events'), 'coupon_id');
  expect(coupons.size).toBeGreaterThan(2000);
  for (const events of coupons.values()) {
    expect(new Set(events.map((row) => `${row['user_id']} ${row['campaign_id']} ${row['template_id']}`)).size).toBe(1);
    const inTime = [...events].sort((a, b) => a['occurred_at']!.localeCompare(b['occurred_at']!));
    const { starts_on, ends_on } = campaigns.get(events[0]!['campaign_id']!)!;
    let state = 'none';
    for (const { kind, occurred_at } of inTime) {
      const day = occurred_at!.slice(0, 10);
      if (kind !== 'expired') expect(day >= starts_on! && day <= ends_on!).toBe(true);
      else expect(day > ends_on!).toBe(true);
      state = NEXT[`${state} ${kind}`] ?? `${kind} after ${state}`;
      expect(['live', 'used', 'over']).toContain(state);
    }
  }
});

it('tells the same of a redemption in the order and in the coupon event', () => {
  const redeemed = city.rows('coupon_events').filter((row) => row['kind'] === 'redeemed');
  const byOrder = groupBy(sales(), 'order_id');
  expect(redeemed.length).toBeGreaterThan(500);
  for (const event of redeemed) {
    const lines = byOrder.get(event['order_id']!)!;
    expect(sum(lines, 'coupon_discount')).toBe(Number(event['cost']));
    expect(sum(lines, 'gross_amount')).toBeGreaterThanOrEqual(Number(event['discount_threshold']));
    for (const line of lines) {
      for (const column of ['user_id', 'coupon_id', 'campaign_id', 'occurred_at', 'merchant_id'])
        expect(line[column]).toBe(event[column]);
      expect(line['category']).toBe(event['category'] || line['category']);
    }
  }
  const used = [...byOrder.values()].filter((lines) => lines[0]!['coupon_id'] !== '');
  expect(used).toHaveLength(redeemed.length);
});

it('names only people, merchants, products and devices that are there, and nothing before its time', () => {
  const users = new Map(city.rows('users').map((row) => [row['user_id']!, row]));
  const ids = (file: string, column: string) => new Set(city.rows(file).map((row) => row[column]!));
  const [merchants, products, devices] = [
    ids('merchants', 'merchant_id'),
    ids('products', 'product_id'),
    ids('devices', 'device_id'),
  ];
  expect(users.size).toBe(2500);
  const isKnown = (known: ReadonlySet<string>, id: string | undefined) => !id || known.has(id);
  for (const file of ['visits', 'order_lines', 'exposures', 'coupon_events']) {
    const broken = city.rows(file).filter((row) => {
      const isInTime =
        row['occurred_at']! >= users.get(row['user_id']!)!['registered_at']! && row['occurred_at']! < '2026-06-01';
      const { merchant_id, product_id, device_id } = row;
      return !(
        isInTime &&
        isKnown(merchants, merchant_id) &&
        isKnown(products, product_id) &&
        isKnown(devices, device_id)
      );
    });
    expect(broken, file).toEqual([]);
  }
  const keys = ['visits', 'exposures', 'coupon_events'].map((file) => city.rows(file).map((row) => row['event_id']!));
  for (const list of [...keys, city.rows('order_lines').map((row) => row['line_id']!)])
    expect(new Set(list).size).toBe(list.length);
});

const NEXT: Readonly<Record<string, string>> = {
  'none issued': 'live',
  'live opened': 'live',
  'live redeemed': 'used',
  'used released': 'live',
  'live expired': 'over',
};

function sales(): readonly Row[] {
  return city.rows('order_lines').filter((row) => row['kind'] === 'sale');
}

function groupBy(rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]!);
    if (group) group.push(row);
    else groups.set(row[column]!, [row]);
  }
  return groups;
}

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
