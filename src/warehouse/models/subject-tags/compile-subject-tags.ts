import { type DayNumber, isoDay } from '../../../kernel/index.ts';
import type { SqlValue } from '../../sql-engine.port.ts';
import {
  type FactWindow,
  SUBJECT_INFO,
  SUBJECT_SQL_TYPES,
  type Subject,
  type SubjectFact,
  type SubjectRule,
  type SubjectTag,
} from './subject-tag.ts';

export interface SubjectCompileOptions {
  readonly subject: Subject;
  readonly tags: readonly SubjectTag[];
  readonly asOf: DayNumber;
  /** Business zone, for hours. */
  readonly zone: string;
}

type Of<Kind extends SubjectRule['kind']> = Extract<SubjectRule, { kind: Kind }>;
type FactRule = Extract<SubjectRule, FactWindow>;

/**
 * One SELECT with `subject_id` and a column per tag: a grouped scan per fact, one small query for each favourite and for
 * people who return or begin, then a layer per depth of derivation. All subjects of the dimension and of the facts before
 * the as-of day have a row.
 */
export function compileSubjectTags(options: SubjectCompileOptions): {
  readonly sql: string;
  readonly values: readonly SqlValue[];
} {
  const scope = new Scope(options);
  const { subject, tags } = options;
  const facts = [...new Set(tags.flatMap(({ rule }) => ('fact' in rule ? [rule.fact] : [])))];
  const steps = facts.map((fact) => `fact_${fact} AS (${scope.facts(fact)})`);
  const joins = [...facts.flatMap((fact) => scope.aggregates(fact)), ...tags.flatMap((tag) => scope.single(tag))];
  const { dimension } = SUBJECT_INFO[subject];
  const known = [
    ...(dimension ? [`SELECT ${dimension.key} AS subject_id FROM ${dimension.table}`] : []),
    ...facts.map((fact) => `SELECT subject_id FROM fact_${fact}`),
  ];
  const base = `SELECT s.subject_id, ${scope.baseColumns().join(', ')} FROM (SELECT DISTINCT subject_id FROM (${known.join(' UNION ALL ')})) s
    ${dimension ? `LEFT JOIN ${dimension.table} d ON d.${dimension.key} = s.subject_id` : ''}
    ${joins.map((sql, i) => `LEFT JOIN (${sql}) j${i} ON j${i}.subject_id = s.subject_id`).join('\n    ')}`;
  const layers = scope.layers();
  const sql = [
    `WITH ${[...steps, `layer_0 AS (${base})`, ...layers.map((columns, i) => `layer_${i + 1} AS (SELECT *, ${columns.join(', ')} FROM layer_${i})`)].join(',\n')}`,
    `SELECT subject_id, ${tags.map(({ id, type }) => `${id}::${SUBJECT_SQL_TYPES[type]} AS ${id}`).join(', ')} FROM layer_${layers.length}`,
  ].join('\n');
  return { sql, values: scope.values };
}

const TABLES: Readonly<Record<SubjectFact, { readonly table: string; readonly kind?: string }>> = {
  sale: { table: 'fact_order_line', kind: 'sale' },
  cancellation: { table: 'fact_order_line', kind: 'cancellation' },
  visit: { table: 'fact_visit' },
  coupon: { table: 'fact_coupon_event' },
};

class Scope {
  readonly values: SqlValue[] = [];
  readonly #options: SubjectCompileOptions;

  constructor(options: SubjectCompileOptions) {
    this.#options = options;
  }

  /** Facts of known subjects before the as-of day, with the local hour and the ISO weekday. */
  facts(fact: SubjectFact): string {
    const { table, kind } = TABLES[fact];
    const key = SUBJECT_INFO[this.#options.subject].key[fact];
    if (key === undefined) throw new Error(`a ${this.#options.subject} has no ${fact}`);
    const coupon =
      table === 'fact_order_line' ? ', (coupon_id IS NOT NULL OR coupon_discount > 0)::INTEGER AS has_coupon' : '';
    return `SELECT *, ${key} AS subject_id, hour(occurred_at AT TIME ZONE ${this.#bind(this.#options.zone)}) AS hour,
      isodow(day) AS weekday${coupon} FROM ${table}
      WHERE ${key} IS NOT NULL AND day < ${this.#day(0)}${kind ? ` AND kind = ${this.#bind(kind)}` : ''}`;
  }

  /** All counts, sums, means and days over one fact in one grouped scan. */
  aggregates(fact: SubjectFact): readonly string[] {
    const columns = this.#options.tags.flatMap(({ id, rule }) =>
      'fact' in rule && rule.fact === fact && isAggregate(rule) ? [`${this.#measure(rule)} AS ${id}`] : [],
    );
    if (columns.length === 0) return [];
    return [`SELECT subject_id, ${columns.join(', ')} FROM fact_${fact} GROUP BY subject_id`];
  }

  /** What needs a grouping of its own. */
  single({ id, rule }: SubjectTag): readonly string[] {
    if (rule.kind === 'top') return [this.#top(id, rule)];
    return rule.kind === 'people' ? [this.#people(id, rule)] : [];
  }

  /** Tags that layer 0 has; counts and sums of nothing are 0. */
  baseColumns(): readonly string[] {
    return this.#options.tags.flatMap(({ id, rule }) => {
      if (rule.kind === 'dimension') return [`d.${rule.column} AS ${id}`];
      if (!('fact' in rule)) return [];
      const isZero = rule.kind === 'count' || rule.kind === 'sum' || rule.kind === 'people';
      return [isZero ? `coalesce(${id}, 0) AS ${id}` : id];
    });
  }

  /** Derived tags by depth: each layer sees those before it. */
  layers(): readonly (readonly string[])[] {
    const depth = new Map<string, number>();
    for (const { id, rule } of this.#options.tags) {
      const inputs = inputsOfRule(rule);
      depth.set(id, inputs.length === 0 ? 0 : 1 + Math.max(...inputs.map((input) => depthOf(depth, id, input))));
    }
    return Array.from({ length: Math.max(0, ...depth.values()) }, (_, i) =>
      this.#options.tags.filter(({ id }) => depth.get(id) === i + 1).map((tag) => `${this.#derive(tag)} AS ${tag.id}`),
    );
  }

  #measure(rule: Of<'count' | 'sum' | 'mean' | 'day'>): string {
    const filter = `FILTER (WHERE ${this.#within(rule)})`;
    switch (rule.kind) {
      case 'count':
        return rule.of === undefined ? `count(*) ${filter}` : `count(DISTINCT ${rule.of}) ${filter}`;
      case 'sum':
        return `sum(${exact(rule.field)}) ${filter}`;
      case 'mean':
        return `sum(${exact(rule.field)}) ${filter}::DOUBLE / nullif(count(${rule.field}) ${filter}, 0)`;
      case 'day':
        return `${rule.which === 'first' ? 'min' : 'max'}(day) ${filter}`;
    }
  }

