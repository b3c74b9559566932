import type { UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';

/** Says whether the workspace knows a person. */
export type PersonLookup = (userId: UserId) => Promise<boolean>;

/** Looks people up in the warehouse; all that are asked for in one turn of the event loop share one query. */
export function warehousePeople(engine: SqlEngine): PersonLookup {
  let asked = new Set<UserId>();
  let answer: Promise<ReadonlySet<string>> | undefined;

  const lookUp = async (): Promise<ReadonlySet<string>> => {
    await new Promise(setImmediate);
    const ids = [...asked];
    asked = new Set();
    answer = undefined;
    return findKnown(engine, ids);
  };

  return async (userId) => {
    asked.add(userId);
    answer ??= lookUp();
    return (await answer).has(userId);
  };
}

async function findKnown(engine: SqlEngine, ids: readonly UserId[]): Promise<ReadonlySet<string>> {
  const sql = 'SELECT user_id FROM user_login WHERE user_id IN (SELECT unnest($1))';
  const rows = await engine.rows<{ user_id: string }>(sql, [ids]);
  return new Set(rows.map((row) => row.user_id));
}
