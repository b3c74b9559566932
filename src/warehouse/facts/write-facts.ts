import type { BusinessTime } from '../../kernel/index.ts';
import { noteChanges } from '../changes/index.ts';
import { registerLogins } from '../identity/index.ts';
import { refreshOrders } from '../models/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { FactOutcome, FactTable, StagedFacts } from './fact-writer.ts';
import { localTimeSql, offsetSpans } from './zone-offsets.ts';

/** Set by set, whatever the number of rows: five statements for ten facts or ten million. */
export async function writeFacts(session: SqlSession, facts: StagedFacts, time: BusinessTime): Promise<FactOutcome> {
  const total = await countOf(session, facts.from);
  if (total === 0) return { written: 0, known: 0 };

  const fresh = await keepFresh(session, facts);
  const written = fresh === facts.from ? total : await countOf(session, fresh);
  if (written > 0) {
    if (facts.columns.includes('user_id')) await registerLogins(session, fresh, 'occurred_at');
    await insertFacts(session, { ...facts, from: fresh }, time);
    if (facts.table === 'fact_order_line') await refreshOrders(session, `(SELECT order_id FROM ${fresh})`);
  }
  if (fresh !== facts.from) await session.run(`DROP TABLE ${fresh}`);
  return { written, known: total - written };
}

/** The relation without facts that are known, or that repeat the key of another: `from` itself where there are none. */
async function keepFresh(session: SqlSession, given: StagedFacts): Promise<string> {
  const { from, order } = given;
  const hasKnown = await findKnown(session, given);
  const hasRepeats = !given.hasUniqueKeys && (await mayRepeat(session, from));
  if (hasKnown || hasRepeats) {
    const once = `QUALIFY row_number() OVER (PARTITION BY fact_key${order ? ` ORDER BY f.${order}` : ''}) = 1`;
    await session.run(
      `CREATE TEMP TABLE fresh_facts AS SELECT f.* FROM ${from} f
       ${hasKnown ? 'ANTI JOIN known_keys USING (fact_key)' : ''} ${hasRepeats ? once : ''}`,
    );
  }
  await session.run('DROP TABLE IF EXISTS known_keys');
  return hasKnown || hasRepeats ? 'fresh_facts' : from;
}

/**
 * Lists in `known_keys` which keys of `from` the source has already, if any. The given keys are the side that is kept
 * in memory, so that this does not grow with the history.
 */
async function findKnown(session: SqlSession, { table, source, from }: StagedFacts): Promise<boolean> {
  if (await isEmpty(session, table, source)) return false;
  await session.run(
    `CREATE TEMP TABLE known_keys AS
     SELECT k.fact_key FROM (SELECT fact_key FROM ${table} WHERE source = $1) k SEMI JOIN ${from} f USING (fact_key)`,
    [source],
  );
  return (await countOf(session, 'known_keys')) > 0;
}

/** By hashes, which are far cheaper to hold than keys; two that clash by chance only cost the longer way. */
async function mayRepeat(session: SqlSession, from: string): Promise<boolean> {
  const [row] = await session.rows<{ repeats: number }>(
    `SELECT count(*) - count(DISTINCT hash(fact_key)) AS repeats FROM ${from}`,
  );
  return row!.repeats > 0;
}

async function insertFacts(session: SqlSession, facts: StagedFacts, time: BusinessTime): Promise<void> {
  const names = facts.columns.filter((name) => name !== 'user_id').map((name) => `"${name}"`);
  const day = await daySql(session, facts.from, time);
  const { person, account, joins } = ownerSql(facts);
  await session.run(
    `INSERT INTO ${facts.table} (user_key, account_key, day, source, batch_id, ${names.join(', ')})
     SELECT ${person}, ${account}, ${day}, $1, $2, ${names.map((name) => `f.${name}`).join(', ')}
     FROM ${facts.from} f ${joins}`,
    [facts.source, facts.batchId],
  );
  await noteChanges(session, facts.table, `SELECT ${day} AS "day" FROM ${facts.from} f`);
}

/** Whose a fact is: the person of its login, else the one to whom its device belongs. */
function ownerSql({ table, columns }: StagedFacts) {
  const hasLogin = columns.includes('user_id');
  const hasDevice = table === 'fact_visit' && columns.includes('device_id');
  const ofLogin = hasLogin ? ['LEFT JOIN user_login l ON l.user_id = f.user_id'] : [];
  const isAnonymous = hasLogin ? 'f.user_id IS NULL AND ' : '';
  const ofDevice = hasDevice ? [`LEFT JOIN identity_device d ON ${isAnonymous}d.device_id = f.device_id`] : [];
  const people = [...(hasLogin ? ['l.person_key'] : []), ...(hasDevice ? ['d.person_key'] : []), 'NULL::UINTEGER'];
  return {
    person: `coalesce(${people.join(', ')})`,
    account: hasLogin ? 'l.account_key' : 'NULL::UINTEGER',
    joins: [...ofLogin, ...ofDevice].join(' '),
  };
}

/** The business day of each fact, as `dayOf` of the kernel cuts it. */
async function daySql(session: SqlSession, from: string, { zone, dayStartMinutes }: BusinessTime): Promise<string> {
  const [range] = await session.rows<{ first: number; last: number }>(
    `SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM ${from}`,
  );
  const startMs = dayStartMinutes * 60_000;
  const spans = offsetSpans(zone, range!.first - startMs, range!.last - startMs);
  return `${localTimeSql(`(f.occurred_at - INTERVAL ${dayStartMinutes} MINUTE)`, spans)}::DATE`;
}

async function countOf(session: SqlSession, from: string): Promise<number> {
  const [row] = await session.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${from}`);
  return row!.rows;
}

async function isEmpty(session: SqlSession, table: FactTable, source: string): Promise<boolean> {
  const rows = await session.rows(`SELECT 1 AS one FROM ${table} WHERE source = $1 LIMIT 1`, [source]);
  return rows.length === 0;
}
