import type { FieldType } from '../../expression/index.ts';
import { type CompileScope, dayLiteral, groupBy, type Pass, type PlannedAs } from './compile-scope.ts';
import type { AggregateRule } from './definition.ts';
import { exactAmount, fromFacts, selectFacts } from './select-facts.ts';
import { quoteName } from './sql-parameters.ts';

/** All aggregates over one fact in one grouped scan, each with its own FILTER. */
export function aggregatePasses(tags: readonly PlannedAs<'aggregate'>[], scope: CompileScope): readonly Pass[] {
  return [...groupBy(tags, ({ definition }) => definition.rule.fact).values()].map((group) => {
    const columns = group.map(({ definition, inputs }) => {
      const filter = `FILTER (WHERE ${selectFacts(definition.rule, inputs.expressions, scope)})`;
      return `${measure(definition.rule, { type: definition.type, filter, scope })} AS ${quoteName(definition.id)}`;
    });
    return {
      sql: `SELECT user_key, ${columns.join(', ')} ${fromFacts(group, scope)} GROUP BY user_key`,
      tags: group.map(({ definition: { id, type, rule } }) =>
        COUNTED.includes(rule.measure) ? { id, type, otherwise: '0' } : { id, type },
      ),
    };
  });
}

const COUNTED: readonly AggregateRule['measure'][] = ['count', 'count_distinct', 'sum', 'active_days'];

interface MeasureContext {
  readonly type: FieldType;
  readonly filter: string;
  readonly scope: CompileScope;
}

function measure(rule: AggregateRule, { type, filter, scope }: MeasureContext): string {
  const field = rule.field === undefined ? '' : quoteName(rule.field);
  switch (rule.measure) {
    case 'count':
      return `count(*) ${filter}`;
    case 'count_distinct':
      return `count(DISTINCT ${field}) ${filter}`;
    case 'sum':
      return `sum(${exactAmount(rule.fact, rule.field!)}) ${filter}`;
    case 'average': {
      const mean = `sum(${exactAmount(rule.fact, rule.field!)}) ${filter}::DOUBLE / nullif(count(${field}) ${filter}, 0)`;
      return type === 'money' ? `round(${mean})` : mean;
    }
    case 'min':
    case 'max':
      return `${rule.measure}(${field}) ${filter}`;
    case 'first_day':
      return `min(day) ${filter}`;
    case 'last_day':
      return `max(day) ${filter}`;
    case 'days_since_first':
      return `${dayLiteral(scope.asOf)} - min(day) ${filter}`;
    case 'days_since_last':
      return `${dayLiteral(scope.asOf)} - max(day) ${filter}`;
    case 'active_days':
      return `count(DISTINCT day) ${filter}`;
  }
}