  #top(id: string, rule: Of<'top'>): string {
    const weight = rule.fact === 'sale' || rule.fact === 'cancellation' ? 'count(DISTINCT order_id)' : 'count(*)';
    return `SELECT subject_id, ${rule.field} AS ${id} FROM fact_${rule.fact}
      WHERE ${rule.field} IS NOT NULL AND ${this.#within(rule)} GROUP BY subject_id, ${rule.field}
      QUALIFY row_number() OVER (PARTITION BY subject_id ORDER BY ${weight} DESC, ${rule.field}) = 1`;
  }

  /** Who begins is looked for in all facts, so that an order before the window tells. */
  #people(id: string, rule: Of<'people'>): string {
    const { windowDays: _window, endDaysAgo: _end, ...ever } = rule;
    const seen = rule.that === 'begin' ? this.#within(ever) : this.#within(rule);
    const counted = rule.that === 'begin' ? this.#inWindow(rule, 'min(day)') : 'count(DISTINCT order_id) >= 2';
    return `SELECT subject_id, count(*) AS ${id} FROM (
        SELECT subject_id, user_key FROM fact_${rule.fact} WHERE user_key IS NOT NULL AND ${seen}
        GROUP BY subject_id, user_key HAVING ${counted}
      ) GROUP BY subject_id`;
  }

  #derive({ type, rule }: SubjectTag): string {
    switch (rule.kind) {
      case 'ratio': {
        const ratio = `(${rule.of} * ${rule.factor ?? 1} / nullif(${rule.by}, 0)::DOUBLE)`;
        return type === 'money' ? `round(${ratio})` : ratio;
      }
      case 'elapsed':
        return `(${this.#day(0)} - ${rule.tag})`;
      case 'quantile': {
        const among = `(PARTITION BY ${rule.tag} > 0`;
        const rank = `rank() OVER ${among} ORDER BY ${rule.tag})`;
        return `CASE WHEN ${rule.tag} > 0 THEN 1 + (${rank} - 1) * ${rule.parts} // count(*) OVER ${among}) END`;
      }
      case 'bucket': {
        const cases = rule.cuts.map((cut, i) => `WHEN ${rule.tag} < ${cut} THEN ${this.#bind(rule.labels[i]!)}`);
        const last = this.#bind(rule.labels[rule.cuts.length]!);
        return `CASE ${cases.join(' ')} WHEN ${rule.tag} IS NOT NULL THEN ${last} END`;
      }
      default:
        throw new Error(`a rule of kind ${rule.kind} is not derived`);
    }
  }

  #within(window: FactWindow): string {
    const conditions = Object.entries(window.where ?? {}).map(
      ([column, values]) => `${column} IN (${values.map((value) => this.#bind(value)).join(', ')})`,
    );
    return [this.#inWindow(window, 'day'), ...conditions].join(' AND ');
  }

  #inWindow({ windowDays, endDaysAgo = 0 }: Pick<FactWindow, 'windowDays' | 'endDaysAgo'>, day: string): string {
    const end = `${day} < ${this.#day(endDaysAgo)}`;
    return windowDays === undefined ? end : `${end} AND ${day} >= ${this.#day(endDaysAgo + windowDays)}`;
  }

  #day(daysAgo: number): string {
    return `DATE '${isoDay(this.#options.asOf - daysAgo)}'`;
  }

  #bind(value: string | number): string {
    this.values.push(value);
    return typeof value === 'number' ? `$${this.values.length}::BIGINT` : `$${this.values.length}::VARCHAR`;
  }
}

/** Tags that a rule computes from. */
export function inputsOfRule(rule: SubjectRule): readonly string[] {
  if (rule.kind === 'ratio') return [rule.of, rule.by];
  return 'tag' in rule ? [rule.tag] : [];
}

function isAggregate(rule: FactRule): rule is Of<'count' | 'sum' | 'mean' | 'day'> {
  return rule.kind === 'count' || rule.kind === 'sum' || rule.kind === 'mean' || rule.kind === 'day';
}

/** Floating-point sums depend on the order of adding; sums of millionths do not. */
function exact(field: string): string {
  return ['quantity', 'distance_m'].includes(field) ? `TRY_CAST(${field} AS DECIMAL(38, 6))` : field;
}

function depthOf(depth: ReadonlyMap<string, number>, id: string, input: string): number {
  const known = depth.get(input);
  if (known === undefined) throw new Error(`${id} is computed from ${input}, which does not stand before it`);
  return known;
}
