import { NO_DAY, noteChanges } from '../changes/index.ts';
import { registerLogins } from '../identity/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { FactOutcome, FactWriter, StagedDimension } from './fact-writer.ts';

const KEYS = {
  dim_product: 'product_id',
  dim_merchant: 'merchant_id',
  dim_campaign: 'campaign_id',
  dim_device: 'device_id',
} as const satisfies Record<StagedDimension['table'], string>;

/** The column that identifies a row of a dimension. */
export function keyOfDimension(table: StagedDimension['table']): string {
  return KEYS[table];
}

/** Keeps one row per id: a row that differs in what is given takes the place of the one before. */
export async function writeDimension(
  session: SqlSession,
  given: StagedDimension,
  link: FactWriter['writeLinks'],
): Promise<FactOutcome> {
  const key = KEYS[given.table];
  const hasUser = given.columns.includes('user_id');
  if (hasUser) await registerLogins(session, given.from);
  const names = given.columns.map((name) => (name === 'user_id' ? 'account_key' : name));
  const values = given.columns.map((name) => (name === 'user_id' ? 'u.account_key' : `g."${name}"`));
  await session.run(
    `CREATE TEMP TABLE given_rows AS SELECT ${values.join(', ')}${hasUser ? ', u.person_key AS user_key' : ''}
     FROM ${given.from} g ${hasUser ? 'LEFT JOIN user_login u USING (user_id)' : ''}
     QUALIFY row_number() OVER (PARTITION BY g."${key}" ORDER BY g.position DESC) = 1`,
  );
  const isSame = names.map((name) => `d."${name}" IS NOT DISTINCT FROM g."${name}"`).join(' AND ');
  await session.run(
    `CREATE TEMP TABLE changed_rows AS SELECT g.* FROM given_rows g ANTI JOIN ${given.table} d ON ${isSame}`,
  );
  await session.run(`DELETE FROM ${given.table} WHERE "${key}" IN (SELECT "${key}" FROM changed_rows)`);
  await session.run(`INSERT INTO ${given.table} BY NAME SELECT * FROM changed_rows`);
  const [count] = await session.rows<{ total: number; written: number }>(
    `SELECT (SELECT count(*) FROM ${given.from}) AS total, (SELECT count(*) FROM changed_rows) AS written`,
  );
  if (count!.written > 0) await noteChanges(session, given.table, NO_DAY);
  await session.run('DROP TABLE given_rows; DROP TABLE changed_rows');
  if (hasUser) await linkDevices(session, given, link);
  return { written: count!.written, known: count!.total - count!.written };
}

/** Every device that the rows name with a login, also one that the table gives to another login by now. */
async function linkDevices(
  session: SqlSession,
  { from, columns, source, batchId }: StagedDimension,
  link: FactWriter['writeLinks'],
): Promise<void> {
  const seenAt = columns.includes('first_seen_at') ? 'coalesce(first_seen_at, now())' : 'now()';
  await link(session, {
    rule: 'device-table',
    source,
    batchId,
    from: `(SELECT user_id, device_id, NULL::VARCHAR AS other_user_id, ${seenAt} AS seen_at FROM ${from})`,
  });
}
