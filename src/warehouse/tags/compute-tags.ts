import type { SqlSession } from '../sql-engine.port.ts';
import { type CompileOptions, compileTags } from './compile-tags.ts';
import type { PlannedTag } from './plan-tags.ts';
import { quoteName } from './sql-parameters.ts';

/** Computes every tag of a plan into a new table: `user_key`, then a column named after each tag, a row for every person. */
export async function computeTags(
  session: SqlSession,
  table: string,
  plan: readonly PlannedTag[],
  options: CompileOptions,
): Promise<void> {
  const { sql, values } = compileTags(plan, options);
  await session.run(`CREATE TABLE ${quoteName(table)} AS ${sql}`, values);
}
