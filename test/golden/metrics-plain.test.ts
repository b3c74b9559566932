import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDay, startOfDay } from '../../src/kernel/index.ts';
import type { Measure, MetricInfo, MetricsQuery } from '../../src/services/metrics/index.ts';
import { createFactWriter, type FactTable } from '../../src/warehouse/facts/index.ts';
import { evaluatePlainly, hasCondition, meets, PARTS, type PlainFacts, type PlainRow } from './metrics-plain.ts';
import { type MetricsWorkspace, openMetrics } from './metrics-workspace.ts';

const TIME = { zone: 'UTC', dayStartMinutes: 0 };
/** Around a new year whose first day belongs to the last week of the old one. */
const FIRST = parseDay('2016-12-20');
const DAYS = 40;

let workspace: MetricsWorkspace;
let catalogue: ReadonlyMap<string, MetricInfo>;

describe('compiled metrics', () => {
  beforeAll(async () => {
    workspace = await openMetrics('UTC', '2017-06-01T00:00:00Z');
    catalogue = new Map(workspace.metrics.metrics().map((metric) => [metric.id, metric]));
    for (const metric of catalogue.values()) if ('kind' in metric.measure) PARTS[metric.id] = sidesOf(metric);
    writeConditionsByHand();
  });
  afterAll(() => workspace.engine.close());

  it('equal a plain evaluation row by row', async () => {
    await fc.assert(
      fc.asyncProperty(facts(), fc.array(queries(), { minLength: 4, maxLength: 4 }), async (given, asked) => {
        await write(given);
        for (const query of asked) await holdEqual(query, given);
      }),
      { numRuns: 60 },
    );
  });

  it('are all known to this test', () => {
    const wheres = [...catalogue.values()].flatMap((metric) =>
      'kind' in metric.measure ? [] : metric.measure.map((measure) => measure.where),
    );
    expect(wheres.filter((where) => !hasCondition(where))).toEqual([]);
  });
});

interface Filter {
  readonly text: string;
  readonly asks: readonly string[];
  readonly keeps: (dimension: (id: string) => string | number | null) => boolean;
}

/** Unknown meets no comparison, and neither does its opposite. */
const FILTERS: readonly Filter[] = [
  { text: "city = 'A'", asks: ['city'], keeps: (of) => of('city') === 'A' },
  { text: "not city = 'A'", asks: ['city'], keeps: (of) => of('city') !== null && of('city') !== 'A' },
  {
    text: "channel is unknown or channel in ('app', 'web')",
    asks: ['channel'],
    keeps: (of) => of('channel') === null || ['app', 'web'].includes(String(of('channel'))),
  },
  { text: "month = '2017-01'", asks: ['month'], keeps: (of) => of('month') === '2017-01' },
  { text: "weekday in ('6', '7')", asks: ['weekday'], keeps: (of) => Number(of('weekday')) >= 6 },
  { text: "day >= '2017-01-01'", asks: ['day'], keeps: (of) => String(of('day')) >= '2017-01-01' },
  { text: "week = '2016-W52'", asks: ['week'], keeps: (of) => of('week') === '2016-W52' },
  {
    text: "merchant_category = 'dining'",
    asks: ['merchant_category'],
    keeps: (of) => of('merchant_category') === 'dining',
  },
];

interface Asked {
  readonly metrics: readonly string[];
  readonly by: readonly string[];
  readonly filter: Filter | undefined;
  readonly span: readonly [from: number, length: number] | undefined;
  readonly compare: 'previous' | 'week' | 'year' | undefined;
}

