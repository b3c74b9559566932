import { type BusinessTime, type DayNumber, parseDay } from '../../kernel/index.ts';
import type { SqlValue } from '../sql-engine.port.ts';
import { dayLiteral, groupBy, type PlannedAs, plannedAs } from './compile-scope.ts';
import type { AggregateRule, TagDefinition } from './definition.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { planTags } from './plan-tags.ts';
import { exactAmount, fromFacts, selectFacts } from './select-facts.ts';
import { quoteName, SqlParameters } from './sql-parameters.ts';

/** What live tags over one fact count from a day on. */
export interface LiveCount {
  /** As the log of changed days names it. */
  readonly table: string;
  readonly tagIds: readonly string[];
  /**
   * A SELECT of `user_id`, `day` (its number) and one DOUBLE for each tag: what one person's facts of one day add to it,
   * for all days from `since` on, or for some of them.
   */
  compile(
    since: DayNumber,
    days?: readonly DayNumber[],
  ): { readonly sql: string; readonly values: readonly SqlValue[] };
}

interface LiveOptions {
  readonly time: BusinessTime;
  readonly moneyDecimals: number;
}

type LiveTag = PlannedAs<'aggregate'>;

/** No fact is later. */
const LAST_DAY = parseDay('9999-12-31');

/**
 * The live part of tags with `freshness: 'live'`, by the same conditions as in a build. A window ends where the build
 * begins, so that build plus live part is the window before the as-of day and everything since.
 */
export function compileLiveCounts(definitions: readonly TagDefinition[], options: LiveOptions): readonly LiveCount[] {
  if (!definitions.some(({ freshness }) => freshness === 'live')) return [];
  const plan = planTags(definitions, options.moneyDecimals);
  const live = plannedAs(plan, 'aggregate').filter(({ definition }) => definition.freshness === 'live');
  const groups = groupBy(live.map(withoutWindow), ({ definition }) => definition.rule.fact);
  return [...groups.values()].map((tags) => ({
    table: FACT_TABLES[tags[0]!.definition.rule.fact].table,
    tagIds: tags.map(({ definition }) => definition.id),
    compile: (since, days) => compile(tags, { since, days }, options),
  }));
}

function compile(
  tags: readonly LiveTag[],
  { since, days }: { readonly since: DayNumber; readonly days: readonly DayNumber[] | undefined },
  options: LiveOptions,
) {
  const parameters = new SqlParameters();
  const scope = { ...options, asOf: LAST_DAY, parameters };
  const columns = tags.map(({ definition: { id, rule }, inputs }) => {
    const filter = `FILTER (WHERE ${selectFacts(rule, inputs.expressions, scope)})`;
    return `coalesce(${measure(rule)} ${filter}, 0)::DOUBLE AS ${quoteName(id)}`;
  });
  const chosen = days ? ` AND day IN (${days.map(dayLiteral).join(', ')})` : '';
  const sql = `SELECT u.user_id, (c.day - DATE '1970-01-01')::INTEGER AS day, c.* EXCLUDE (user_key, day)
    FROM (SELECT user_key, day, ${columns.join(', ')} ${fromFacts(tags, scope)} AND day >= ${dayLiteral(since)}${chosen}
      GROUP BY user_key, day) c
    JOIN dim_user u USING (user_key)`;
  return { sql, values: parameters.values };
}

function measure({ fact, measure: kind, field }: AggregateRule): string {
  return kind === 'count' ? 'count(*)' : `sum(${exactAmount(fact, field!)})`;
}

function withoutWindow(tag: LiveTag): LiveTag {
  const { windowDays: _, ...rule } = tag.definition.rule;
  return { ...tag, definition: { ...tag.definition, rule } };
}
