import { NO_DAY, noteChanges } from '../changes/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { FactOutcome, StagedAttributes } from './fact-writer.ts';
import { resolvePeople } from './resolve-people.ts';

/** Keeps one row per person and attribute: a value that differs takes the place of the one before. */
export async function writeAttributes(session: SqlSession, given: StagedAttributes): Promise<FactOutcome> {
  await resolvePeople(session, given.from, given.hasSeenAt ? 'first_seen_at' : undefined);
  await session.run(
    `CREATE TEMP TABLE given_attributes AS
     SELECT u.user_key, g.attribute, arg_max(g.value, g.position) AS value, max(g.received_at) AS received_at
     FROM ${given.from} g JOIN dim_user u USING (user_id) WHERE g.value IS NOT NULL GROUP BY ALL`,
  );
  await session.run(
    `CREATE TEMP TABLE changed_attributes AS SELECT g.* FROM given_attributes g
     ANTI JOIN user_attribute a ON a.user_key = g.user_key AND a.attribute = g.attribute AND a.value = g.value`,
  );
  await session.run(
    `DELETE FROM user_attribute WHERE (user_key, attribute) IN (SELECT (user_key, attribute) FROM changed_attributes)`,
  );
  await session.run(
    `INSERT INTO user_attribute (user_key, attribute, value, received_at, source, batch_id)
     SELECT user_key, attribute, value, received_at, $1, $2 FROM changed_attributes`,
    [given.source, given.batchId],
  );
  const [count] = await session.rows<{ people: number; written: number }>(
    `SELECT (SELECT count(DISTINCT user_key) FROM given_attributes) AS people,
       (SELECT count(DISTINCT user_key) FROM changed_attributes) AS written`,
  );
  if (count!.written > 0) await noteChanges(session, 'user_attribute', NO_DAY);
  await session.run('DROP TABLE given_attributes; DROP TABLE changed_attributes');
  return { written: count!.written, known: count!.people - count!.written };
}
