import type { BusinessTime, DayNumber } from '../../../kernel/index.ts';
import { changesAfter, NO_DAY_NUMBER } from '../../changes/index.ts';
import { localTimeSql, offsetSpans } from '../../facts/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import { TAG_FACTS, type TagFact } from '../definition.ts';
import { FACT_TABLES } from '../fact-tables.ts';
import { quoteName } from '../sql-parameters.ts';
import { type SegmentData, writeSegment } from './segment-file.ts';
import { type SegmentStore, SHARD_PEOPLE } from './segment-store.ts';
import { arraysOf, bytesOf, type NumberArray, type StoredColumn, storedColumns, viewOf } from './stored-columns.ts';
import { addWords, readWords, type Words } from './words.ts';

/** Rows taken over at once: bounds the memory of an extraction. */
const ROWS_AT_ONCE = 500_000;
/** Changed by hand when what a segment holds changes. */
const FORMAT = 2;
const DAY_MS = 86_400_000;

export interface ExtractOptions {
  readonly time: BusinessTime;
  readonly report: (done: number, total: number) => void;
}

/**
 * Brings the segments in step with the facts: the days that were touched since the last time are written anew, and no
 * other. A stop in between leaves segments that are newer than `state` says, which the next time writes again.
 */
export async function extractSegments(engine: SqlEngine, store: SegmentStore, options: ExtractOptions): Promise<Words> {
  const format = await formatOf(engine);
  const before = store.state();
  const isInStep = before?.format === format;
  if (!isInStep) store.clear();
  const { seq, changes } = await changesAfter(engine, isInStep ? before.seq : 0);
  const work = await Promise.all(
    TAG_FACTS.map(async (fact) => ({
      fact,
      days: isInStep ? touchedDays(fact, changes, knownDays(store, fact)) : await allDays(engine, fact),
    })),
  );
  const total = work.reduce((sum, { days }) => sum + days.length, 0);
  let done = 0;
  for (const { fact, days } of work) {
    if (days.length === 0) continue;
    await addWords(engine, fact, days);
    for (const some of await portions(engine, fact, days)) {
      await extractDays(engine, store, { fact, days: some, time: options.time });
      done += some.length;
      options.report(done, total);
    }
  }
  store.keepState({ seq, format });
  return readWords(engine);
}

/** Days of a fact that were touched; all of them when a dimension that it is joined to was. */
function touchedDays(
  fact: TagFact,
  changes: readonly { readonly fact: string; readonly day: DayNumber }[],
  known: readonly DayNumber[],
): readonly DayNumber[] {
  const { table, joined = {} } = FACT_TABLES[fact];
  const dimensions = new Set<string>(Object.values(joined).map(({ dimension }) => dimension));
  const own = changes.filter((change) => change.fact === table).map(({ day }) => day);
  const isJoinTouched = changes.some((change) => dimensions.has(change.fact) && change.day === NO_DAY_NUMBER);
  return [...new Set(isJoinTouched ? [...known, ...own] : own)].sort((a, b) => a - b);
}

function knownDays(store: SegmentStore, fact: TagFact): readonly DayNumber[] {
  return store.shards(fact).flatMap((shard) => store.list(fact, shard).map(({ day }) => day));
}

async function allDays(engine: SqlEngine, fact: TagFact): Promise<readonly DayNumber[]> {
  const rows = await engine.rows<{ day: DayNumber }>(
    `SELECT DISTINCT day FROM ${FACT_TABLES[fact].table} ORDER BY day`,
  );
  return rows.map(({ day }) => day);
}

/** The stored columns, and DuckDB's version, whose `hash` the ids are stored by. */
async function formatOf(engine: SqlEngine): Promise<string> {
  const [row] = await engine.rows<{ version: string }>('SELECT version() AS version');
  return JSON.stringify([FORMAT, SHARD_PEOPLE, row!.version, TAG_FACTS.map((fact) => [fact, storedColumns(fact)])]);
}

/** Runs of days with about as many rows as are taken at once. */
async function portions(
  engine: SqlEngine,
  fact: TagFact,
  days: readonly DayNumber[],
): Promise<readonly (readonly DayNumber[])[]> {
  const counts = await engine.rows<{ day: DayNumber; rows: number }>(
    `SELECT day, count(*) AS rows FROM ${FACT_TABLES[fact].table} WHERE day BETWEEN ${dayAt(1)} AND ${dayAt(2)} GROUP BY day`,
    [days[0]!, days.at(-1)!],
  );
  const rowsOf = new Map(counts.map(({ day, rows }) => [day, rows]));
  const portions: DayNumber[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const day of days) {
    const own = rowsOf.get(day) ?? 0;
    if (rows + own > ROWS_AT_ONCE) {
      portions.push([]);
      rows = 0;
    }
    portions.at(-1)!.push(day);
    rows += own;
  }
  return portions;
}

interface Extraction {
  readonly fact: TagFact;
  readonly days: readonly DayNumber[];
  readonly time: BusinessTime;
}

async function extractDays(engine: SqlEngine, store: SegmentStore, { fact, days, time }: Extraction): Promise<void> {
  const columns = await engine.columns(selectRows({ fact, days, time }), [fact, days[0]!, days.at(-1)!, [...days]]);
  const byName = new Map(columns.map((column) => [column.name, column.values as Float64Array]));
  const [day, person] = [byName.get('day')!, byName.get('user_key')!];
  for (const gone of days) store.remove(fact, gone);
  const rows = day.length;
  for (let from = 0; from < rows; ) {
    const shard = Math.floor(person[from]! / SHARD_PEOPLE);
    let to = from + 1;
    while (to < rows && day[to] === day[from] && Math.floor(person[to]! / SHARD_PEOPLE) === shard) to++;
    writeSegment(store.place(fact, shard, day[from]!), segmentOf(fact, byName, { shard, from, to }));
    from = to;
  }
}

