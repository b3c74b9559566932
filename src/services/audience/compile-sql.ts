import type { Did, Expression, FieldInfo, Sequence, SequenceStep } from '../../expression/index.ts';
import {
  type Behaviour,
  compileCondition,
  eventDefinition,
  eventSource,
  quoteName,
  SqlParameters,
  type TagRelease,
} from '../../warehouse/tags/index.ts';
import type { AudienceQuery } from './audience-index.port.ts';
import { listKeysSql } from './list-store.ts';

/** A statement that gives the `user_key`s of the members, and its bound values. */
export interface AudienceSql {
  readonly sql: string;
  readonly values: SqlParameters['values'];
}

const DAY_MS = 86_400_000;

/**
 * Compiles a query to DuckDB SQL over the release's table and the facts. SQL's three values are Kleene's, so the
 * members are the rows for which the condition is TRUE. Each audience that is referred to is computed once.
 */
export function compileSql({ tree, audiences }: Omit<AudienceQuery, 'lists'>, release: TagRelease): AudienceSql {
  const scope: Scope = { release, audiences, parameters: new SqlParameters(), referred: new Map() };
  const members = membersOf(tree, scope);
  const referred = [...scope.referred.values()].map(({ name, sql }) => `${name} AS MATERIALIZED (\n${sql}\n)`);
  const sql = referred.length === 0 ? members : `WITH ${referred.join(',\n')}\n${members}`;
  return { sql, values: scope.parameters.values };
}

interface Scope {
  readonly release: TagRelease;
  readonly audiences: AudienceQuery['audiences'];
  readonly parameters: SqlParameters;
  /** Audiences compiled so far, in the order in which they can be computed. */
  readonly referred: Map<string, { readonly name: string; readonly sql: string }>;
}

function membersOf(tree: Expression, scope: Scope): string {
  const types = new Map(scope.release.definitions.map((definition) => [definition.id, definition.type]));
  const condition = compileCondition(tree, {
    parameters: scope.parameters,
    column: (field) => ({ sql: columnSql(field, types.get(field)!), type: types.get(field)! }),
    compileBehaviour: (behaviour) => `t.user_key IN (${compileBehaviour(behaviour, scope)})`,
  });
  return `SELECT t.user_key FROM ${scope.release.table} t WHERE ${condition}`;
}

/** A number that is not one is unknown. */
function columnSql(field: string, type: FieldInfo['type']): string {
  const column = `t.${quoteName(field)}`;
  return type === 'number' ? `nullif(${column}, 'nan'::DOUBLE)` : column;
}

function compileBehaviour(behaviour: Behaviour, scope: Scope): string {
  switch (behaviour.kind) {
    case 'in-audience':
      return `SELECT user_key FROM ${referTo(behaviour.id, scope)}`;
    case 'in-list':
      return listKeysSql(scope.parameters.bind(behaviour.id, 'category'));
    case 'did':
      return compileDid(behaviour, scope);
    case 'sequence':
      return `SELECT user_key FROM (${compileSequence(behaviour, scope)})`;
  }
}

function referTo(id: string, scope: Scope): string {
  const known = scope.referred.get(id);
  if (known) return known.name;
  const sql = membersOf(scope.audiences.get(id)!, scope);
  const name = `audience_${scope.referred.size + 1}`;
  scope.referred.set(id, { name, sql });
  return name;
}

/** Who did nothing has no rows, so counts that 0 fits are asked from everyone's side. */
function compileDid({ event, times, withinDays, where }: Did, scope: Scope): string {
  const everyone = `SELECT user_key FROM ${scope.release.table}`;
  if (times.op === '>=' && times.count === 0) return everyone;
  const rows = eventRows({ event, ...(where ? { where } : {}) }, scope, withinDays);
  const counted = eventSource(eventDefinition(event), where).key ? 'count(DISTINCT event_id)' : 'count(*)';
  const having = (op: string) =>
    `SELECT user_key FROM (${rows}) GROUP BY user_key HAVING ${counted} ${op} ${scope.parameters.bind(times.count, 'integer')}`;
  const isFitBy0 = times.op === '<=' || times.count === 0;
  return isFitBy0 ? `${everyone} EXCEPT ${having('>')}` : having(times.op);
}

/** For each row of a step, the latest row of the step before that was reached decides: no other could be nearer. */
function compileSequence({ steps, withinDays }: Sequence, scope: Scope): string {
  const [first, ...later] = steps.map((step) => eventRows(step, scope));
  return later.reduce((reached, rows) => {
    const near = withinDays === undefined ? '' : ` WHERE e.at - p.at <= ${withinDays * DAY_MS}`;
    return `SELECT e.user_key, e.at FROM (${rows}) e ASOF JOIN (${reached}) p ON e.user_key = p.user_key AND e.at > p.at${near}`;
  }, first!);
}

/** `user_key`, `event_id` and `at` of the event's rows that fit, before the as-of day. */
function eventRows({ event, where }: SequenceStep, scope: Scope, withinDays?: number): string {
  const definition = eventDefinition(event);
  const source = eventSource(definition, where);
  const condition =
    where &&
    compileCondition(where, {
      parameters: scope.parameters,
      column: (field) => definition.fields[field]!,
    });
  const day = (number: number) => scope.parameters.bind(number, 'date');
  const conditions = [
    ...source.conditions,
    `e.day < ${day(scope.release.asOf)}`,
    ...(withinDays === undefined ? [] : [`e.day >= ${day(scope.release.asOf - withinDays)}`]),
    ...(condition ? [condition] : []),
  ];
  return `SELECT e.user_key, ${source.key?.sql ?? 'NULL'} AS event_id, epoch_ms(e.occurred_at) AS at FROM ${source.from} WHERE ${conditions.join(' AND ')}`;
}
