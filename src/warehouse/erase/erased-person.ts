import type { SqlSession } from '../sql-engine.port.ts';

/** Everything that names one person. */
export interface ErasedPerson {
  readonly logins: readonly string[];
  readonly keys: readonly number[];
  /** Devices that no login of anybody else was seen on. */
  readonly devices: readonly string[];
}

/** Undefined for an id that the warehouse does not know. */
export async function findErasedPerson(session: SqlSession, userId: string): Promise<ErasedPerson | undefined> {
  const logins = await session.rows<{ account_key: number; user_id: string }>(
    `SELECT a.account_key, a.user_id FROM user_login a JOIN user_login b USING (person_key)
     WHERE b.user_id = $1 ORDER BY a.account_key`,
    [userId],
  );
  if (logins.length === 0) return undefined;
  const keys = logins.map(({ account_key }) => account_key);
  const devices = await session.rows<{ device_id: string }>(
    `WITH owned AS (
       SELECT device_id, account_key FROM identity_evidence WHERE device_id IS NOT NULL
       UNION ALL SELECT device_id, account_key FROM fact_visit WHERE device_id IS NOT NULL AND account_key IS NOT NULL
       UNION ALL SELECT device_id, account_key FROM dim_device WHERE account_key IS NOT NULL)
     SELECT device_id FROM owned GROUP BY 1
     HAVING bool_and(account_key IN (SELECT unnest($1::UINTEGER[]))) ORDER BY 1`,
    [keys],
  );
  return { logins: logins.map(({ user_id }) => user_id), keys, devices: devices.map(({ device_id }) => device_id) };
}
