import type { Expression, FieldCatalogue, FieldType, FieldValue, Person, PersonEvent } from '../../expression/index.ts';
import { evaluatePerson } from '../../expression/index.ts';
import { type Rng, seededRng, type UserId } from '../../kernel/index.ts';
import { createSchema } from '../../warehouse/schema/index.ts';
import type { SqlEngine, SqlValue } from '../../warehouse/sql-engine.port.ts';
import { EVENTS, eventFields, quoteName, type TagRelease } from '../../warehouse/tags/index.ts';

/** A few dozen people with tags of every type and everything that events can hold, much of it unknown, much of it equal. */
export interface SmallCity {
  readonly release: TagRelease;
  readonly userIds: readonly UserId[];
  /** `user_key`s. */
  readonly lists: ReadonlyMap<string, Uint32Array>;
  /** `user_key` of a row: in every other city they have gaps, as after merges. */
  keyOf(row: number): number;
  person(row: number, audiences: ReadonlyMap<string, Expression>): Person;
}

export const AS_OF = 20_000;
const DAY_MS = 86_400_000;
export const CITY_WORDS = ['a', 'b', 'ü', '北京', ''];
const TAGS: Readonly<Record<string, readonly [FieldType, string]>> = {
  orders_30d: ['integer', 'INTEGER'],
  spend_30d: ['money', 'BIGINT'],
  score: ['number', 'DOUBLE'],
  is_new: ['boolean', 'BOOLEAN'],
  city: ['category', 'VARCHAR'],
  cuisines: ['categories', 'VARCHAR[]'],
  last_order_at: ['date', 'DATE'],
};

export const CITY_CATALOGUE: FieldCatalogue = {
  fields: new Map(Object.entries(TAGS).map(([id, [type]]) => [id, { id, type }])),
  events: eventFields(),
  moneyDecimals: 2,
};

type Row = Readonly<Record<string, SqlValue>>;

/** Builds the city of a seed in an empty engine. */
export async function buildSmallCity(engine: SqlEngine, seed: number): Promise<SmallCity> {
  const rng = seededRng(seed, 'small city');
  // More than two words of 32, and not a multiple of it.
  const userIds = Array.from({ length: 70 + rng.below(40) }, (_, i) => `u${(i * 37) % 101}-${i}` as UserId);
  const tags = userIds.map((_, user_key) => ({ user_key, ...tagsOf(rng) }));
  const facts = drawFacts(rng, userIds.length);
  const lists = new Map([
    ['odd', Uint32Array.from(userIds.keys()).filter((key) => key % 2 === 1)],
    ['none', new Uint32Array()],
  ]);
  const release = releaseOf(userIds.length);

  await createSchema(engine);
  const columns = Object.entries(TAGS).map(([id, [, sql]]) => `${quoteName(id)} ${sql}`);
  await engine.run(`CREATE TABLE ${release.table} (user_key UINTEGER, ${columns.join(', ')})`);
  const keyOf = (row: number) => keyIn({ row, people: userIds.length, hasGaps: seed % 2 === 1 });
  const keyed = (rows: readonly Row[]) => rows.map((row) => ({ ...row, user_key: keyOrNull(row, keyOf) }));
  await appendRows(engine, release.table, keyed(tags));
  await appendRows(
    engine,
    'dim_user',
    userIds.map((user_id, row) => ({ user_key: keyOf(row), user_id })),
  );
  for (const [table, rows] of Object.entries(facts)) await appendRows(engine, table, keyed(rows));
  const listed = [...lists].flatMap(([list_id, keys]) =>
    Array.from(keys, (key) => ({ list_id, user_id: userIds[key]! })),
  );
  await appendRows(engine, 'audience_list_member', [...listed, { list_id: 'odd', user_id: 'not here yet' }]);

  const keyLists = new Map([...lists].map(([id, rows]) => [id, rows.map(keyOf)]));
  return {
    release,
    userIds,
    lists: keyLists,
    keyOf,
    person: (row, audiences) => personOf(row, { tags, facts, lists, audiences }),
  };
}