function queries(): fc.Arbitrary<Asked> {
  const dimensions = [
    ...['day', 'week', 'month', 'weekday', 'city', 'channel', 'campaign', 'category', 'merchant', 'merchant_category'],
    ...['known_person', 'template', 'order_kind', 'activity_page', 'device_os'],
  ];
  return fc
    .record({
      metrics: fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 4 }),
      by: fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 3 }),
      filter: fc.option(fc.constantFrom(...FILTERS), { nil: undefined }),
      span: fc.option(fc.tuple(fc.integer({ min: FIRST, max: FIRST + DAYS }), fc.integer({ min: 1, max: 20 })), {
        nil: undefined,
      }),
      compare: fc.option(fc.constantFrom('previous', 'week', 'year'), { nil: undefined }),
    })
    .map(({ metrics, by, filter, span, compare }) => {
      const wanted = [...by, ...(filter?.asks ?? [])];
      const able = [...catalogue.values()].filter(({ dimensions: has }) => wanted.every((id) => has.includes(id)));
      const chosen = new Set(metrics.map((n) => able[n % able.length]?.id).filter((id) => id !== undefined));
      return { metrics: [...chosen], by, filter, span, compare };
    })
    .filter(({ metrics }) => metrics.length > 0);
}

async function holdEqual({ metrics, by, filter, span, compare }: Asked, given: PlainFacts): Promise<void> {
  const [from, to] = span ? [span[0], span[0] + span[1] - 1] : [];
  const query: MetricsQuery = {
    metrics,
    by,
    limit: 10_000,
    ...(filter && { where: filter.text }),
    ...(from !== undefined && to !== undefined && { from, to }),
    ...(span && compare && { compare }),
  };
  const answer = await workspace.metrics.query(query);
  const plain = {
    metrics: metrics.map((id) => catalogue.get(id)!),
    by,
    asks: filter?.asks ?? [],
    keeps: filter?.keeps ?? (() => true),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const nothing = plain.metrics.map((metric) => ('kind' in metric.measure ? null : 0));
  const now = evaluatePlainly(plain, given);
  const before = span && compare ? evaluatePlainly({ ...plain, later: laterBy(compare, span[1]) }, given) : undefined;
  const answered = new Map(answer.rows.map((row) => [JSON.stringify(row.key), row]));
  for (const key of [...now.keys(), ...(before?.keys() ?? [])]) expect([...answered.keys()]).toContain(key);
  for (const [key, row] of answered) {
    expect(row.values, key).toEqual(now.get(key) ?? nothing);
    if (before) expect(row.before, key).toEqual(before.get(key) ?? nothing);
  }
  const total = evaluatePlainly({ ...plain, by: [] }, given);
  expect(answer.totals).toEqual(total.get('[]') ?? nothing);
}

function laterBy(compare: 'previous' | 'week' | 'year', length: number): (day: number) => number {
  if (compare === 'year') return (day) => addYear(day);
  return (day) => day + (compare === 'week' ? 7 : length);
}

function addYear(day: number): number {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), date.getUTCDate()) / 86_400_000;
}

function sidesOf(metric: MetricInfo): readonly (readonly Measure[])[] {
  if (!('kind' in metric.measure)) return [];
  return [metric.measure.of, metric.measure.by].map((id) => catalogue.get(id)!.measure as readonly Measure[]);
}

/** The conditions that measures use, told once more without the expression language. */
function writeConditionsByHand(): void {
  const whereOf = (id: string, i = 0) => (catalogue.get(id)!.measure as readonly Measure[])[i]?.where;
  meets(undefined, () => true);
  meets(whereOf('gmv'), (row) => row['kind'] === 'sale');
  meets(whereOf('net_revenue'), (row) => row['kind'] !== 'adjustment');
  meets(whereOf('cancellations'), (row) => row['kind'] === 'cancellation');
  meets(whereOf('known_orders'), (row) => row['user'] !== null);
  meets(whereOf('known_orders', 1), (row) => row['user'] !== null && row['kind'] === 'sale');
  meets(whereOf('redeemers'), (row) => row['kind'] === 'redeemed');
}

