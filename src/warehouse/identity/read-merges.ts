import { TesseraError, type UserId } from '../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import type { Identities, MergeEntry } from './identities.ts';
import type { EvidenceStep } from './merge-log.ts';

interface Row {
  readonly seq: number;
  readonly logged_at: number;
  readonly action: MergeEntry['action'];
  readonly account_key: number | null;
  readonly from_key: number | null;
  readonly to_key: number | null;
  readonly device_id: string | null;
  readonly evidence: string;
  readonly actor: string;
  readonly reason: string;
}

/** The merge log, newest first, with ids in the place of keys. */
export async function readMerges(
  engine: SqlEngine,
  { limit, after, userId }: Parameters<Identities['merges']>[0],
): ReturnType<Identities['merges']> {
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    throw new TesseraError('request.invalid', { problem: '"after" is no place in the log' });
  const rows = await engine.rows<Row>(
    `SELECT * FROM merge_log
     WHERE ($1::BIGINT IS NULL OR seq < $1::BIGINT) AND ($2::VARCHAR IS NULL OR account_key IN (${LOGINS_OF}))
     ORDER BY seq DESC LIMIT $3::INTEGER`,
    [after === undefined ? null : Number(after), userId ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const entries = await withIds(engine, page);
  return rows.length > limit ? { entries, next: String(page.at(-1)!.seq) } : { entries };
}

const LOGINS_OF = `SELECT a.account_key FROM user_login a JOIN user_login b USING (person_key) WHERE b.user_id = $2`;

async function withIds(engine: SqlEngine, rows: readonly Row[]): Promise<readonly MergeEntry[]> {
  const steps = rows.map(({ evidence }) => JSON.parse(evidence) as readonly EvidenceStep[]);
  const keys = new Set(
    [
      ...rows.flatMap(({ account_key, from_key, to_key }) => [account_key, from_key, to_key]),
      ...steps.flat().flatMap(({ account, other }) => [account, other ?? null]),
    ].filter((key) => key !== null),
  );
  const ids = await idsOf(engine, [...keys]);
  const rules = await rulesOf(engine, [...keys]);
  const idOf = (key: number): UserId | string => ids.get(key) ?? `#${key}`;
  const named = (name: string, key: number | null) => (key === null ? {} : { [name]: idOf(key) });
  return rows.map((row, i) => ({
    seq: row.seq,
    at: Math.floor(row.logged_at),
    action: row.action,
    ...named('userId', row.account_key),
    ...named('fromId', row.from_key),
    ...named('toId', row.to_key),
    ...(row.device_id === null ? {} : { deviceId: row.device_id }),
    evidence: steps[i]!.map((step) => ({
      userId: idOf(step.account),
      ...(step.device === undefined ? {} : { deviceId: step.device }),
      ...(step.other === undefined ? {} : { otherUserId: idOf(step.other) }),
      rules: rules.get(pairKey(step)) ?? [],
    })),
    actor: row.actor,
    reason: row.reason,
  }));
}

export async function idsOf(
  session: Pick<SqlSession, 'rows'>,
  keys: readonly number[],
): Promise<ReadonlyMap<number, UserId>> {
  const rows = await session.rows<{ account_key: number; user_id: UserId }>(
    'SELECT account_key, user_id FROM user_login WHERE account_key IN (SELECT unnest($1::UINTEGER[]))',
    [keys],
  );
  return new Map(rows.map(({ account_key, user_id }) => [account_key, user_id]));
}

const pairKey = ({ account, device, other }: EvidenceStep): string =>
  JSON.stringify([account, device ?? null, other ?? null]);

/** `rule (source)` of every pair of some logins. */
async function rulesOf(engine: SqlEngine, keys: readonly number[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await engine.rows<{
    account_key: number;
    device_id: string | null;
    other_key: number | null;
    rules: readonly string[];
  }>(
    `SELECT account_key, device_id, other_key, list_sort(list(DISTINCT rule || ' (' || source || ')')) AS rules
     FROM identity_evidence WHERE account_key IN (SELECT unnest($1::UINTEGER[])) GROUP BY ALL`,
    [keys],
  );
  return new Map(rows.map((row) => [JSON.stringify([row.account_key, row.device_id, row.other_key]), row.rules]));
}
