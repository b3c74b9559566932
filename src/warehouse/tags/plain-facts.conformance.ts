import fc from 'fast-check';
import { type BusinessTime, dayOf, startOfDay } from '../../kernel/index.ts';
import type { TableName } from '../schema/index.ts';
import type { SqlEngine, SqlValue } from '../sql-engine.port.ts';
import type { TagFact } from './definition.ts';
import { FACT_TABLES } from './fact-tables.ts';
import type { PlainPerson, PlainRow } from './plain-tags.conformance.ts';

type Given = Readonly<Record<string, SqlValue>> & { readonly occurred_at: number };

/** A small world: facts as the tables have them, by person; some belong to nobody. */
export interface PlainWorld {
  readonly people: readonly Omit<PlainPerson, 'facts'>[];
  readonly facts: readonly { readonly fact: TagFact; readonly person: number; readonly row: Given }[];
}

const word = (...words: readonly string[]) => fc.constantFrom(null, ...words);
const CATEGORIES = ['food-delivery', 'dining', 'cinema', 'hotel', 'retail'];
const amount = fc.integer({ min: -500, max: 100_000 });

/** Columns of each fact that a tag may look at, with values that repeat. */
const COLUMNS: Readonly<Record<TagFact, Readonly<Record<string, fc.Arbitrary<SqlValue>>>>> = {
  order: {
    merchant_id: word('m1', 'm2', 'm3'),
    channel: word('app', 'web'),
    city: word('Chengdu', '上海'),
    coupon_id: word('c1'),
    campaign_id: word('k1', 'k2'),
    lines: fc.integer({ min: 1, max: 9 }),
    gross_amount: amount,
    coupon_discount: fc.constantFrom(0, 0, 500, 1234),
    net_amount: amount,
  },
  order_line: {
    order_id: fc.constantFrom('o1', 'o2', 'o3'),
    kind: fc.constantFrom('sale', 'sale', 'cancellation'),
    category: word(...CATEGORIES),
    product_id: word('p1', 'p2', 'p3'),
    quantity: fc.constantFrom(null, 0.1, 0.2, 1, 3),
    gross_amount: amount,
    coupon_discount: fc.constant(0),
    net_amount: amount,
  },
  visit: {
    session_id: word('s1', 's2', 's3'),
    step: fc.constantFrom('view', 'click', 'cart', 'checkout', 'order'),
    activity_page: word('home', 'coupon-centre', 'festival'),
    category: word(...CATEGORIES),
    device_id: word('d1', 'd2', 'd3'),
    device_os: word('iOS', 'Android', 'HarmonyOS'),
    channel: word('app', 'web', 'push'),
    city: word('Chengdu', '上海'),
    merchant_id: word('m1', 'm2'),
    duration_seconds: fc.constantFrom(null, 0.5, 3, 40),
  },
  exposure: { campaign_id: fc.constantFrom('k1', 'k2'), placement: word('top', 'message') },
  coupon_event: {
    kind: fc.constantFrom('issued', 'opened', 'redeemed', 'expired'),
    coupon_id: fc.constantFrom('c1', 'c2'),
    campaign_id: word('k1', 'k2'),
    discount_threshold: fc.constantFrom(null, 4000, 5001),
    cost: fc.constantFrom(null, 500, 1000),
    discount_rate: fc.constantFrom(null, 0.1, 0.25),
  },
};

/** Dimensions of every world; d3, m3 and p3 are in none. */
const DIMENSIONS = {
  dim_device: { device_id: ['d1', 'd2'], model: ['Redmi Note 13', 'iPhone 16'] },
  dim_merchant: { merchant_id: ['m1', 'm2'], price_level: [3, null] },
  dim_product: { product_id: ['p1', 'p2'], brand: ['National', 'Private'], department: ['fresh-food', null] },
} as const satisfies Partial<Record<TableName, Readonly<Record<string, readonly SqlValue[]>>>>;

const attributes = fc.record(
  {
    gender: fc.constantFrom('female', 'male', ''),
    birth_year: fc.constantFrom('1964', '1980', '1999', '19.5', 'unknown'),
    registered_at: fc.constantFrom('2026-01-05', '2026-03-08 23:59:00', '2025-02-30', 'soon'),
    phone_verified: fc.constantFrom('yes', 'no', 'perhaps'),
    income: fc.constantFrom('12.34', '0.005', '-3', 'much'),
    likes: fc.constantFrom('tea|cake', 'cake|cake|', 'tea'),
  },
  { requiredKeys: [] },
);

const model = fc.constantFrom('churn', 'value', 'other');
const score = fc.double({ noNaN: true, noDefaultInfinity: true });

const PEOPLE = 8;

