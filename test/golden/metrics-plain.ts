import { isoDay } from '../../src/kernel/index.ts';
import type { Measure, MetricInfo } from '../../src/services/metrics/index.ts';

/** A row of a source in words: `day` is a day number, `user` a person or null, all others as in the tables. */
export type PlainRow = Readonly<Record<string, string | number | null>>;

export interface PlainFacts {
  readonly lines: readonly PlainRow[];
  readonly visits: readonly PlainRow[];
  readonly exposures: readonly PlainRow[];
  readonly coupons: readonly PlainRow[];
  /** Category of each merchant. */
  readonly merchants: Readonly<Record<string, string>>;
}

export interface PlainQuery {
  readonly metrics: readonly MetricInfo[];
  readonly by: readonly string[];
  readonly keeps: (dimension: (id: string) => string | number | null) => boolean;
  /** Dimensions that `keeps` asks for. */
  readonly asks: readonly string[];
  readonly from?: number;
  readonly to?: number;
  /** Moves the days of an earlier period into the period asked for. */
  readonly later?: (day: number) => number;
}

/** Metrics evaluated row by row, with nothing in common with the compiler but the definitions: values by key as JSON. */
export function evaluatePlainly(query: PlainQuery, facts: PlainFacts): ReadonlyMap<string, readonly (number | null)[]> {
  const parts = new Map(query.metrics.map((metric) => [metric.id, cellsOf(metric, query, facts)]));
  const keys = new Set([...parts.values()].flatMap((cells) => [...cells.keys()]));
  const ratio = (a: number, b: number, unit: string) =>
    b === 0 ? null : unit === 'money' ? Math.sign(a) * Math.round(Math.abs(a / b)) : a / b;
  const value = (metric: MetricInfo, key: string): number | null => {
    const cells = parts.get(metric.id)!.get(key);
    if (!('kind' in metric.measure)) return cells?.[0] ?? 0;
    return ratio(cells?.[0] ?? 0, cells?.[1] ?? 0, metric.unit);
  };
  return new Map([...keys].map((key) => [key, query.metrics.map((metric) => value(metric, key))]));
}

/** One number by key for a measure, two for a ratio. */
function cellsOf(metric: MetricInfo, query: PlainQuery, facts: PlainFacts): Map<string, number[]> {
  const sides = 'kind' in metric.measure ? PARTS[metric.id]! : [metric.measure];
  const cells = new Map<string, number[]>();
  for (const [i, measures] of sides.entries()) {
    for (const [key, value] of totalsOf(measures, query, facts)) {
      const cell = cells.get(key) ?? sides.map(() => 0);
      cell[i] = value;
      cells.set(key, cell);
    }
  }
  return cells;
}

/** Measures of both sides of each ratio; filled by the test from the catalogue. */
export const PARTS: Record<string, readonly (readonly Measure[])[]> = {};

