import { TesseraError } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { People } from './people.ts';
import { searchPeople } from './search-people.ts';
import { readTimeline } from './timeline.ts';

/** People as the facts know them: search and timeline straight from the warehouse. */
export function createPeople({ engine }: { readonly engine: SqlEngine }): People {
  return {
    search: (prefix, page) => searchPeople(engine, prefix, page),
    async timeline(userId, page) {
      const [person] = await engine.rows<{ person_key: number }>(
        'SELECT person_key FROM user_login WHERE user_id = $1',
        [userId],
      );
      if (!person) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
      return readTimeline(engine, person.person_key, page);
    },
  };
}
