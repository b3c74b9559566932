import { nearestName, TesseraError } from '../../../kernel/index.ts';
import type { SqlSession } from '../../sql-engine.port.ts';
import { quoteName } from '../../tags/index.ts';
import { ALLOWED_FUNCTIONS, ALLOWED_NODES, ALLOWED_OPERATORS, ALLOWED_TYPES } from './allowed-functions.ts';
import { MACROS } from './macros.ts';

/** A file whose columns an expression may name. */
export interface ScopeFile {
  readonly file: string;
  /** Of the relation in SQL. */
  readonly alias: string;
  readonly columns: readonly string[];
}

/** By the prefix that an expression writes; the source's own file has none. */
export type ColumnScope = ReadonlyMap<string, ScopeFile>;

interface Place {
  readonly where: string;
  readonly expression: string;
}

/**
 * Parses one expression of a mapping by the engine's own parser and holds its tree to an allow-list: scalar functions
 * over the row's columns, and nothing that reads files, tables or the clock. Gives SQL printed from the checked tree,
 * never the text that was given. Throws `mapping.invalid` or `import.missing-column`.
 */
export async function checkSqlExpression(session: SqlSession, place: Place, scope: ColumnScope): Promise<string> {
  const column = namedColumn(place.expression, scope);
  if (column) return column;
  const tree = await parseExpression(session, place).catch((error: unknown) => {
    // A lone word that SQL cannot read is the name of a column that is not there.
    const own = scope.get('');
    throw own && /^\s*[A-Za-z_]\w*\s*$/.test(place.expression)
      ? missingColumn(place, place.expression.trim(), own)
      : error;
  });
  checkNode(tree.select, place, scope);
  const [row] = await session.rows<{ sql: string }>('SELECT json_deserialize_sql($1::VARCHAR::JSON) AS sql', [
    JSON.stringify(tree.whole),
  ]);
  return `(${row!.sql.replace(/^SELECT /, '').replace(/ AS v$/, '')})`;
}

/** An expression that is a column's name needs no quotes, although SQL has words like `order`, `user` or `education-num`. */
function namedColumn(expression: string, scope: ColumnScope): string | undefined {
  const name = expression.trim();
  const isName = /[^\d.]/.test(name);
  for (const [prefix, { alias, columns }] of scope) {
    const column = columns.find((each) => (prefix ? `${prefix}.${each}` : each) === name);
    if (isName && column !== undefined) return `(${alias}.${quoteName(column)})`;
  }
  return undefined;
}

interface Node {
  readonly class?: string;
  readonly type?: string;
  readonly function_name?: string;
  column_names?: string[];
  readonly cast_type?: { readonly id: string };
  readonly filter?: unknown;
  readonly distinct?: boolean;
  readonly order_bys?: { readonly orders: readonly unknown[] };
  readonly value?: unknown;
}

interface Parsed {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements: readonly [{ readonly node: SelectNode }];
}

interface SelectNode {
  readonly type: string;
  readonly select_list: readonly unknown[];
  readonly from_table: { readonly type: string };
  readonly modifiers: readonly unknown[];
}

async function parseExpression(session: SqlSession, place: Place): Promise<{ whole: Parsed; select: unknown }> {
  const [row] = await session.rows<{ json: string }>('SELECT json_serialize_sql($1::VARCHAR) AS json', [
    `SELECT (\n${place.expression}\n) AS v`,
  ]);
  // Positions may be the greatest unsigned integer, which JavaScript would round; they serve error messages only.
  const whole = JSON.parse(row!.json.replace(/"query_location":\d+/g, '"query_location":0')) as Parsed;
  if (whole.error) throw refused(place, whole.error_message ?? 'it cannot be parsed');
  const node = whole.statements[0].node;
  const isOne = whole.statements.length === 1 && node.type === 'SELECT_NODE' && node.select_list.length === 1;
  if (!isOne || node.from_table.type !== 'EMPTY' || node.modifiers.length > 0)
    throw refused(place, 'it must be one expression');
  return { whole, select: node.select_list[0] };
}

function checkNode(value: unknown, place: Place, scope: ColumnScope): void {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (typeof node.class === 'string') checkKind(node, place, scope);
  if (node.class === 'CONSTANT') return;
  for (const child of Object.values(value)) checkNode(child, place, scope);
}

function checkKind(node: Node, place: Place, scope: ColumnScope): void {
  const kind = node.class ?? '';
  if (!ALLOWED_NODES.has(kind)) throw refused(place, `${kind.toLowerCase()} is not allowed`);
  if (kind === 'COLUMN_REF') node.column_names = resolveColumn(node.column_names ?? [], place, scope);
  if (kind === 'FUNCTION') checkFunction(node, place);
  if (kind === 'OPERATOR' && !ALLOWED_OPERATORS.has(node.type ?? ''))
    throw refused(place, `${node.type} is not allowed`);
  if (kind === 'CAST' && !ALLOWED_TYPES.has(node.cast_type?.id ?? ''))
    throw refused(place, `the type ${node.cast_type?.id} is not allowed`);
  const number = (node.value as { value?: unknown } | undefined)?.value;
  if (kind === 'CONSTANT' && Number.isInteger(number) && !Number.isSafeInteger(number))
    throw refused(place, `the number ${number} is too large`);
}

function checkFunction(node: Node, place: Place): void {
  const name = (node.function_name ?? '').toLowerCase();
  const isPlain = !node.filter && !node.distinct && (node.order_bys?.orders.length ?? 0) === 0;
  if (isPlain && (ALLOWED_FUNCTIONS.has(name) || MACROS.some((macro) => macro.name === name))) return;
  const nearest = nearestName(name, [...ALLOWED_FUNCTIONS, ...MACROS.map((macro) => macro.name)]);
  throw refused(place, `the function ${name} is not allowed${nearest ? `; is ${nearest} meant?` : ''}`);
}

function resolveColumn(names: readonly string[], place: Place, scope: ColumnScope): string[] {
  const [prefix, column] = names.length === 1 ? ['', names[0]!] : [names[0]!, names[1]!];
  const relation = scope.get(prefix);
  if (!relation || names.length > 2) throw refused(place, `there is no lookup "${prefix}"`);
  const found =
    relation.columns.find((each) => each === column) ??
    relation.columns.find((each) => each.toLowerCase() === column.toLowerCase());
  if (found === undefined) throw missingColumn(place, column, relation);
  return [relation.alias, found];
}

function missingColumn({ where }: Place, column: string, { file, columns }: ScopeFile): TesseraError {
  const nearest = nearestName(column, columns);
  return new TesseraError('import.missing-column', {
    file,
    where,
    column,
    suggestion: nearest ? `; is "${nearest}" meant?` : '',
    columns: columns.join(', '),
  });
}

function refused({ where, expression }: Place, problem: string): TesseraError {
  return new TesseraError('mapping.invalid', { where, problem: `${problem} in "${expression}"` });
}
