import type { SqlEngine } from '../../sql-engine.port.ts';
import { quoteText, type TableFile } from '../files/table-file.ts';
import { quote } from '../stage/read-field.ts';
import type { ColumnShape, SourceShape, ValueKind } from './source-shape.ts';

/** Enough to tell what a column holds, and few enough to cost milliseconds. */
const SAMPLE_ROWS = 10_000;

const DAY = String.raw`(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./]\d{1,2}[./]\d{1,2})`;

/** Narrow before wide: the first that all known values fit is the column's. */
const KINDS: readonly (readonly [ValueKind, (v: string) => string])[] = [
  ['boolean', (v) => `lower(${v}) IN ('true', 'false', 'yes', 'no')`],
  ['integer', (v) => matches(v, String.raw`[+-]?\d+`)],
  ['number', (v) => `TRY_CAST(${v} AS DOUBLE) IS NOT NULL`],
  ['iso-date', (v) => matches(v, String.raw`\d{4}-\d\d-\d\d`)],
  ['iso-time', (v) => matches(v, String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*`)],
  ['date', (v) => matches(v, DAY)],
  ['time', (v) => matches(v, `${DAY}[T ].*:.*`)],
];

/** Names, types and kinds of a file's columns, by its first rows. */
export async function measureShape(engine: Pick<SqlEngine, 'rows'>, table: TableFile): Promise<SourceShape> {
  if (table.columns.length === 0) return { columns: [], rows: 0 };
  const from = table.from(table.columns);
  const described = await engine.rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${from}`);
  const columns = described
    .filter(({ column_name: name }) => name !== '__line')
    .map(({ column_name: name, column_type: type }) => ({ name, type }));
  const texts = columns.filter(({ type }) => type === 'VARCHAR');
  const counts = texts.flatMap(({ name }, i) => countsOf(`nullif(trim(s.${quote(name)}), '')`, i));
  const [row] = await engine.rows<Readonly<Record<string, number>>>(
    `SELECT ${['count(*) AS rows', ...counts].join(', ')} FROM (SELECT * FROM ${from} LIMIT ${SAMPLE_ROWS}) s`,
  );
  const kinds = new Map(texts.map(({ name }, i) => [name, kindOf(row!, i)]));
  return {
    columns: columns.map((column): ColumnShape => ({ ...column, ...kinds.get(column.name) })),
    rows: row!['rows']!,
  };
}

function countsOf(value: string, i: number): readonly string[] {
  return [
    `count(${value}) AS known_${i}`,
    ...KINDS.map(([kind, isMeant]) => `count(*) FILTER (${isMeant(value)}) AS ${quote(`${kind}_${i}`)}`),
  ];
}

function kindOf(row: Readonly<Record<string, number>>, i: number): Required<Pick<ColumnShape, 'kind' | 'known'>> {
  const known = row[`known_${i}`]!;
  if (known === 0) return { kind: 'empty', known };
  return { kind: KINDS.find(([kind]) => row[`${kind}_${i}`] === known)?.[0] ?? 'text', known };
}

function matches(value: string, pattern: string): string {
  return `regexp_full_match(${value}, ${quoteText(pattern)})`;
}