function keyIn({
  row,
  people,
  hasGaps,
}: {
  readonly row: number;
  readonly people: number;
  readonly hasGaps: boolean;
}): number {
  if (!hasGaps) return row;
  return row < people ? row + Math.floor(row / 7) : 7;
}

function keyOrNull(row: Row, keyOf: (row: number) => number): number | null {
  const key = row['user_key'];
  return typeof key === 'number' ? keyOf(key) : null;
}

function releaseOf(people: number): TagRelease {
  const definitions = Object.entries(TAGS).map(([id, [type]]) => ({ id, type }));
  return {
    version: 1,
    asOf: AS_OF,
    builtAt: AS_OF * DAY_MS,
    people,
    durationMs: 1,
    coverage: {},
    state: 'published',
    problems: [],
    storedAs: 'table',
    table: 'tags_v1',
    definitions: definitions as unknown as TagRelease['definitions'],
  };
}

function tagsOf(rng: Rng): Row {
  const maybe = <Value extends SqlValue>(value: Value): Value | null => (rng.below(4) === 0 ? null : value);
  return {
    orders_30d: maybe(rng.below(8) - 2),
    spend_30d: maybe(rng.below(8) - 2),
    score: maybe(rng.below(20) === 0 ? Number.NaN : (rng.below(64) - 16) / 8),
    is_new: maybe(rng.below(2) === 0),
    city: maybe(wordOf(rng)),
    cuisines: maybe(CITY_WORDS.filter(() => rng.below(3) === 0)),
    last_order_at: maybe(AS_OF - rng.below(8)),
  };
}

const wordOf = (rng: Rng): string => CITY_WORDS[rng.below(CITY_WORDS.length)]!;

interface Facts {
  readonly model_order: readonly Row[];
  readonly fact_order_line: readonly Row[];
  readonly fact_visit: readonly Row[];
  readonly fact_exposure: readonly Row[];
  readonly fact_coupon_event: readonly Row[];
}

/** Times on a grid of six hours, so that many are equal; some people unknown, some days beyond the as-of day. */
function drawFacts(rng: Rng, people: number): Facts {
  const word = () => (rng.below(4) === 0 ? null : wordOf(rng));
  const small = () => (rng.below(4) === 0 ? null : rng.below(8) - 2);
  const envelope = (key: string) => {
    const at = (AS_OF - 14) * DAY_MS + rng.below(16 * 4) * (DAY_MS / 4);
    return {
      fact_key: key,
      // Some of people who are not in the release.
      user_key: rng.below(12) === 0 ? null : rng.below(people + 2),
      occurred_at: at,
      day: Math.floor(at / DAY_MS),
      received_at: at,
      source: 'test',
      batch_id: 'test',
    };
  };
  const many = (count: number, draw: (key: string) => Row): readonly Row[] =>
    Array.from({ length: count }, (_, i) => draw(`f${i}`));
  const place = () => ({ channel: word(), city: word() });

  const orders = many(people * 2, (key) => {
    const { user_key, occurred_at, day } = envelope(key);
    return {
      ...{ order_id: key, user_key, occurred_at, day, merchant_id: word(), campaign_id: word(), coupon_id: word() },
      ...{ lines: 1, gross_amount: rng.below(8), coupon_discount: 0, net_amount: rng.below(8) - 2, ...place() },
    };
  });
  const lines = orders.flatMap((order) =>
    many(rng.below(4), (key) => ({
      ...envelope(`${order['order_id']}-${key}`),
      ...{ order_id: order['order_id']!, kind: rng.below(6) === 0 ? 'cancellation' : 'sale', category: word() },
      ...{ gross_amount: 1, coupon_discount: 0, net_amount: 1 },
    })),
  );
  const steps = ['view', 'click', 'cart', 'checkout', 'other'];
  return {
    model_order: orders,
    fact_order_line: lines,
    fact_visit: many(people * 3, (key) => ({
      ...envelope(key),
      ...{
        session_id: rng.below(5) === 0 ? null : `s${rng.below(30)}`,
        step: steps[rng.below(5)]!,
        activity_page: word(),
      },
      ...{ merchant_id: word(), category: word(), device_os: word(), duration_seconds: small(), ...place() },
    })),
    fact_exposure: many(people, (key) => ({
      ...envelope(key),
      ...{ campaign_id: wordOf(rng), template_id: word(), placement: word(), ...place() },
    })),
    fact_coupon_event: many(people * 2, (key) => ({
      ...envelope(key),
      ...{ kind: ['issued', 'opened', 'redeemed', 'expired'][rng.below(4)]!, coupon_id: key, campaign_id: word() },
      ...{ template_id: word(), merchant_id: word(), category: word(), cost: small(), discount_threshold: small() },
      ...{ discount_amount: small(), distance_m: small(), ...place() },
    })),
  };
}

