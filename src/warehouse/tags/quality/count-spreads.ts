import type { SqlSession, SqlValue } from '../../sql-engine.port.ts';
import type { TagDefinition } from '../definition.ts';
import { quoteName } from '../sql-parameters.ts';
import type { MeasuredTable } from './find-cuts.ts';
import { hasWords, type Spread, type SpreadCuts, spreadNumber, spreadWords } from './spread.ts';

/** Tags per statement: bounds the number of bound values. */
const CHUNK = 100;

/** Counts a build over given cuts, everyone of it. Tags without cuts are left out. */
export async function countSpreads(
  session: SqlSession,
  { table, asOf, definitions }: MeasuredTable,
  cutsOf: ReadonlyMap<string, SpreadCuts>,
): Promise<ReadonlyMap<string, Spread>> {
  const spreads = new Map<string, Spread>();
  const cut = definitions.flatMap((definition) => {
    const cuts = cutsOf.get(definition.id);
    return cuts ? [{ definition, cuts }] : [];
  });
  const numbers = cut.filter(({ definition }) => !hasWords(definition));
  for (let first = 0; first < numbers.length; first += CHUNK) {
    const chunk = numbers.slice(first, first + CHUNK);
    const found = await countNumbers(session, chunk, { table, asOf });
    chunk.forEach(({ definition, cuts }, i) => {
      spreads.set(definition.id, { ...cuts, counts: found[i]! });
    });
  }
  for (const { definition, cuts } of cut.filter((each) => hasWords(each.definition))) {
    spreads.set(definition.id, { ...cuts, counts: await countWords(session, definition, { table, cuts }) });
  }
  return spreads;
}

interface CutTag {
  readonly definition: TagDefinition;
  readonly cuts: SpreadCuts;
}

/** `histogram` gives the bins with an end, also empty ones, and the open one only where it is not empty. */
async function countNumbers(
  session: SqlSession,
  tags: readonly CutTag[],
  { table, asOf }: { readonly table: string; readonly asOf: number },
): Promise<readonly (readonly number[])[]> {
  const values: SqlValue[] = [];
  const columns = tags.flatMap(({ definition, cuts: { ends = [] } }, i) => {
    const value = spreadNumber(definition, asOf);
    const known = `count(${value}) AS known_${i}`;
    if (ends.length === 0) return [known];
    // As text: a bound list takes the type of its first number, and a whole one would refuse the others' fractions.
    values.push(JSON.stringify(ends));
    return [known, `map_values(histogram(${value}, $${values.length}::VARCHAR::DOUBLE[])) AS bins_${i}`];
  });
  const [row] = await session.rows<Record<string, number | readonly number[] | null>>(
    `SELECT ${['count(*) AS people', ...columns].join(', ')} FROM ${quoteName(table)}`,
    values,
  );
  const people = row!['people'] as number;
  return tags.map(({ cuts: { ends = [] } }, i) => {
    const known = row![`known_${i}`] as number;
    const bins = (row![`bins_${i}`] as readonly number[] | null | undefined) ?? [];
    const closed = ends.map((_, bin) => bins[bin] ?? 0);
    return [...closed, known - sum(closed), people - known];
  });
}

interface WordRow {
  readonly word: string | null;
  readonly people: number;
}

async function countWords(
  session: SqlSession,
  definition: TagDefinition,
  { table, cuts: { words = [] } }: { readonly table: string; readonly cuts: SpreadCuts },
): Promise<readonly number[]> {
  const rows = await session.rows<WordRow>(
    `SELECT CASE WHEN word IS NULL THEN NULL WHEN list_contains($1::VARCHAR[], word) THEN word ELSE '' END AS word,
       count(*) AS people
     FROM ${spreadWords(definition, table)} GROUP BY ALL`,
    [words.length === 0 ? [''] : words],
  );
  const counts = new Map(rows.map(({ word, people }) => [word, people]));
  return [...words, '', null].map((word) => counts.get(word) ?? 0);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
