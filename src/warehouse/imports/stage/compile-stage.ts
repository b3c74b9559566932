import { type BusinessTime, type Currency, TesseraError } from '../../../kernel/index.ts';
import type { SqlSession } from '../../sql-engine.port.ts';
import { type ColumnScope, checkSqlExpression, type ScopeFile } from '../expressions/check-sql-expression.ts';
import type { TableFile } from '../files/table-file.ts';
import type { Source } from '../mapping/mapping.ts';
import type { TargetField } from '../mapping/targets.ts';
import { type FieldSql, quote, readField } from './read-field.ts';

/** A lookup's file as a table of the session. */
export interface StagedLookup {
  readonly file: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** What a source needs beside its own file. */
export interface StageScope {
  readonly session: SqlSession;
  readonly table: TableFile;
  /** Lookup tables of the session by name, with the column `__key`. */
  readonly lookups: ReadonlyMap<string, StagedLookup>;
  readonly time: BusinessTime;
  readonly currency: Currency;
  /** SQL of the moment that the import began. */
  readonly receivedAt: string;
}

export interface StageSql {
  /** Query of one row per row of the file: `line`, `reject` (`reason field`, NULL for a good row) and the columns. */
  readonly query: string;
  /** Columns that the target has in the query. */
  readonly columns: readonly string[];
  /** The query has `#nth`: how often a row's key had come up to it. */
  readonly isNumbered: boolean;
}

/** Attributes are read as text; the tag's type says later what they mean. */
const ATTRIBUTE: TargetField = { kind: 'text' };
const KEY: TargetField = { kind: 'text', isRequired: true };

/**
 * One statement reads a whole file: the expressions, each held apart so that a value that fails refuses its row and
 * not the file (`r`), their values read as the target's kinds (`m`), and the reasons against each row.
 */
export async function compileStage(source: Source, scope: StageScope): Promise<StageSql> {
  const { from, expressions, filter } = await checkedExpressions(source, scope);
  const types = await typesOf(scope.session, source, { expressions, from });
  const reading = {
    zone: source.zone,
    formats: source.timeFormats,
    business: scope.time,
    isMoneyMinor: source.isMoneyMinor,
    decimals: scope.currency.decimals,
  };
  const fields = expressions.map(({ name, field, sql }) => ({
    name,
    sql: readField(name, field, { type: types.get(name)!, isHeld: !isColumn(sql) }, reading),
  }));
  refuseZonelessColumns(source, scope.table.file, types);
  const raw = expressions.map(({ name, sql }) => {
    const given = asGiven(sql, types.get(name)!);
    return `${isColumn(sql) ? given : held(given)} AS ${quote(name)}`;
  });
  const parts = fields.flatMap(({ sql }) =>
    Object.entries(sql.parts).map(([name, part]) => `${part} AS ${quote(name)}`),
  );
  const kept = scope.table.isNumbered ? ', "#nth"' : '';
  const middle = `SELECT r.line${kept}${filter ? ', r."#filter" AS "#filter"' : ''}, ${parts.join(', ')}
    FROM (SELECT s.__line AS line${kept}${filter ? `, ${held(filter)} AS "#filter"` : ''}, ${raw.join(', ')} FROM ${from}) r`;
  const outputs = outputColumns(source, scope, fields);
  const isNumbered = source.key !== undefined && source.repeats === 'number';
  const nth = isNumbered ? `, ${nthSql(scope.table)} AS "#nth"` : '';
  return {
    isNumbered,
    query: `SELECT m.line, ${rejectSql(fields, filter !== undefined)} AS reject${nth}, ${Object.entries(outputs)
      .map(([name, sql]) => `${sql} AS ${quote(name)}`)
      .join(', ')}
      FROM (${middle}) m${filter ? ' WHERE m."#filter" IS NULL OR m."#filter".v' : ''}`,
    columns: Object.keys(outputs),
  };
}

interface Expression {
  readonly name: string;
  readonly field: TargetField;
  readonly where: string;
  readonly sql: string;
}

async function checkedExpressions(source: Source, { session, table, lookups }: StageScope) {
  const scope: ColumnScope = new Map<string, ScopeFile>([
    ['', { file: table.file, alias: 's', columns: [...table.columns, '__line'] }],
    ...[...lookups].map(([name, { file, columns }]) => [name, { file, alias: `l_${name}`, columns }] as const),
  ]);
  const check = (expression: string, where: string) => checkSqlExpression(session, { expression, where }, scope);
  const given = [
    ...Object.entries(source.columns).map(([name, text]) => ({
      name,
      text,
      part: 'columns',
      field: source.target.fields[name]!,
    })),
    ...Object.entries(source.attributes).map(([name, text]) => ({
      name: attributeColumn(name),
      text,
      part: 'attributes',
      field: ATTRIBUTE,
    })),
    ...(source.key === undefined ? [] : [{ name: '#key', text: source.key, part: 'key', field: KEY }]),
  ];
  const expressions: Expression[] = [];
  for (const { name, text, part, field } of given) {
    const where =
      name === '#key' ? `${source.where}.key` : `${source.where}.${part}.${name.replace(/^attribute /, '')}`;
    expressions.push({ name, field, where, sql: await check(text, where) });
  }
  const joins: string[] = [];
  for (const lookup of source.lookups) {
    const on = await check(lookup.on, `${source.where}.lookups.${lookup.name}.on`);
    joins.push(
      ` LEFT JOIN ${lookups.get(lookup.name)!.table} l_${lookup.name} ON l_${lookup.name}.__key = ${on}::VARCHAR`,
    );
  }
  const filter = source.filter === undefined ? undefined : await check(source.filter, `${source.where}.where`);
  return { expressions, filter, from: `${table.from(table.columns)} s${joins.join('')}` };
}

/** Column of an attribute on its way; attributes may be called like fields of the target. */
export function attributeColumn(attribute: string): string {
  return `attribute ${attribute}`;
}

/** SQL types by field. An expression that the engine cannot bind is told with its place. */
async function typesOf(
  session: SqlSession,
  source: Source,
  { expressions, from }: { readonly expressions: readonly Expression[]; readonly from: string },
): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, string>();
  for (const { name, where, sql } of expressions) {
    try {
      const [row] = await session.rows<{ column_type: string }>(`DESCRIBE SELECT ${sql} AS v FROM ${from}`);
      types.set(name, row!.column_type);
    } catch (error) {
      const problem = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      const text = source.columns[name] ?? '';
      throw new TesseraError('mapping.invalid', { where, problem: `${problem} (in "${text}")` }, { cause: error });
    }
  }
  return types;
}

