import type { Expression } from '../../expression/index.ts';
import { compileCondition } from './compile-condition.ts';
import { type CompileScope, dayLiteral, earliestDay, type PlannedAs } from './compile-scope.ts';
import type { FactSelection, TagFact } from './definition.ts';
import { columnsOf, type FactRule } from './fact-rule.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { quoteName } from './sql-parameters.ts';

/** A planned tag over facts. */
export type FactTag = PlannedAs<FactRule['kind']>;

/** `FROM … WHERE …` over the facts of known people that any of the tags, all over one fact, may look at. */
export function fromFacts(tags: readonly FactTag[], scope: CompileScope): string {
  const rules = tags.map(({ definition }) => definition.rule);
  const first = earliestDay(rules, scope.asOf);
  const since = first === undefined ? '' : ` AND day >= ${dayLiteral(first)}`;
  const columns = new Set(tags.flatMap(({ definition, inputs }) => columnsOf(definition.rule, inputs.expressions)));
  return `FROM ${localFacts(rules[0]!.fact, columns, scope)} WHERE user_key IS NOT NULL AND day < ${dayLiteral(scope.asOf)}${since}`;
}

/** Facts in the business zone's own words: `hour` 0 to 23 and `weekday` Monday 1 to Sunday 7 beside the table's columns, and joined ones that are needed. */
function localFacts(fact: TagFact, columns: ReadonlySet<string>, scope: CompileScope): string {
  const { table, joined = {} } = FACT_TABLES[fact];
  const zone = scope.parameters.bind(scope.time.zone, 'category');
  const needed = Object.entries(joined).filter(([name]) => columns.has(name));
  const dimensions = new Map(needed.map(([, { dimension, key }]) => [dimension, key]));
  const joins = [...dimensions].map(([name, key]) => ` LEFT JOIN ${name} ON ${name}.${key} = f.${key}`).join('');
  const local = [
    'f.*',
    `hour(f.occurred_at AT TIME ZONE ${zone})::INTEGER AS hour`,
    'isodow(f.day)::INTEGER AS weekday',
    ...needed.map(([name, { dimension, column }]) => `${dimension}.${column} AS ${quoteName(name)}`),
  ];
  return `(SELECT ${local.join(', ')} FROM ${table} f${joins})`;
}

/** What of these facts one tag looks at, as a condition on top of {@link fromFacts}. */
export function selectFacts(
  selection: FactSelection,
  expressions: ReadonlyMap<string, Expression>,
  scope: CompileScope,
): string {
  const end = scope.asOf - (selection.endDaysAgo ?? 0);
  const parts = [`day < ${dayLiteral(end)}`];
  if (selection.windowDays !== undefined) parts.push(`day >= ${dayLiteral(end - selection.windowDays)}`);
  if (selection.where !== undefined) {
    const { columns } = FACT_TABLES[selection.fact];
    const column = (field: string) => ({ sql: quoteName(field), type: columns[field]! });
    const condition = compileCondition(expressions.get(selection.where)!, { parameters: scope.parameters, column });
    parts.push(condition);
  }
  return parts.join(' AND ');
}

/** A column to be summed. Floating-point sums depend on the order in which threads add; sums of millionths do not. */
export function exactAmount(fact: TagFact, column: string): string {
  const name = quoteName(column);
  return FACT_TABLES[fact].columns[column] === 'number' ? `TRY_CAST(${name} AS DECIMAL(38, 6))` : name;
}
