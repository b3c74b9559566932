import type { UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';

interface Groups {
  readonly all: readonly (readonly UserId[])[];
  readonly byLogin: ReadonlyMap<UserId, readonly UserId[]>;
}

/**
 * Persons with several logins, in memory: few even of millions. Read again after each change; whoever asks meanwhile
 * waits for it.
 */
export class LoginGroups {
  readonly #engine: SqlEngine;
  #groups: Promise<Groups>;

  constructor(engine: SqlEngine) {
    this.#engine = engine;
    this.#groups = this.#read();
  }

  /** The person's own login first. */
  async of(userId: UserId): Promise<readonly UserId[]> {
    return (await this.#groups).byLogin.get(userId) ?? [userId];
  }

  async all(): Promise<readonly (readonly UserId[])[]> {
    return (await this.#groups).all;
  }

  /** May be called inside the transaction that makes the change: transactions take turns, so this one sees it. */
  refresh(): void {
    this.#groups = this.#read();
  }

  #read(): Promise<Groups> {
    const read = this.#engine.transaction(async (session) => {
      const rows = await session.rows<{ user_id: UserId; person_key: number }>(
        'SELECT user_id, person_key FROM user_account ORDER BY person_key, account_key <> person_key, account_key',
      );
      const byPerson = new Map<number, UserId[]>();
      for (const { user_id, person_key } of rows) {
        const group = byPerson.get(person_key);
        if (group) group.push(user_id);
        else byPerson.set(person_key, [user_id]);
      }
      const all = [...byPerson.values()];
      return { all, byLogin: new Map(all.flatMap((group) => group.map((id) => [id, group] as const))) };
    });
    read.catch(() => {}); // told to whoever asks
    return read;
  }
}
