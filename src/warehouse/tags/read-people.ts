import type { SqlEngine } from '../sql-engine.port.ts';
import { quoteName } from './sql-parameters.ts';
import type { TaggedPerson, TagRelease } from './tag-service.ts';

/** People per query: bounds memory, whatever the size of the release. */
const PAGE = 10_000;

type Row = Readonly<Record<string, TaggedPerson['values'][number]>>;

/** Reads a release in pages of `user_key`, which is dense. */
export async function* readPeople(engine: SqlEngine, release: TagRelease): AsyncGenerator<TaggedPerson> {
  const ids = release.definitions.map(({ id }) => id);
  const columns = ids.map((id, i) => `t.${quoteName(id)} AS v${i}`);
  const sql = `SELECT ${['u.user_id', ...columns].join(', ')}
    FROM ${quoteName(release.table)} t JOIN dim_user u USING (user_key)
    WHERE t.user_key >= $1::UINTEGER AND t.user_key < $2::UINTEGER ORDER BY t.user_key`;
  for (let first = 0; first < release.people; first += PAGE) {
    for (const row of await engine.rows<Row>(sql, [first, first + PAGE])) {
      yield { userId: row['user_id'] as string, values: ids.map((_, i) => row[`v${i}`]!) };
    }
  }
}