/** Facts around a day, from 100 days before to 2 after; most of them near it. */
export function plainWorlds(asOf: number, time: BusinessTime): fc.Arbitrary<PlainWorld> {
  const instant = fc
    .tuple(
      fc.oneof(fc.integer({ min: -8, max: 2 }), fc.integer({ min: -400, max: 2 })),
      fc.integer({ min: 0, max: 86_399 }),
    )
    .map(([days, second]) => startOfDay(asOf + days, time) + second * 1000);
  const facts = (Object.keys(COLUMNS) as TagFact[]).map((fact) =>
    fc.record({
      fact: fc.constant(fact),
      person: fc.integer({ min: -1, max: PEOPLE - 1 }),
      row: fc.record({ occurred_at: instant, ...COLUMNS[fact] }) as fc.Arbitrary<Given>,
    }),
  );
  return fc.record({
    people: fc.array(
      fc.record({ attributes, lists: fc.subarray(['vip', 'staff', 'other']), scores: fc.dictionary(model, score) }),
      { minLength: PEOPLE, maxLength: PEOPLE },
    ),
    facts: fc.array(fc.oneof(...facts), { maxLength: 300, size: 'max' }),
  });
}

const TABLES_OF_A_WORLD: readonly TableName[] = [
  'fact_order_line',
  'fact_visit',
  'fact_exposure',
  'fact_coupon_event',
  'model_order',
  'dim_user',
  'dim_device',
  'dim_merchant',
  'dim_product',
  'user_attribute',
  'audience_list_member',
  'model_score',
];

/** Puts a world into an empty warehouse. */
export async function writeWorld(engine: SqlEngine, { people, facts }: PlainWorld, time: BusinessTime): Promise<void> {
  for (const table of TABLES_OF_A_WORLD) await engine.run(`DELETE FROM ${table}`);
  for (const [table, columns] of Object.entries(DIMENSIONS)) await engine.append(table, columns);
  await engine.append('dim_user', { user_key: people.map((_, i) => i), user_id: people.map((_, i) => `p${i}`) });
  const pairs = people.flatMap(({ attributes }, i) =>
    Object.entries(attributes).map(([name, value]) => ({ i, name, value })),
  );
  await engine.append('user_attribute', {
    user_key: pairs.map(({ i }) => i),
    attribute: pairs.map(({ name }) => name),
    value: pairs.map(({ value }) => value),
    ...everywhere(pairs.length, { received_at: 0, source: 'test', batch_id: 'b' }),
  });
  const listed = people.flatMap(({ lists }, i) => lists.map((list) => ({ list, i })));
  await engine.append('audience_list_member', {
    list_id: [...listed.map(({ list }) => list), 'vip'],
    user_id: [...listed.map(({ i }) => `p${i}`), 'nobody here'],
  });
  const scored = people.flatMap(({ scores }, i) => Object.entries(scores).map(([name, value]) => ({ i, name, value })));
  await engine.append('model_score', {
    model: scored.map(({ name }) => name),
    user_key: scored.map(({ i }) => i),
    score: scored.map(({ value }) => value),
  });
  for (const fact of Object.keys(COLUMNS) as TagFact[]) {
    const own = facts.filter((each) => each.fact === fact);
    if (own.length === 0) continue;
    const given = ['occurred_at', ...Object.keys(COLUMNS[fact])].map(
      (name) => [name, own.map(({ row }) => row[name]!)] as const,
    );
    await engine.append(FACT_TABLES[fact].table, {
      ...Object.fromEntries(given),
      user_key: own.map(({ person }) => (person < 0 ? null : person)),
      day: own.map(({ row }) => dayOf(row.occurred_at, time)),
      ...(fact === 'order'
        ? { order_id: own.map((_, i) => `o${i}`) }
        : {
            fact_key: own.map((_, i) => `f${i}`),
            ...everywhere(own.length, { received_at: 0, source: 'test', batch_id: 'b' }),
          }),
    });
  }
}

/** The same world as the plain evaluation wants it. */
export function plainPeople({ people, facts }: PlainWorld, time: BusinessTime): readonly PlainPerson[] {
  const rowsOf = (person: number, fact: TagFact) =>
    facts.filter((each) => each.person === person && each.fact === fact).map(({ row }) => localRow(fact, row, time));
  return people.map((person, i) => ({
    ...person,
    facts: {
      order: rowsOf(i, 'order'),
      order_line: rowsOf(i, 'order_line'),
      visit: rowsOf(i, 'visit'),
      exposure: rowsOf(i, 'exposure'),
      coupon_event: rowsOf(i, 'coupon_event'),
    },
  }));
}

function localRow(fact: TagFact, row: Given, time: BusinessTime): PlainRow {
  const day = dayOf(row.occurred_at, time);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: time.zone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(clock.format(row.occurred_at));
  // 1970-01-01 was a Thursday.
  const joined = Object.entries(FACT_TABLES[fact].joined ?? {}).map(([name, join]) => {
    const dimension = DIMENSIONS[join.dimension as keyof typeof DIMENSIONS] as Readonly<
      Record<string, readonly SqlValue[]>
    >;
    const at = dimension[join.key]!.indexOf(row[join.key] ?? null);
    return [name, at < 0 ? null : dimension[join.column]![at]!] as const;
  });
  const unknown = Object.keys(FACT_TABLES[fact].columns).map((name) => [name, null] as const);
  return {
    ...Object.fromEntries(unknown),
    ...(row as PlainRow),
    ...Object.fromEntries(joined),
    day,
    hour,
    weekday: ((day + 3) % 7) + 1,
  };
}

function everywhere(count: number, values: Readonly<Record<string, SqlValue>>): Record<string, SqlValue[]> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, new Array<SqlValue>(count).fill(value)]),
  );
}
