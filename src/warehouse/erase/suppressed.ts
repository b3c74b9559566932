import type { SqlSession } from '../sql-engine.port.ts';
import type { ErasureLog } from './erasure-log.port.ts';

/** Brings the log into the table `erasure`, where SQL can ask it. */
export async function loadErasures(session: SqlSession, log: ErasureLog): Promise<void> {
  const entries = log.entries();
  await session.run('DELETE FROM erasure');
  await session.append('erasure', {
    salt: entries.map(() => log.salt),
    hash: entries.map(({ hash }) => hash),
    kind: entries.map(({ kind }) => kind),
    erased_at: entries.map(({ at }) => at),
  });
}

/** SQL: whether the text of an id is that of someone erased. */
export function isErasedSql(id: string, kind: 'user' | 'device'): string {
  return `sha256((SELECT any_value(salt) FROM erasure) || ${id}) IN (SELECT hash FROM erasure WHERE kind = '${kind}')`;
}

/** Cheap to ask before each write. */
export async function hasErasures(session: Pick<SqlSession, 'rows'>): Promise<boolean> {
  return (await session.rows('SELECT 1 AS one FROM erasure LIMIT 1')).length > 0;
}
