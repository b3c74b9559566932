import type { Expression, FieldType } from '../../expression/index.ts';
import type { SqlParameters } from './sql-parameters.ts';

/** A field as SQL: a quoted column, or an expression over one. */
export interface SqlColumn {
  readonly sql: string;
  readonly type: FieldType;
}

/** What a condition may name, and where its values go. */
export interface ConditionScope {
  readonly parameters: SqlParameters;
  column(field: string): SqlColumn;
  /** Compiles what one row cannot answer (behaviour, sequences, audiences, lists). Without it these are a broken invariant. */
  readonly compileBehaviour?: (expression: Behaviour) => string;
}

export type Behaviour = Extract<Expression, { kind: 'did' | 'sequence' | 'in-audience' | 'in-list' }>;

/**
 * An expression over the columns of one row as SQL of type BOOLEAN. Unknown is NULL: SQL's own three values are
 * Kleene's. The one place where comparisons become SQL, for fact conditions, derived tags and audiences alike.
 */
export function compileCondition(expression: Expression, scope: ConditionScope): string {
  switch (expression.kind) {
    case 'everyone':
      return 'TRUE';
    case 'all':
      return join(expression.of, ' AND ', scope) || 'TRUE';
    case 'any':
      return join(expression.of, ' OR ', scope) || 'FALSE';
    case 'not':
      return `(NOT ${compileCondition(expression.of, scope)})`;
    case 'compare': {
      const { sql, type } = scope.column(expression.field);
      return `(${sql} ${expression.op === '!=' ? '<>' : expression.op} ${scope.parameters.bind(expression.value, type)})`;
    }
    case 'between': {
      const { sql, type } = scope.column(expression.field);
      const [low, high] = [expression.low, expression.high].map((value) => scope.parameters.bind(value, type));
      return `(${sql} BETWEEN ${low} AND ${high})`;
    }
    case 'in': {
      const { sql, type } = scope.column(expression.field);
      const values = expression.values.map((value) => scope.parameters.bind(value, type));
      return values.length === 0 ? 'FALSE' : `(${sql} IN (${values.join(', ')}))`;
    }
    case 'contains': {
      const { sql } = scope.column(expression.field);
      const values = expression.values.map((value) => scope.parameters.bind(value, 'category'));
      return `list_has_${expression.quantifier}(${sql}, [${values.join(', ')}]::VARCHAR[])`;
    }
    case 'known':
      return `(${scope.column(expression.field).sql} IS ${expression.known ? 'NOT NULL' : 'NULL'})`;
    default:
      if (!scope.compileBehaviour) throw new Error(`a condition over one row holds "${expression.kind}"`);
      return scope.compileBehaviour(expression);
  }
}

function join(of: readonly Expression[], word: string, scope: ConditionScope): string {
  if (of.length === 0) return '';
  return `(${of.map((part) => compileCondition(part, scope)).join(word)})`;
}
