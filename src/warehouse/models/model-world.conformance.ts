import fc from 'fast-check';
import { noteChanges } from '../changes/index.ts';
import type { SqlSession, SqlValue } from '../sql-engine.port.ts';
import { refreshOrders } from './refresh-orders.ts';

/** Fact tables that a world writes to. */
export type WorldTable =
  | 'fact_order_line'
  | 'fact_visit'
  | 'fact_exposure'
  | 'fact_coupon_event'
  | 'fact_operator_action'
  | 'fact_budget_movement';

export type WorldRow = Readonly<Record<string, SqlValue>> & { readonly user_id: string | null; readonly at: number };

/** Something that happens to the facts: rows come (also late), are corrected away, change hands, or a person is erased. */
export type WorldStep =
  | { readonly kind: 'write'; readonly table: WorldTable; readonly rows: readonly WorldRow[] }
  | { readonly kind: 'delete'; readonly table: WorldTable; readonly remainder: number }
  | { readonly kind: 'rekey'; readonly from: string; readonly to: string }
  | { readonly kind: 'erase'; readonly user: string };

const USERS = ['u0', 'u1', 'u2', 'u3'];
const maybe = (...words: readonly string[]) => fc.constantFrom(null, ...words);
const user = fc.constantFrom(null, ...USERS, ...USERS);
const campaign = maybe('k1', 'k2');
const template = maybe('t1', 't2');
const order = fc.constantFrom('o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7');
const amount = fc.integer({ min: -500, max: 10_000 });
const place = { channel: maybe('app', 'web'), city: maybe('Chengdu', '上海') };

/** Around the limits of retention: days 0 to 2, 7 to 9 and 29 to 32 after the first, at any second. */
const at = fc
  .tuple(fc.constantFrom(0, 0, 1, 2, 7, 8, 9, 29, 30, 31, 32), fc.integer({ min: 0, max: 86_399 }))
  .map(([day, second]) => Date.UTC(2026, 0, 1 + day) + second * 1000);

const ROWS: Readonly<Record<WorldTable, fc.Arbitrary<WorldRow>>> = {
  fact_order_line: fc.record({
    user_id: user,
    at,
    order_id: order,
    kind: fc.constantFrom('sale', 'sale', 'sale', 'cancellation', 'adjustment'),
    product_id: maybe('p1', 'p2'),
    category: maybe('dining', 'cinema'),
    merchant_id: maybe('m1', 'm2'),
    campaign_id: fc.constantFrom(null, null, null, 'k1', 'k2'),
    coupon_id: maybe('c1'),
    quantity: fc.constantFrom(null, 0.1, 1, 3),
    gross_amount: amount,
    coupon_discount: fc.constantFrom(0, 0, 300),
    net_amount: amount,
    ...place,
  }),
  fact_visit: fc.record({
    user_id: user,
    at,
    session_id: maybe('s1', 's2', 's3'),
    step: fc.constantFrom('view', 'click', 'cart', 'checkout', 'order', 'share'),
    activity_page: maybe('home', 'festival'),
    merchant_id: maybe('m1', 'm2'),
    device_os: maybe('iOS', 'Android'),
    duration_seconds: fc.constantFrom(null, 0.1, 0.2, 40),
    ...place,
  }),
  fact_exposure: fc.record({
    user_id: user,
    at,
    campaign_id: fc.constantFrom('k1', 'k2'),
    template_id: template,
    ...place,
  }),
  fact_coupon_event: fc.record({
    user_id: user,
    at,
    kind: fc.constantFrom('issued', 'claimed', 'opened', 'redeemed', 'redeemed', 'expired', 'revoked'),
    coupon_id: fc.constantFrom('c1', 'c2', 'c3'),
    template_id: template,
    campaign_id: campaign,
    order_id: fc.option(order),
    merchant_id: maybe('m1'),
    cost: fc.constantFrom(null, 300, 500),
    discount_threshold: fc.constantFrom(null, 2000),
    discount_rate: fc.constantFrom(null, 0.1, 0.15),
  }),
  fact_operator_action: fc.record({
    user_id: fc.constant(null),
    at,
    operator: fc.constantFrom('ann', 'bo'),
    action: fc.constantFrom('launch', 'stop'),
    subject_kind: maybe('campaign'),
    subject_id: maybe('k1', 'k2'),
  }),
  fact_budget_movement: fc.record({
    user_id: user,
    at,
    budget_id: fc.constantFrom('b1', 'b2'),
    campaign_id: campaign,
    funder: maybe('platform', 'brand'),
    kind: fc.constantFrom('limited', 'held', 'released', 'spent'),
    amount,
  }),
};
const TABLES = Object.keys(ROWS) as WorldTable[];
const table = fc.constantFrom(...TABLES);

const writeOf = (most: number) =>
  table.chain((name) =>
    fc.record({
      kind: fc.constant('write' as const),
      table: fc.constant(name),
      rows: fc.array(ROWS[name], { minLength: 1, maxLength: most, size: 'max' }),
    }),
  );
const small: fc.Arbitrary<WorldStep> = fc.oneof(
  { weight: 6, arbitrary: writeOf(2) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), table, remainder: fc.integer({ min: 0, max: 15 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rekey' as const),
      from: fc.constantFrom(...USERS),
      to: fc.constantFrom(...USERS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), user: fc.constantFrom(...USERS) }) },
);

/**
 * Runs of steps with a refresh after each run: first some history, then one small step at a time. Large steps touch every
 * day, and then a rule that forgets a day would never be found out.
 */
export const worldRuns: fc.Arbitrary<readonly (readonly WorldStep[])[]> = fc
  .tuple(
    fc.array(writeOf(25), { minLength: 6, maxLength: 10, size: 'max' }),
    fc.array(fc.tuple(small), { minLength: 6, maxLength: 10, size: 'max' }),
  )
  .map(([history, later]) => [history, ...later]);

/** Takes facts away or gives them to another person, as erase, unmerge and reprocessing do, and notes what it touched. */
export async function changeFacts(session: SqlSession, change: Exclude<WorldStep, { kind: 'write' }>): Promise<void> {
  const tables = change.kind === 'delete' ? [change.table] : TABLES;
  const keyOf = (name: string) => `(SELECT user_key FROM dim_user WHERE user_id = '${name}')`;
  for (const name of tables) {
    const where =
      change.kind === 'delete'
        ? `hash(fact_key) % 16 = ${change.remainder}`
        : `user_key = ${keyOf(change.kind === 'rekey' ? change.from : change.user)}`;
    await noteChanges(session, name, `SELECT day AS "day" FROM ${name} WHERE ${where}`);
    if (name === 'fact_order_line')
      await session.run(`CREATE TEMP TABLE gone AS SELECT DISTINCT order_id FROM ${name} WHERE ${where}`);
    await session.run(
      change.kind === 'rekey'
        ? `UPDATE ${name} SET user_key = ${keyOf(change.to)} WHERE ${where}`
        : `DELETE FROM ${name} WHERE ${where}`,
    );
    if (name !== 'fact_order_line') continue;
    await refreshOrders(session, '(SELECT order_id FROM gone)');
    await session.run('DROP TABLE gone');
  }
}
