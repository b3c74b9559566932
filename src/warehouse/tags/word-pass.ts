import { type CompileScope, groupBy, type Pass, type PlannedAs } from './compile-scope.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { exactAmount, fromFacts, selectFacts } from './select-facts.ts';
import { quoteName } from './sql-parameters.ts';

type WordTag = PlannedAs<'top'> | PlannedAs<'share'> | PlannedAs<'collect'>;

/** All top words, shares and sets of words over one field of one fact: one scan that weighs each word, then one that chooses. */
export function wordPasses(tags: readonly WordTag[], scope: CompileScope): readonly Pass[] {
  const groups = groupBy(tags, ({ definition: { rule } }) => `${rule.fact} ${rule.field}`);
  return [...groups.values()].map((group) => {
    const word = quoteName(group[0]!.definition.rule.field);
    const facts = `${fromFacts(group, scope)} AND ${word} IS NOT NULL`;
    const weights = group.map((tag) => weight(tag, scope)).join(', ');
    return {
      sql: `SELECT user_key, ${group.map(choose).join(', ')}
        FROM (SELECT user_key, ${word} AS word, ${weights} ${facts} GROUP BY user_key, ${word}) GROUP BY user_key`,
      tags: group.map(({ definition: { id, type, rule } }) =>
        rule.kind === 'collect' ? { id, type, otherwise: '[]' } : { id, type },
      ),
    };
  });
}

/** How much of a word a person has, an unknown amount being none; NULL where the tag's facts do not hold it. */
function weight({ definition, inputs }: WordTag, scope: CompileScope): string {
  const { id, rule } = definition;
  const filter = `FILTER (WHERE ${selectFacts(rule, inputs.expressions, scope)})`;
  const isCount = rule.kind === 'collect' || rule.by === 'count';
  const amount = isCount
    ? `nullif(count(*) ${filter}, 0)`
    : `sum(coalesce(${exactAmount(rule.fact, rule.by)}, 0)) ${filter}`;
  return `${amount} AS ${quoteName(id)}`;
}

function choose({ definition: { id, rule } }: WordTag): string {
  const own = quoteName(id);
  const isHeld = `FILTER (WHERE ${own} IS NOT NULL)`;
  switch (rule.kind) {
    case 'collect':
      return `list(word ORDER BY word) ${isHeld} AS ${own}`;
    case 'share':
      return `${share(rule, own)} AS ${own}`;
    case 'top': {
      if (rule.rank === undefined || rule.rank === 1)
        return `arg_min(word, {'weight': -${own}, 'word': word}) ${isHeld} AS ${own}`;
      return `(list(word ORDER BY ${own} DESC, word) ${isHeld})[${rule.rank}] AS ${own}`;
    }
  }
}

/** Whole units as doubles, then one division: the same in every engine. */
function share({ fact, by }: PlannedAs<'share'>['definition']['rule'], own: string): string {
  const isFraction = FACT_TABLES[fact].columns[by] === 'number';
  const whole = (sum: string) => `(${isFraction ? `(${sum}) * 1000000` : sum})::HUGEINT::DOUBLE`;
  return `${whole(`max(greatest(${own}, 0))`)} / nullif(${whole(`sum(greatest(${own}, 0))`)}, 0)`;
}
