import type { SqlEngine } from '../sql-engine.port.ts';
import { quoteName } from './sql-parameters.ts';
import type { TaggedPerson, TagRelease } from './tag-service.ts';

/** People per query: bounds memory, whatever the size of the release. */
const PAGE = 10_000;

type Row = Readonly<Record<string, TaggedPerson['values'][number]>>;

/** Reads a release in pages of `user_key`, which has gaps where people were merged or erased. */
export async function* readPeople(engine: SqlEngine, release: TagRelease): AsyncGenerator<TaggedPerson> {
  const ids = release.definitions.map(({ id }) => id);
  const sql = `${selectPeople(release)}
    WHERE t.user_key >= $1::UINTEGER AND t.user_key < $2::UINTEGER ORDER BY t.user_key`;
  const [end] = await engine.rows<{ key: number }>(
    `SELECT coalesce(max(user_key) + 1, 0) AS key FROM ${quoteName(release.table)}`,
  );
  for (let first = 0; first < end!.key; first += PAGE) {
    for (const row of await engine.rows<Row>(sql, [first, first + PAGE])) {
      yield { userId: row['user_id'] as string, values: ids.map((_, i) => row[`v${i}`]!) };
    }
  }
}

/** One person of a release. */
export async function readPerson(
  engine: SqlEngine,
  release: TagRelease,
  userId: string,
): Promise<TaggedPerson | undefined> {
  const ids = release.definitions.map(({ id }) => id);
  const [row] = await engine.rows<Row>(`${selectPeople(release)} WHERE u.user_id = $1`, [userId]);
  return row && { userId, values: ids.map((_, i) => row[`v${i}`]!) };
}

function selectPeople({ definitions, table }: TagRelease): string {
  const columns = definitions.map(({ id }, i) => `t.${quoteName(id)} AS v${i}`);
  return `SELECT ${['u.user_id', ...columns].join(', ')} FROM ${quoteName(table)} t JOIN user_login u ON u.account_key = t.user_key`;
}
