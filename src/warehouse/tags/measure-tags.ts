import type { SqlSession } from '../sql-engine.port.ts';
import type { TagDefinition } from './definition.ts';
import { quoteName } from './sql-parameters.ts';

/** What a build notes of each tag, for coverage now and drift later. Money in minor units, dates as day numbers. */
export interface TagStatistics {
  readonly known: number;
  /** Different values; not of sets. */
  readonly distinct?: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
}

/** Reads every column of a build once. */
export async function measureTags(
  session: SqlSession,
  table: string,
  definitions: readonly TagDefinition[],
): Promise<{ readonly people: number; readonly tags: Readonly<Record<string, TagStatistics>> }> {
  const columns = definitions.flatMap((definition, i) =>
    Object.entries(measures(definition)).map(([name, sql]) => `${sql} AS ${name}_${i}`),
  );
  const [row] = await session.rows<Record<string, number | null>>(
    `SELECT ${['count(*) AS people', ...columns].join(', ')} FROM ${quoteName(table)}`,
  );
  const tags = definitions.map((definition, i) => {
    const found = Object.keys(measures(definition)).map((name) => [name, row![`${name}_${i}`]] as const);
    return [definition.id, Object.fromEntries(found.filter(([, value]) => value !== null))] as const;
  });
  return { people: row!['people']!, tags: Object.fromEntries(tags) as Record<string, TagStatistics & object> };
}

function measures({ id, type }: TagDefinition): Readonly<Record<string, string>> {
  const column = quoteName(id);
  const known = `count(${column})`;
  if (type === 'categories') return { known };
  const distinct = `count(DISTINCT ${column})`;
  if (type === 'category' || type === 'boolean') return { known, distinct };
  const value = type === 'date' ? `(${column} - DATE '1970-01-01')` : column;
  return { known, distinct, min: `min(${value})`, max: `max(${value})`, mean: `avg(${value})` };
}
