import { type Instant, TesseraError, type UserId } from '../../kernel/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import { computePartition, type IdentityPair } from './compute-partition.ts';
import type { BlockRequest, Decree, LinkRequest } from './identities.ts';
import type { IdentityLimits } from './identity-limits.ts';
import { writeLog } from './merge-log.ts';
import { reachLogins, readPartitionInput } from './reach-logins.ts';
import { resolveIdentities } from './resolve-identities.ts';
import { writeLinks } from './write-links.ts';

export interface DecreeScope {
  readonly session: SqlSession;
  readonly limits: IdentityLimits;
  readonly at: Instant;
}

/** `source` and batch of evidence that operators give. */
const OPERATOR = 'operator';

/** Resolves to whether someone moved. */
export async function decreeLink({ session, limits, at }: DecreeScope, request: LinkRequest): Promise<boolean> {
  const { userId, otherUserId = null, deviceId = null } = request;
  const account = await keyOf(session, userId);
  const other = otherUserId === null ? undefined : await keyOf(session, otherUserId);
  if (account === other) throw new TesseraError('request.invalid', { problem: 'a login is one person with itself' });
  const pair = {
    account: Math.min(account, other ?? account),
    other: other === undefined ? null : Math.max(account, other),
  };
  await session.run(
    `DELETE FROM identity_apart WHERE account_key = $1 AND other_key IS NOT DISTINCT FROM $2::UINTEGER
       AND device_id IS NOT DISTINCT FROM $3::VARCHAR`,
    [pair.account, pair.other, deviceId],
  );
  await writeLog(
    session,
    [{ action: 'link', account, ...(other === undefined ? {} : { to: other }), ...deviceOf(deviceId), evidence: [] }],
    { ...request, at },
  );
  await session.run(
    'CREATE TEMP TABLE decreed_links (user_id VARCHAR, device_id VARCHAR, other_user_id VARCHAR, seen_at TIMESTAMPTZ)',
  );
  await session.append('decreed_links', {
    user_id: [userId],
    device_id: [deviceId],
    other_user_id: [otherUserId],
    seen_at: [at],
  });
  const links = { rule: OPERATOR, source: OPERATOR, batchId: OPERATOR, from: 'decreed_links' } as const;
  const { moved } = await writeLinks(session, links, {
    limits,
    cause: { actor: request.actor, reason: request.reason, at },
  });
  await session.run('DROP TABLE decreed_links');
  // The evidence may be known, and only no longer set apart.
  return (await resolveAgain({ session, limits, at }, [account], request)) || moved;
}

/** Sets apart the pairs that tie a login to other logins of its person. Resolves to whether someone moved. */
export async function decreeUnmerge(
  scope: DecreeScope,
  request: Decree & { readonly userId: UserId },
): Promise<boolean> {
  const { session, limits, at } = scope;
  const account = await keyOf(session, request.userId);
  await reachLogins(session, `SELECT ${account}::UINTEGER AS account_key`);
  const { joining } = computePartition(await readPartitionInput(session, limits));
  await session.run('DROP TABLE identity_reach');
  const ties = tiesOf(account, joining);
  if (ties.length === 0) throw new TesseraError('identity.not-merged', { id: request.userId.slice(0, 200) });
  await session.append('identity_apart', {
    account_key: ties.map((pair) => pair.account),
    device_id: ties.map(({ device }) => device ?? null),
    other_key: ties.map(({ other }) => other ?? null),
  });
  await writeLog(session, [{ action: 'unmerge', account, evidence: ties.map(toPlain) }], { ...request, at });
  return resolveAgain(scope, [account], request);
}

/** Pairs of the login with other logins, and with devices that it shares. */
function tiesOf(account: number, joining: readonly IdentityPair[]): readonly IdentityPair[] {
  const shared = new Set(joining.filter((pair) => pair.account !== account).map(({ device }) => device));
  return joining.filter(
    (pair) =>
      pair.other === account || (pair.account === account && (pair.other !== undefined || shared.has(pair.device))),
  );
}

export async function decreeBlock(scope: DecreeScope, request: BlockRequest): Promise<boolean> {
  await setBlock(scope, request, 'blocked');
  return resolveAgain(scope, await concerned(scope.session, request), request);
}

/** Throws `identity.not-blocked`. */
export async function decreeUnblock(scope: DecreeScope, request: BlockRequest): Promise<boolean> {
  const { kind, id } = request;
  const { session } = scope;
  const [block] = await session.rows<{ state: string }>(
    `SELECT state FROM identity_block WHERE kind = $1 AND id = $2
     UNION ALL SELECT state FROM identity_device WHERE $1 = 'device' AND device_id = $2 AND state = 'shared'`,
    [kind, id],
  );
  if (block?.state === 'blocked') await setBlock(scope, request, undefined);
  else if (block?.state === 'shared') await setBlock(scope, request, 'exempt');
  else throw new TesseraError('identity.not-blocked', { kind, id: id.slice(0, 200) });
  return resolveAgain(scope, await concerned(session, request), request);
}

async function setBlock(
  { session, at }: DecreeScope,
  { kind, id, reason, actor }: BlockRequest,
  state: 'blocked' | 'exempt' | undefined,
): Promise<void> {
  await session.run('DELETE FROM identity_block WHERE kind = $1 AND id = $2', [kind, id]);
  if (state) {
    const values = { kind: [kind], id: [id], state: [state], reason: [reason], actor: [actor], decided_at: [at] };
    await session.append('identity_block', values);
  }
  const account = kind === 'user' ? await findKey(session, id) : undefined;
  const subject = { ...(account === undefined ? {} : { account }), ...deviceOf(kind === 'device' ? id : null) };
  const action = state === 'blocked' ? 'block' : 'unblock';
  await writeLog(session, [{ action, ...subject, evidence: [] }], { actor, reason, at });
}

async function concerned(session: SqlSession, { kind, id }: BlockRequest): Promise<readonly number[]> {
  if (kind === 'user') return [await findKey(session, id)].filter((key) => key !== undefined);
  const rows = await session.rows<{ account_key: number }>(
    'SELECT DISTINCT account_key FROM identity_evidence WHERE device_id = $1 ORDER BY 1',
    [id],
  );
  return rows.map(({ account_key }) => account_key);
}

async function resolveAgain(
  { session, limits, at }: DecreeScope,
  accounts: readonly number[],
  decree: Decree,
): Promise<boolean> {
  if (accounts.length === 0) return false;
  const seeds = `SELECT unnest([${accounts.join(', ')}]::UINTEGER[]) AS account_key`;
  return resolveIdentities(session, seeds, { limits, cause: { actor: decree.actor, reason: decree.reason, at } });
}

async function keyOf(session: SqlSession, userId: string): Promise<number> {
  const key = await findKey(session, userId);
  if (key === undefined) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
  return key;
}

async function findKey(session: SqlSession, userId: string): Promise<number | undefined> {
  const sql = 'SELECT account_key FROM user_login WHERE user_id = $1';
  const [row] = await session.rows<{ account_key: number }>(sql, [userId]);
  return row?.account_key;
}

const deviceOf = (device: string | null) => (device === null ? {} : { device });

const toPlain = ({ isApart: _, ...step }: IdentityPair) => step;
