import type { CompileScope, Pass, PlannedAs } from './compile-scope.ts';
import { quoteName } from './sql-parameters.ts';

/** All memberships of uploaded lists in one scan. A person of a listed id may have come after the list. */
export function listPasses(tags: readonly PlannedAs<'list'>[], { parameters }: CompileScope): readonly Pass[] {
  if (tags.length === 0) return [];
  const lists = tags.map(({ definition }) => parameters.bind(definition.rule.list, 'category'));
  const columns = tags.map(({ definition }, i) => `bool_or(m.list_id = ${lists[i]}) AS ${quoteName(definition.id)}`);
  return [
    {
      sql: `SELECT u.person_key AS user_key, ${columns.join(', ')} FROM audience_list_member m JOIN user_login u ON u.user_id = m.user_id
        WHERE m.list_id IN (${lists.join(', ')}) GROUP BY u.person_key`,
      tags: tags.map(({ definition: { id, type } }) => ({ id, type, otherwise: 'FALSE' })),
    },
  ];
}

/** All scores of models in one scan. What is not a finite number is unknown. */
export function modelPasses(tags: readonly PlannedAs<'model'>[], { parameters }: CompileScope): readonly Pass[] {
  if (tags.length === 0) return [];
  const models = tags.map(({ definition }) => parameters.bind(definition.rule.model, 'category'));
  const columns = tags.map(
    ({ definition }, i) => `max(score) FILTER (WHERE model = ${models[i]}) AS ${quoteName(definition.id)}`,
  );
  return [
    {
      sql: `SELECT user_key, ${columns.join(', ')} FROM model_score
        WHERE model IN (${models.join(', ')}) AND isfinite(score) GROUP BY user_key`,
      tags: tags.map(({ definition: { id, type } }) => ({ id, type })),
    },
  ];
}
