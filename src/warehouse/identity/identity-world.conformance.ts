import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { brandAs, manualClock, type UserId } from '../../kernel/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { createSchema, TABLES } from '../schema/index.ts';
import type { SqlEngine, SqlValue } from '../sql-engine.port.ts';
import { createIdentities } from './create-identities.ts';
import type { IdentityLimits } from './identity-limits.ts';

/** Small enough to be passed often. */
export const SMALL_LIMITS: IdentityLimits = { loginsPerDevice: 2, devicesPerPerson: 3, loginsPerPerson: 3 };

const TIME = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
const NOON = Date.parse('2026-05-01T12:00:00Z');

export const user = (id: string) => brandAs<UserId>(id);

/** An empty warehouse with its writer and identities, and short ways to fill it. */
export async function openIdentityWorld(limits: IdentityLimits = SMALL_LIMITS) {
  const engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  const identities = createIdentities({ engine, clock: manualClock(NOON), limits });
  const writer = createFactWriter({ time: TIME, limits, onPeopleMoved: () => identities.peopleMoved() });
  let facts = 0;
  const envelope = (userId: string | null) => {
    facts++;
    const at = NOON + facts * 3_600_000;
    // Keys rise with the order of writing.
    return {
      fact_key: [`f${String(facts).padStart(6, '0')}`],
      user_id: [userId],
      occurred_at: [at],
      received_at: [at],
    };
  };
  const write = (table: 'fact_order_line' | 'fact_visit' | 'fact_coupon_event', columns: Record<string, SqlValue[]>) =>
    engine.transaction((session) => writer.write(session, { table, source: 's', batchId: 'b', columns }));

  return {
    engine,
    /** Everything gone, as if just opened. */
    async clear() {
      const tables = TABLES.map(({ name }) => `DELETE FROM ${name}`);
      await engine.run(tables.join('; '));
      facts = 0;
      identities.peopleMoved();
    },
    writer,
    identities,
    link: (pair: { readonly user: string; readonly device?: string; readonly other?: string }, source = 'app') =>
      engine.transaction(async (session) => {
        await session.run(
          'CREATE TEMP TABLE told (user_id VARCHAR, device_id VARCHAR, other_user_id VARCHAR, seen_at TIMESTAMPTZ)',
        );
        const row = {
          user_id: [pair.user],
          device_id: [pair.device ?? null],
          other_user_id: [pair.other ?? null],
          seen_at: [NOON],
        };
        await session.append('told', row);
        const rule = pair.device === undefined ? 'link' : 'login';
        const outcome = await writer.writeLinks(session, { rule, source, batchId: 'b', from: 'told' });
        await session.run('DROP TABLE told');
        return outcome;
      }),
    order: (userId: string | null, orderId: string, amount: number) =>
      write('fact_order_line', {
        ...envelope(userId),
        order_id: [orderId],
        kind: ['sale'],
        gross_amount: [amount],
        coupon_discount: [0],
        net_amount: [amount],
      }),
    visit: (userId: string | null, device: string | null) =>
      write('fact_visit', { ...envelope(userId), step: ['view'], device_id: [device] }),
    coupon: (userId: string, couponId: string) =>
      write('fact_coupon_event', { ...envelope(userId), kind: ['issued'], coupon_id: [couponId] }),
    attribute: (userId: string, attribute: string, value: string) => {
      facts++;
      const from = `(SELECT '${userId}' AS user_id, '${attribute}' AS attribute, '${value}' AS value,
        make_timestamptz(${(NOON + facts) * 1000}) AS received_at, 1 AS position)`;
      return engine.transaction((session) => writer.writeAttributes(session, { source: 's', batchId: 'b', from }));
    },
  };
}

export type IdentityWorld = Awaited<ReturnType<typeof openIdentityWorld>>;

const BY_PERSON = [
  'dim_user',
  'user_account',
  'user_attribute',
  'dim_device',
  'identity_device',
  'fact_order_line',
  'fact_visit',
  'fact_coupon_event',
  'model_order',
] as const;

/** Every row of every table that says whose something is, in an order that does not depend on when it was written. */
export async function everyRow(engine: SqlEngine): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = BY_PERSON.map(
    async (table) => [table, await engine.rows(`SELECT * FROM ${table} ORDER BY ALL`)] as const,
  );
  return Object.fromEntries(await Promise.all(tables));
}
