import type { DayNumber } from '../../../kernel/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import type { TagFact } from '../definition.ts';
import { FACT_TABLES } from '../fact-tables.ts';
import { quoteName } from '../sql-parameters.ts';
import { storedColumns } from './stored-columns.ts';

/** Words of the columns of facts by code; code 0 is unknown and has the empty text. */
export class Words {
  /** By `fact field`. */
  readonly all: ReadonlyMap<string, readonly string[]>;

  constructor(all: ReadonlyMap<string, readonly string[]>) {
    this.all = all;
  }

  of(fact: TagFact, field: string): readonly string[] {
    return this.all.get(`${fact} ${field}`) ?? [''];
  }
}

/** Gives a code to every word of these days that has none. Codes are never given twice. */
export async function addWords(engine: SqlEngine, fact: TagFact, days: readonly DayNumber[]): Promise<void> {
  const { table, joined = {} } = FACT_TABLES[fact];
  const fields = storedColumns(fact).filter(({ as }) => as === 'word');
  await engine.transaction(async (session) => {
    for (const { name } of fields) {
      const join = joined[name];
      const words = join
        ? `SELECT DISTINCT ${quoteName(join.column)} AS word FROM ${join.dimension}`
        : `SELECT DISTINCT ${quoteName(name)} AS word FROM ${table}
           WHERE day BETWEEN (DATE '1970-01-01' + $3::INTEGER) AND (DATE '1970-01-01' + $4::INTEGER)`;
      await session.run(
        `INSERT INTO tag_word (fact, field, code, word)
         SELECT $1, $2, (SELECT coalesce(max(code), 0) FROM tag_word WHERE fact = $1 AND field = $2) + row_number() OVER (ORDER BY word), word
         FROM (${words}) given
         ANTI JOIN (SELECT word FROM tag_word WHERE fact = $1 AND field = $2) known USING (word)
         WHERE word IS NOT NULL`,
        join ? [fact, name] : [fact, name, days[0]!, days.at(-1)!],
      );
    }
  });
}

export async function readWords(engine: SqlEngine): Promise<Words> {
  const rows = await engine.rows<{ fact: TagFact; field: string; word: string }>(
    'SELECT fact, field, word FROM tag_word ORDER BY fact, field, code',
  );
  const byColumn = new Map<string, string[]>();
  for (const { fact, field, word } of rows) {
    const words = byColumn.get(`${fact} ${field}`);
    if (words) words.push(word);
    else byColumn.set(`${fact} ${field}`, ['', word]);
  }
  return new Words(byColumn);
}