function totalsOf(measures: readonly Measure[], query: PlainQuery, facts: PlainFacts): Map<string, number> {
  const wanted = [...query.by, ...query.asks];
  const measure = measures.find((one) => wanted.every((id) => dimensionOf(one.on, id, facts) !== undefined));
  if (!measure) throw new Error('the generator asked for a dimension that the metric lacks');
  const groups = new Map<string, PlainRow[]>();
  for (const row of rowsOf(measure.on, facts)) {
    const read = (id: string) => dimensionOf(measure.on, id, facts)!(row);
    const day = (query.later ?? ((same: number) => same))(row['day'] as number);
    const isInside = day >= (query.from ?? -Infinity) && day <= (query.to ?? Infinity);
    if (!isInside || !query.keeps(read) || !MEETS[JSON.stringify(measure.where)]!(row)) continue;
    const moved = { ...row, day };
    const key = JSON.stringify(query.by.map((id) => dimensionOf(measure.on, id, facts)!(moved)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return new Map([...groups].map(([key, rows]) => [key, sumUp(measure, rows)]));
}

function sumUp(measure: Measure, rows: readonly PlainRow[]): number {
  if (measure.kind === 'count') return rows.length;
  const values = rows.map((row) => row[measure.column === 'user_key' ? 'user' : measure.column] ?? null);
  const known = values.filter((value) => value !== null);
  return measure.kind === 'sum' ? known.reduce<number>((sum, value) => sum + Number(value), 0) : new Set(known).size;
}

/** Conditions of measures, written a second time by hand. */
const MEETS: Record<string, (row: PlainRow) => boolean> = {};
export function meets(where: Measure['where'], test: (row: PlainRow) => boolean): void {
  MEETS[JSON.stringify(where)] = test;
}

export function hasCondition(where: Measure['where']): boolean {
  return Object.hasOwn(MEETS, JSON.stringify(where));
}

function rowsOf(source: Measure['on'], facts: PlainFacts): readonly PlainRow[] {
  switch (source) {
    case 'order_line':
      return facts.lines;
    case 'order':
      return ordersOf(facts);
    case 'first_day':
    case 'first_order':
      return firstOf(ordersOf(facts));
    case 'visit':
      return facts.visits;
    case 'contact':
      return [
        ...facts.exposures,
        ...facts.coupons.filter((row) => ['issued', 'claimed'].includes(String(row['kind'])) && row['campaign_id']),
      ];
    case 'coupon_event':
      return facts.coupons;
    case 'coupon_issue': {
      const name = (row: PlainRow) => JSON.stringify([row['coupon_id'], row['user']]);
      const issued = new Set(facts.coupons.filter((row) => row['kind'] === 'issued').map(name));
      return facts.coupons.filter(
        (row) => row['kind'] === 'issued' || (row['kind'] === 'claimed' && !issued.has(name(row))),
      );
    }
  }
}

function ordersOf({ lines }: PlainFacts): readonly PlainRow[] {
  const orders = new Map<string, PlainRow[]>();
  for (const line of lines.filter((row) => row['kind'] === 'sale'))
    orders.set(String(line['order_id']), [...(orders.get(String(line['order_id'])) ?? []), line]);
  return [...orders].map(([order_id, rows]) => {
    const least = (column: string) =>
      rows
        .map((row) => row[column])
        .filter((v) => v != null)
        .sort()[0] ?? null;
    return {
      order_id,
      user: rows[0]!['user'] ?? null,
      at: Math.min(...rows.map((row) => Number(row['at']))),
      day: Math.min(...rows.map((row) => Number(row['day']))),
      ...Object.fromEntries(['channel', 'city', 'merchant_id', 'campaign_id'].map((name) => [name, least(name)])),
    };
  });
}

function firstOf(orders: readonly PlainRow[]): readonly PlainRow[] {
  const first = new Map<string, PlainRow>();
  for (const order of orders) {
    const user = order['user'];
    if (user == null) continue;
    const best = first.get(String(user));
    if (!best || isBefore(order, best)) first.set(String(user), order);
  }
  return [...first.values()];
}

function isBefore(a: PlainRow, b: PlainRow): boolean {
  if (a['at'] !== b['at']) return Number(a['at']) < Number(b['at']);
  return String(a['order_id']) < String(b['order_id']);
}

type Read = (row: PlainRow) => string | number | null;

const PLACE = ['channel', 'city'];
const SHOP = [...PLACE, 'merchant', 'merchant_category', 'campaign'];
const HAS: Readonly<Record<Measure['on'], readonly string[]>> = {
  order: [...SHOP, 'known_person'],
  order_line: [...SHOP, 'known_person', 'category', 'order_kind'],
  first_day: [],
  first_order: SHOP,
  visit: [...PLACE, 'merchant', 'merchant_category', 'known_person', 'category', 'activity_page', 'device_os'],
  contact: [...PLACE, 'campaign', 'template', 'known_person'],
  coupon_issue: [...SHOP, 'template', 'known_person', 'category'],
  coupon_event: [...SHOP, 'template', 'known_person', 'category'],
};

export function dimensionOf(source: Measure['on'], id: string, facts: PlainFacts): Read | undefined {
  const time = TIME[id];
  if (time) return (row) => time(Number(row['day']));
  if (!HAS[source].includes(id)) return undefined;
  if (id === 'known_person') return (row) => (row['user'] == null ? 'no' : 'yes');
  if (id === 'merchant_category') return (row) => facts.merchants[String(row['merchant_id'])] ?? null;
  const column = { merchant: 'merchant_id', campaign: 'campaign_id', template: 'template_id', order_kind: 'kind' }[id];
  return (row) => row[column ?? id] ?? null;
}

/** Calendar by JavaScript's Date, one day at a time. */
const TIME: Readonly<Record<string, (day: number) => string>> = {
  day: isoDay,
  month: (day) => isoDay(day).slice(0, 7),
  weekday: (day) => String(weekdayOf(day)),
  week: (day) => {
    const thursday = day - weekdayOf(day) + 4;
    let week = 1;
    for (let other = thursday - 7; isoDay(other).slice(0, 4) === isoDay(thursday).slice(0, 4); other -= 7) week++;
    return `${isoDay(thursday).slice(0, 4)}-W${String(week).padStart(2, '0')}`;
  },
};

function weekdayOf(day: number): number {
  return new Date(day * 86_400_000).getUTCDay() || 7;
}