function segmentOf(
  fact: TagFact,
  columns: ReadonlyMap<string, Float64Array>,
  { shard, from, to }: { readonly shard: number; readonly from: number; readonly to: number },
): SegmentData {
  const rows = to - from;
  const people = Uint32Array.from(columns.get('user_key')!.subarray(from, to), (key) => key - shard * SHARD_PEOPLE);
  const arrays = storedColumns(fact).flatMap((column) =>
    arraysOf(column, widest(columns, column, { from, to })).map(({ key, kind }) => {
      const values: NumberArray = viewOf(kind, {
        buffer: new ArrayBuffer(rows * bytesOf(kind)),
        offset: 0,
        length: rows,
      });
      values.set(columns.get(key)!.subarray(from, to));
      return { key, kind, values };
    }),
  );
  return { rows, people, arrays };
}

/** How many words a segment's codes need room for. */
function widest(
  columns: ReadonlyMap<string, Float64Array>,
  { name, as }: StoredColumn,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  if (as !== 'word') return 0;
  return (
    columns
      .get(name)!
      .subarray(from, to)
      .reduce((most, code) => Math.max(most, code), 0) + 1
  );
}

/** `$1` the fact, `$2` and `$3` first and last day, `$4` the days. Every column comes as a number that is never NULL. */
function selectRows({ fact, days, time }: Extraction): string {
  const { table, joined = {} } = FACT_TABLES[fact];
  const stored = storedColumns(fact);
  const sqlOf = (name: string) => {
    const join = joined[name];
    return join ? `${join.dimension}.${quoteName(join.column)}` : `f.${quoteName(name)}`;
  };
  const selects = stored.flatMap((column) => selectColumn(column, sqlOf(column.name), { days, time }));
  const dimensions = new Map(Object.values(joined).map(({ dimension, key }) => [dimension, key]));
  const joins = [
    ...[...dimensions].map(([name, key]) => `LEFT JOIN ${name} ON ${name}.${key} = f.${key}`),
    ...stored
      .filter(({ as }) => as === 'word')
      .map(
        ({
          name,
        }) => `LEFT JOIN (SELECT word, code FROM tag_word WHERE fact = $1 AND field = '${name}') ${quoteName(`w_${name}`)}
        ON ${quoteName(`w_${name}`)}.word = ${sqlOf(name)}`,
      ),
  ];
  return `SELECT (f.day - DATE '1970-01-01')::INTEGER AS day, f.user_key, ${selects.join(', ')}
    FROM ${table} f ${joins.join('\n')}
    WHERE f.day BETWEEN ${dayAt(2)} AND ${dayAt(3)} AND list_contains($4::INTEGER[], (f.day - DATE '1970-01-01')::INTEGER)
      AND f.user_key IS NOT NULL
    ORDER BY ${['1', '2', ...together(stored)].join(', ')}`;
}

/** Rows of one session or order stand together, so that counting them looks most of them up only once. */
function together(stored: readonly StoredColumn[]): readonly string[] {
  const id = stored.find(({ as }) => as === 'id');
  return id ? [quoteName(`${id.name}_low`)] : [];
}

function selectColumn(
  { name, as }: StoredColumn,
  sql: string,
  { days, time }: Pick<Extraction, 'days' | 'time'>,
): readonly string[] {
  switch (as) {
    case 'word':
      return [`coalesce(${quoteName(`w_${name}`)}.code, 0)::UINTEGER AS ${quoteName(name)}`];
    case 'id':
      return [
        `CASE WHEN ${sql} IS NULL THEN 0 ELSE (hash(${sql}) & 4294967295) END::UINTEGER AS ${quoteName(`${name}_low`)}`,
        `CASE WHEN ${sql} IS NULL THEN 0 ELSE (hash(${sql}) >> 32) END::UINTEGER AS ${quoteName(`${name}_high`)}`,
      ];
    case 'amount':
      return [`coalesce(${sql}::DOUBLE, 'nan'::DOUBLE) AS ${quoteName(name)}`];
    case 'measure':
      return [
        `coalesce(${sql}, 'nan'::DOUBLE) AS ${quoteName(name)}`,
        `coalesce((TRY_CAST(${sql} AS DECIMAL(38, 6)) * 1000000)::DOUBLE, 'nan'::DOUBLE) AS ${quoteName(`${name}_millionths`)}`,
      ];
    case 'integer':
      if (name === 'hour') return [`hour(${localHour(days, time)})::INTEGER AS hour`];
      return [`coalesce(${sql}, -2147483648)::INTEGER AS ${quoteName(name)}`];
  }
}

/** Local time of a fact. A fact lies within a day of its business day, so a few spans of the zone are enough. */
function localHour(days: readonly DayNumber[], { zone }: BusinessTime): string {
  const spans = offsetSpans(zone, (days[0]! - 2) * DAY_MS, (days.at(-1)! + 3) * DAY_MS);
  return localTimeSql('f.occurred_at', spans);
}

const dayAt = (place: number): string => `(DATE '1970-01-01' + $${place}::INTEGER)`;