async function appendRows(engine: SqlEngine, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(rows[0]!);
  await engine.append(table, Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])));
}

interface World {
  readonly tags: readonly Row[];
  readonly facts: Facts;
  readonly lists: ReadonlyMap<string, Uint32Array>;
  readonly audiences: ReadonlyMap<string, Expression>;
}

/** The person as the oracle sees it: read from the drawn rows, past every engine. */
function personOf(row: number, world: World): Person {
  const person: Person = {
    asOf: AS_OF,
    field: (name) => knownNumber(world.tags[row]![name]),
    events: (event) => rowsOf(event, world.facts).filter(({ userKey }) => userKey === row),
    isInAudience: (id) => evaluatePerson(world.audiences.get(id)!, person) === true,
    isInList: (id) => world.lists.get(id)!.includes(row),
  };
  return person;
}

const knownNumber = (value: SqlValue | undefined): FieldValue =>
  value === undefined || Number.isNaN(value) ? null : (value as FieldValue);

type UserEvent = PersonEvent & { readonly userKey: SqlValue };

/** Columns that the catalogue names otherwise. */
const COLUMNS: Readonly<Record<string, string>> = {
  merchant: 'merchant_id',
  campaign: 'campaign_id',
  template: 'template_id',
  coupon: 'coupon_id',
  amount: 'net_amount',
  page: 'activity_page',
  os: 'device_os',
  duration: 'duration_seconds',
  threshold: 'discount_threshold',
  distance: 'distance_m',
};

function rowsOf(event: string, facts: Facts): readonly UserEvent[] {
  if (event === 'order') return facts.model_order.flatMap((order) => orderRows(order, facts));
  if (event === 'exposure') return facts.fact_exposure.map((row) => toEvent(row, String(row['fact_key'])));
  if (event.startsWith('coupon_')) {
    const kind = { issue: 'issued', open: 'opened', redeem: 'redeemed', expire: 'expired' }[event.slice(7)];
    const rows = facts.fact_coupon_event.filter((row) => row['kind'] === kind);
    return rows.map((row) => toEvent({ ...row, discount: row['discount_amount']! }, String(row['fact_key'])));
  }
  const rows = facts.fact_visit.filter((row) => event === 'visit' || row['step'] === event);
  return rows.map((row) => toEvent(row, String((event === 'visit' && row['session_id']) || row['fact_key'])));
}

/** An order is a row for each category among its sale lines, or one row of none. */
function orderRows(order: Row, { fact_order_line }: Facts): readonly UserEvent[] {
  const lines = fact_order_line.filter((line) => line['order_id'] === order['order_id'] && line['kind'] === 'sale');
  const categories = lines.length === 0 ? [null] : lines.map((line) => line['category']!);
  return categories.map((category) =>
    toEvent({ ...order, category, discount: order['coupon_discount']! }, String(order['order_id'])),
  );
}

function toEvent(row: Row, id: string): UserEvent {
  return {
    id,
    userKey: row['user_key']!,
    at: row['occurred_at'] as number,
    day: row['day'] as number,
    field: (name) => knownNumber(row[name in row ? name : COLUMNS[name]!]),
  };
}

/** Events of the catalogue, so that a suite can say that it met them all. */
export const CITY_EVENTS: readonly string[] = EVENTS.map(({ id }) => id);
