import type { Expression } from '../../expression/index.ts';
import { compileCondition } from './compile-condition.ts';
import { type CompileScope, dayLiteral, earliestDay, localFacts } from './compile-scope.ts';
import type { FactSelection, TagFact } from './definition.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { quoteName } from './sql-parameters.ts';

/** `FROM … WHERE …` over the facts of known people that any of the selections may look at. */
export function fromFacts(fact: TagFact, selections: readonly FactSelection[], scope: CompileScope): string {
  const first = earliestDay(selections, scope.asOf);
  const since = first === undefined ? '' : ` AND day >= ${dayLiteral(first)}`;
  return `FROM ${localFacts(fact, scope)} WHERE user_key IS NOT NULL AND day < ${dayLiteral(scope.asOf)}${since}`;
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
