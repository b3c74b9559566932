import type { FieldType } from '../../expression/index.ts';
import type { BusinessTime, DayNumber } from '../../kernel/index.ts';
import type { SqlValue } from '../sql-engine.port.ts';
import { aggregatePasses } from './aggregate-pass.ts';
import { attributePasses } from './attribute-pass.ts';
import { type CompileScope, type Pass, type PassColumn, plannedAs } from './compile-scope.ts';
import { deriveTag, type TagColumn } from './derive-tag.ts';
import type { PlannedTag } from './plan-tags.ts';
import { quoteName, SqlParameters } from './sql-parameters.ts';
import { listPasses, modelPasses } from './upload-pass.ts';
import { wordPasses } from './word-pass.ts';

export interface CompileOptions {
  readonly asOf: DayNumber;
  readonly time: BusinessTime;
  readonly moneyDecimals: number;
}

export interface CompiledTags {
  /** One SELECT: `user_key` and a column named after each tag, one row for every person, ordered by `user_key`. */
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** How often it scans facts. */
  readonly passes: number;
}

/** Tag types as the build's columns have them. */
export const COLUMN_TYPES: Readonly<Record<FieldType, string>> = {
  integer: 'INTEGER',
  number: 'DOUBLE',
  money: 'BIGINT',
  boolean: 'BOOLEAN',
  category: 'VARCHAR',
  categories: 'VARCHAR[]',
  date: 'DATE',
};

/** Turns a plan into one statement: a pass per fact, then a layer per depth of derivation. */
export function compileTags(plan: readonly PlannedTag[], options: CompileOptions): CompiledTags {
  const parameters = new SqlParameters();
  const scope: CompileScope = { ...options, parameters };
  const passes = [
    ...attributePasses(plannedAs(plan, 'attribute'), scope),
    ...aggregatePasses(plannedAs(plan, 'aggregate'), scope),
    ...wordPasses([...plannedAs(plan, 'top'), ...plannedAs(plan, 'share'), ...plannedAs(plan, 'collect')], scope),
    ...listPasses(plannedAs(plan, 'list'), scope),
    ...modelPasses(plannedAs(plan, 'model'), scope),
  ];
  const layers = derivedLayers(plan, scope);
  const steps = [
    ...passes.map(({ sql }, i) => `pass_${i} AS MATERIALIZED (${sql})`),
    `layer_0 AS (${everyPerson(passes)})`,
    ...layers.map((columns, i) => `layer_${i + 1} AS MATERIALIZED (SELECT *, ${columns.join(', ')} FROM layer_${i})`),
  ];
  const names = plan.map(({ definition }) => quoteName(definition.id));
  return {
    sql: `WITH ${steps.join(',\n')}\nSELECT ${['user_key', ...names].join(', ')} FROM layer_${layers.length} ORDER BY user_key`,
    values: parameters.values,
    passes: passes.length,
  };
}

function everyPerson(passes: readonly Pass[]): string {
  const columns = passes.flatMap(({ tags }, i) => tags.map((tag) => passColumn(tag, `pass_${i}`)));
  const joins = passes.map((_, i) => `LEFT JOIN pass_${i} ON pass_${i}.user_key = dim_user.user_key`);
  return `SELECT ${['dim_user.user_key', ...columns].join(', ')} FROM dim_user ${joins.join(' ')}`;
}

function passColumn({ id, type, otherwise }: PassColumn, pass: string): string {
  const own = `${pass}.${quoteName(id)}`;
  const value = otherwise === undefined ? own : `coalesce(${own}, ${otherwise})`;
  return `(${value})::${COLUMN_TYPES[type]} AS ${quoteName(id)}`;
}

function derivedLayers(plan: readonly PlannedTag[], scope: CompileScope): readonly (readonly string[])[] {
  const columns = new Map(
    plan.map(({ definition: { id, type, rule } }): [string, TagColumn] => [id, { sql: quoteName(id), type, rule }]),
  );
  const depth = Math.max(0, ...plan.map(({ layer }) => layer));
  return Array.from({ length: depth }, (_, i) =>
    plan
      .filter(({ layer }) => layer === i + 1)
      .map((planned) => {
        const { id, type } = planned.definition;
        return `(${deriveTag(planned, columns, scope)})::${COLUMN_TYPES[type]} AS ${quoteName(id)}`;
      }),
  );
}
