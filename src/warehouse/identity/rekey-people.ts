import { NO_DAY, noteChanges } from '../changes/index.ts';
import { refreshOrders } from '../models/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';

const FACTS = [
  'fact_order_line',
  'fact_visit',
  'fact_exposure',
  'fact_coupon_event',
  'fact_operator_action',
  'fact_budget_movement',
] as const;

/**
 * Makes people of the session's table `identity_new` (`account_key`, `person_key`: every login of each person that
 * changed) and brings everything that is kept by person to the new keys: facts by the login that they came with,
 * orders, attributes, devices. Nothing is lost by it, so the way back is the same way.
 */
export async function rekeyPeople(session: SqlSession): Promise<void> {
  await session.run(
    `CREATE TEMP TABLE identity_login AS
     SELECT n.account_key, n.person_key, coalesce(a.user_id, d.user_id) AS user_id,
       CASE WHEN a.account_key IS NULL THEN d.first_seen_at ELSE a.first_seen_at END AS first_seen_at
     FROM identity_new n LEFT JOIN user_account a ON a.account_key = n.account_key
       LEFT JOIN dim_user d ON d.user_key = n.account_key`,
  );
  await session.run(
    `DELETE FROM user_account WHERE account_key IN (SELECT account_key FROM identity_login);
     DELETE FROM dim_user WHERE user_key IN (SELECT account_key FROM identity_login);
     INSERT INTO user_account (account_key, user_id, person_key, first_seen_at)
       SELECT account_key, user_id, person_key, first_seen_at FROM identity_login
       QUALIFY count(*) OVER (PARTITION BY person_key) > 1;
     INSERT INTO dim_user (user_key, user_id, first_seen_at)
       SELECT person_key, max(user_id) FILTER (WHERE account_key = person_key), min(first_seen_at)
       FROM identity_login GROUP BY person_key`,
  );
  for (const fact of FACTS) await rekeyFact(session, fact);
  await refreshOrders(
    session,
    '(SELECT order_id FROM fact_order_line WHERE account_key IN (SELECT account_key FROM identity_login))',
  );
  await session.run(
    `UPDATE dim_device SET user_key = l.person_key FROM identity_login l
     WHERE dim_device.account_key = l.account_key AND dim_device.user_key IS DISTINCT FROM l.person_key`,
  );
  await session.run('DROP TABLE identity_login');
}

async function rekeyFact(session: SqlSession, fact: string): Promise<void> {
  const moves = `FROM identity_login l WHERE ${fact}.account_key = l.account_key AND ${fact}.user_key IS DISTINCT FROM l.person_key`;
  await noteChanges(
    session,
    fact,
    `SELECT f.day AS "day" FROM ${fact} f JOIN identity_login l USING (account_key) WHERE f.user_key IS DISTINCT FROM l.person_key`,
  );
  await session.run(`UPDATE ${fact} SET user_key = l.person_key ${moves}`);
}

/**
 * Visits without a login belong to whom their device belongs: follows the session's table `identity_device_moved`
 * (`device_id`, `person_key`).
 */
export async function rekeyDeviceVisits(session: SqlSession): Promise<void> {
  await noteChanges(
    session,
    'fact_visit',
    `SELECT f.day AS "day" FROM fact_visit f JOIN identity_device_moved m USING (device_id)
     WHERE f.account_key IS NULL AND f.user_key IS DISTINCT FROM m.person_key`,
  );
  await session.run(
    `UPDATE fact_visit SET user_key = m.person_key FROM identity_device_moved m
     WHERE fact_visit.account_key IS NULL AND fact_visit.device_id = m.device_id
       AND fact_visit.user_key IS DISTINCT FROM m.person_key`,
  );
}

/**
 * Lets the value received last hold for each person who has logins in `logins` (a query that gives `account_key`);
 * of equal times that of the lowest login.
 */
export async function settleAttributes(session: SqlSession, logins: string): Promise<void> {
  await session.run(
    `CREATE TEMP TABLE settled_attributes AS
     SELECT a.account_key, a.attribute, CASE WHEN row_number() OVER (
         PARTITION BY l.person_key, a.attribute ORDER BY a.received_at DESC, a.account_key) = 1 THEN l.person_key END AS user_key
     FROM user_attribute a JOIN user_login l USING (account_key)
     WHERE l.person_key IN (SELECT person_key FROM user_login WHERE account_key IN (${logins}))`,
  );
  await session.run(
    `UPDATE user_attribute SET user_key = s.user_key FROM settled_attributes s
     WHERE user_attribute.account_key = s.account_key AND user_attribute.attribute = s.attribute
       AND user_attribute.user_key IS DISTINCT FROM s.user_key`,
  );
  const [settled] = await session.rows<{ n: number }>('SELECT count(*) AS n FROM settled_attributes');
  if (settled!.n > 0) await noteChanges(session, 'user_attribute', NO_DAY);
  await session.run('DROP TABLE settled_attributes');
}