function facts(): fc.Arbitrary<PlainFacts> {
  const word = (...words: readonly string[]) => fc.constantFrom(null, ...words);
  const at = fc.nat({ max: DAYS * 86_400 - 1 }).map((second) => startOfDay(FIRST, TIME) + second * 1000);
  const when = { at, user: word('u1', 'u2', 'u3') };
  const place = { channel: word('app', 'web', 'shop'), city: word('A', 'B') };
  const shop = { merchant_id: word('m1', 'm2', 'm3'), category: word('x', 'y', 'z'), ...place };
  const campaign = { campaign_id: word('c1', 'c2') };
  const amount = fc.integer({ min: -500, max: 10_000 });
  const line = fc.record({
    ...when,
    ...shop,
    ...campaign,
    order_id: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8'),
    kind: fc.constantFrom('sale', 'sale', 'sale', 'cancellation', 'adjustment'),
    quantity: fc.option(fc.integer({ min: 0, max: 9 })),
    gross_amount: amount,
    coupon_discount: fc.nat({ max: 300 }),
    net_amount: amount,
  });
  const visit = fc.record({
    ...when,
    ...shop,
    session_id: word('s1', 's2', 's3', 's4'),
    step: fc.constantFrom('view', 'cart'),
    activity_page: word('home', 'sale'),
    device_os: word('ios', 'android'),
  });
  const template = { template_id: word('t1', 't2') };
  const exposure = fc.record({ ...when, ...place, ...template, campaign_id: fc.constantFrom('c1', 'c2') });
  const coupon = fc.record({
    ...when,
    ...shop,
    ...campaign,
    ...template,
    kind: fc.constantFrom('issued', 'claimed', 'redeemed', 'released', 'expired'),
    coupon_id: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5'),
    order_id: word('o1', 'o2', 'o3'),
    cost: fc.option(fc.nat({ max: 900 })),
  });
  const many = (row: fc.Arbitrary<PlainRow>) => fc.array(row, { maxLength: 25 }).map((rows) => rows.map(withDay));
  return fc.record({
    lines: many(line).map(oneBuyerEach),
    visits: many(visit),
    exposures: many(exposure),
    coupons: many(coupon),
    merchants: fc.constant({ m1: 'dining', m2: 'cinema' }),
  });
}

function withDay(row: PlainRow): PlainRow {
  return { ...row, day: Math.floor(Number(row['at']) / 86_400_000) };
}

/** Lines of one order are of one person. */
function oneBuyerEach(lines: readonly PlainRow[]): readonly PlainRow[] {
  const buyers = new Map(lines.map((line) => [line['order_id'], line['user'] ?? null]));
  return lines.map((line) => ({ ...line, user: buyers.get(line['order_id'] ?? null) ?? null }));
}

const TABLES = ['fact_order_line', 'fact_visit', 'fact_exposure', 'fact_coupon_event'] as const;

/** By the fact writer, so that people and orders come about as in the product. */
async function write(given: PlainFacts): Promise<void> {
  const writer = createFactWriter({ time: TIME });
  const tables = [given.lines, given.visits, given.exposures, given.coupons];
  await workspace.engine.transaction(async (session) => {
    for (const table of [...TABLES, 'model_order', 'dim_user', 'dim_merchant'])
      await session.run(`DELETE FROM ${table}`);
    await session.append('dim_merchant', {
      merchant_id: Object.keys(given.merchants),
      category: Object.values(given.merchants),
    });
    for (const [i, table] of TABLES.entries()) await writer.write(session, batchOf(table, tables[i]!));
  });
}

function batchOf(table: FactTable, rows: readonly PlainRow[]) {
  const names = Object.keys(rows[0] ?? {}).filter((name) => !['at', 'user', 'day'].includes(name));
  const column = (name: string) => rows.map((row) => row[name] ?? null);
  return {
    table,
    batchId: 'test',
    source: 'test',
    columns: {
      fact_key: rows.map((_, i) => `${table}/${i}`),
      user_id: column('user'),
      occurred_at: column('at'),
      received_at: column('at'),
      ...Object.fromEntries(names.map((name) => [name, column(name)])),
    },
  };
}