/**
 * A value as a struct, NULL where it failed. The engine takes repeated parts of an expression out of TRY, where they
 * would fail the whole file, but never out of a CASE whose condition it cannot foresee.
 */
function held(sql: string): string {
  return `TRY(CASE WHEN s.__line % 2 < 2 THEN {'v': ${sql}} END)`;
}

/** A column of the file or of a lookup as it is: there is nothing in it that could fail. */
function isColumn(sql: string): boolean {
  return /^\((?:s|l_[a-z0-9_-]+)\."(?:[^"]|"")*"\)$/.test(sql);
}

/** Blanks around text mean nothing, and empty text is unknown. */
function asGiven(sql: string, type: string): string {
  if (type !== 'VARCHAR') return sql;
  const trimmed = `nullif(trim(${sql}), '')`;
  // To see that nothing is to be trimmed takes a tenth of the time of trimming; what begins below '!' may be empty, too.
  return isColumn(sql) ? `CASE WHEN ${sql} < '!' OR suffix(${sql}, ' ') THEN ${trimmed} ELSE ${sql} END` : trimmed;
}

function refuseZonelessColumns(source: Source, file: string, types: ReadonlyMap<string, string>): void {
  if (source.zone !== undefined) return;
  for (const [name, field] of Object.entries(source.target.fields)) {
    const isZoneless = field.kind === 'time' && /^TIMESTAMP(_\w+)?$/.test(types.get(name) ?? '');
    if (isZoneless) throw new TesseraError('import.time-without-zone', { file, field: name, line: 1 });
  }
}

type NamedField = { readonly name: string; readonly sql: FieldSql };

function rejectSql(fields: readonly NamedField[], hasFilter: boolean): string {
  const cases = fields.flatMap(({ name, sql }) =>
    sql.refusals.map(([reason, when]) => `WHEN ${when} THEN '${reason} ${fieldName(name).replaceAll("'", "''")}'`),
  );
  if (hasFilter) cases.unshift(`WHEN m."#filter" IS NULL THEN 'expression.failed where'`);
  return `CASE ${cases.join(' ')} END`;
}

/** As the mapping names it. */
function fieldName(name: string): string {
  return name === '#key' ? 'key' : name.replace(/^attribute /, '');
}

function outputColumns(source: Source, scope: StageScope, fields: readonly NamedField[]): Record<string, string> {
  const values = fields.filter(({ name }) => name !== '#key').map(({ name, sql }) => [name, sql.value] as const);
  const output: Record<string, string> = Object.fromEntries(values);
  if (source.target.kind === 'fact') {
    output['fact_key'] = keySql(source, scope.table);
    output['received_at'] = scope.receivedAt;
  }
  if (source.target.id === 'order_line' && !output['net_amount'])
    output['net_amount'] = `(${output['gross_amount']} - ${output['coupon_discount']})`;
  return output;
}

function keySql({ key, repeats }: Source, table: TableFile): string {
  const place = `'${table.hash.slice(0, 16)}:' || m.line`;
  if (key === undefined) return place;
  if (repeats === 'skip') return 'm."#key"';
  const nth = nthSql(table);
  const numbered = `m."#key" || CASE WHEN ${nth} > 1 THEN '#' || ${nth} ELSE '' END`;
  // A row whose key could not be read was not counted; its place keeps it apart from all others.
  return table.isNumbered
    ? `CASE WHEN m."#nth" IS NULL THEN m."#key" || '#' || ${place} ELSE ${numbered} END`
    : numbered;
}

/** Counted among all rows of the file, bad ones included; a table of some of them says what was counted. */
function nthSql({ isNumbered }: TableFile): string {
  if (isNumbered) return 'm."#nth"';
  return 'CASE WHEN m."#key" IS NOT NULL THEN row_number() OVER (PARTITION BY m."#key" ORDER BY m.line) END';
}
