import { NO_DAY, noteChanges } from '../changes/index.ts';
import { registerLogins, settleAttributes } from '../identity/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { FactOutcome, StagedAttributes } from './fact-writer.ts';

/** Keeps one row per login and attribute: a value that differs takes the place of the one before. */
export async function writeAttributes(session: SqlSession, given: StagedAttributes): Promise<FactOutcome> {
  await registerLogins(session, given.from, given.hasSeenAt ? 'first_seen_at' : undefined);
  await session.run(
    `CREATE TEMP TABLE given_attributes AS
     SELECT l.account_key, l.person_key, g.attribute, arg_max(g.value, g.position) AS value, max(g.received_at) AS received_at
     FROM ${given.from} g JOIN user_login l USING (user_id) WHERE g.value IS NOT NULL GROUP BY ALL`,
  );
  await session.run(
    `CREATE TEMP TABLE changed_attributes AS SELECT g.* FROM given_attributes g
     ANTI JOIN user_attribute a ON a.account_key = g.account_key AND a.attribute = g.attribute AND a.value = g.value`,
  );
  await session.run(
    `DELETE FROM user_attribute WHERE (account_key, attribute) IN (SELECT (account_key, attribute) FROM changed_attributes)`,
  );
  await session.run(
    `INSERT INTO user_attribute (user_key, account_key, attribute, value, received_at, source, batch_id)
     SELECT person_key, account_key, attribute, value, received_at, $1, $2 FROM changed_attributes`,
    [given.source, given.batchId],
  );
  const [count] = await session.rows<{ people: number; written: number }>(
    `SELECT (SELECT count(DISTINCT account_key) FROM given_attributes) AS people,
       (SELECT count(DISTINCT account_key) FROM changed_attributes) AS written`,
  );
  const merged =
    'SELECT c.account_key FROM changed_attributes c SEMI JOIN user_account a ON a.account_key = c.account_key';
  if (count!.written > 0) await settleAttributes(session, merged);
  if (count!.written > 0) await noteChanges(session, 'user_attribute', NO_DAY);
  await session.run('DROP TABLE given_attributes; DROP TABLE changed_attributes');
  return { written: count!.written, known: count!.people - count!.written };
}
