import type { SqlSession } from '../../sql-engine.port.ts';
import type { TagDefinition } from '../definition.ts';
import { quoteName } from '../sql-parameters.ts';
import { hasWords, type SpreadCuts, spreadNumber, spreadWords } from './spread.ts';

/** Words with a bin of their own. */
const WORDS = 20;
/** Deciles come from a sample: where exactly a bin ends matters little, that both builds are cut there matters. */
const SAMPLE = 20_000;
/** Tags per statement: bounds the width of a result. */
const CHUNK = 100;

export interface MeasuredTable {
  readonly table: string;
  readonly people: number;
  readonly asOf: number;
  readonly definitions: readonly TagDefinition[];
}

/** The bins that a build is cut into, by tag: deciles of numbers, the most frequent words. */
export async function findCuts(session: SqlSession, measured: MeasuredTable): Promise<ReadonlyMap<string, SpreadCuts>> {
  const cuts = new Map<string, SpreadCuts>();
  const numbers = measured.definitions.filter((definition) => !hasWords(definition));
  for (let first = 0; first < numbers.length; first += CHUNK) {
    const chunk = numbers.slice(first, first + CHUNK);
    const found = await findEnds(session, chunk, measured);
    chunk.forEach(({ id }, i) => {
      cuts.set(id, { ends: found[i]! });
    });
  }
  for (const definition of measured.definitions.filter(hasWords)) {
    cuts.set(definition.id, { words: await findWords(session, definition, measured.table) });
  }
  return cuts;
}

async function findEnds(
  session: SqlSession,
  definitions: readonly TagDefinition[],
  { table, people, asOf }: MeasuredTable,
): Promise<readonly (readonly number[])[]> {
  const deciles = definitions.map(
    (definition, i) =>
      `quantile_disc(${spreadNumber(definition, asOf)}, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) AS q${i}`,
  );
  const step = Math.max(1, Math.ceil(people / SAMPLE));
  const [row] = await session.rows<Record<string, readonly number[] | null>>(
    `SELECT ${deciles.join(', ')} FROM ${quoteName(table)} WHERE user_key % ${step} = 0`,
  );
  return definitions.map((_, i) => [...new Set(row![`q${i}`] ?? [])]);
}

/** The empty word has no bin: it is what an empty set counts as. */
async function findWords(session: SqlSession, definition: TagDefinition, table: string): Promise<readonly string[]> {
  const rows = await session.rows<{ word: string }>(
    `SELECT word FROM ${spreadWords(definition, table)} WHERE word <> ''
     GROUP BY word ORDER BY count(*) DESC, word LIMIT ${WORDS}`,
  );
  return rows.map(({ word }) => word).sort(byCodePoint);
}

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
