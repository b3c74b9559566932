import type { FieldType } from '../../expression/index.ts';
import type { CompileScope, Pass, PlannedAs } from './compile-scope.ts';
import { quoteName } from './sql-parameters.ts';

/** All uploaded attributes in one scan. The table holds one value per person and attribute. */
export function attributePasses(tags: readonly PlannedAs<'attribute'>[], scope: CompileScope): readonly Pass[] {
  if (tags.length === 0) return [];
  const columns = tags.map(({ definition }) => {
    const name = scope.parameters.bind(definition.rule.attribute, 'category');
    const text = `max(value) FILTER (WHERE attribute = ${name})`;
    return `${read(text, definition.type, scope)} AS ${quoteName(definition.id)}`;
  });
  const names = tags.map(({ definition }) => scope.parameters.bind(definition.rule.attribute, 'category'));
  return [
    {
      sql: `SELECT user_key, ${columns.join(', ')}
        FROM user_attribute WHERE attribute IN (${names.join(', ')}) GROUP BY user_key`,
      tags: tags.map(({ definition: { id, type } }) => ({ id, type })),
    },
  ];
}

/** Text as a value of the tag's type; what cannot be read is unknown. Money is written as people write it; of a time the date counts. */
function read(text: string, type: FieldType, scope: CompileScope): string {
  switch (type) {
    case 'integer':
      return `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]+') THEN TRY_CAST(${text} AS INTEGER) END`;
    case 'number':
      return `CASE WHEN isfinite(TRY_CAST(${text} AS DOUBLE)) THEN TRY_CAST(${text} AS DOUBLE) END`;
    case 'money':
      return `round(TRY_CAST(${text} AS DECIMAL(30, 6)) * ${10 ** scope.moneyDecimals})`;
    case 'boolean':
      return `TRY_CAST(${text} AS BOOLEAN)`;
    case 'date':
      return `CASE WHEN regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?') THEN TRY_CAST(left(${text}, 10) AS DATE) END`;
    case 'categories':
      return `list_sort(list_distinct(list_filter(string_split(${text}, '|'), lambda word: word <> '')))`;
    default:
      return `nullif(${text}, '')`;
  }
}
