import { createHash } from 'node:crypto';
import {
  type AnyModel,
  isStored,
  MODEL_FACTS,
  type ModelColumn,
  type ModelColumnType,
  type ModelDefinition,
} from './model-definition.ts';

import { SUBJECTS, subjectTable } from './subject-tags/subject-tag.ts';

/** Schema of the published views. */
export const PUBLISHED = 'published';

/** Types of the published columns; a stored person is `user_key UINTEGER`. */
export const SQL_TYPES: Readonly<Record<ModelColumnType, string>> = {
  person: 'VARCHAR',
  word: 'VARCHAR',
  integer: 'BIGINT',
  money: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  instant: 'TIMESTAMPTZ',
};

/** Table of a stored model. */
export const tableOf = (model: Pick<AnyModel, 'id'>): string => `model_${model.id}`;

/** What readers outside know it by; fixed as long as its version is. */
export const publishedName = (model: Pick<AnyModel, 'id' | 'version'>): string => `${model.id}_v${model.version}`;

export const viewOf = (model: Pick<AnyModel, 'id' | 'version'>): string => `${PUBLISHED}.${publishedName(model)}`;

/** Stored columns in order, with their types inside. */
export function storedColumns(model: ModelDefinition): readonly (readonly [name: string, type: string])[] {
  return Object.entries(model.columns)
    .filter(([, { sql }]) => sql === undefined)
    .map(([name, { type }]) => (type === 'person' ? ['user_key', 'UINTEGER'] : [name, SQL_TYPES[type]]));
}

export function createTableSql(model: ModelDefinition): string {
  const columns = storedColumns(model).map(([name, type]) => `${name} ${type}`);
  return `CREATE TABLE ${tableOf(model)} (${columns.join(', ')})`;
}

/** The rows of the partitions in `parts`, in the table's columns and types. */
export function rowsSql(model: ModelDefinition): string {
  const columns = storedColumns(model).map(([name, type]) => `${name}::${type} AS ${name}`);
  return `SELECT ${columns.join(', ')} FROM (${model.rows})`;
}

export function createViewSql(model: AnyModel): string {
  const columns = Object.entries(model.columns).map(
    ([name, column]) => `(${columnSql(name, column)})::${SQL_TYPES[column.type]} AS ${name}`,
  );
  return `CREATE OR REPLACE VIEW ${viewOf(model)} AS SELECT ${columns.join(', ')} FROM ${fromSql(model)}`;
}

function columnSql(name: string, { type, sql, isZeroIfMissing }: ModelColumn): string {
  if (sql !== undefined) return sql;
  if (type === 'person') return 'u.user_id';
  return isZeroIfMissing ? `coalesce(m.${name}, 0)` : `m.${name}`;
}

function fromSql(model: AnyModel): string {
  if (model.from !== undefined) return model.from;
  const hasPerson = Object.values(model.columns).some(({ type }) => type === 'person');
  return `main.${tableOf(model)} m${hasPerson ? ' LEFT JOIN main.dim_user u ON u.user_key = m.user_key' : ''}`;
}

/** Tables that the SQL of a model names, facts and dimensions first, then models: derived, never typed. */
export function inputsOf(model: AnyModel, models: readonly AnyModel[]): readonly string[] {
  const computed = Object.values(model.columns).map(({ sql }) => sql ?? '');
  const text = [...(isStored(model) ? [model.touched, model.rows] : []), model.from ?? '', ...computed].join(' ');
  const words = new Set(text.match(/\w+/g));
  const facts = MODEL_FACTS.filter((fact) => words.has(fact) || words.has(`touched_${fact}`));
  const dimensions = [
    ...SUBJECTS.map(subjectTable),
    'dim_user',
    'dim_device',
    'dim_merchant',
    'dim_product',
    'dim_campaign',
    'user_account',
    'user_attribute',
    'tag_build_state',
  ];
  const others = models.filter(
    ({ id }) => id !== model.id && [`model_${id}`, `touched_${id}`, `changed_${id}`].some((name) => words.has(name)),
  );
  return [...facts, ...dimensions.filter((name) => words.has(name)), ...others.map(({ id }) => id)];
}

/** Changes when any declaration does; a folder built by others is then rebuilt whole. */
export function fingerprintOf(models: readonly AnyModel[]): string {
  return createHash('sha256').update(JSON.stringify(models)).digest('hex').slice(0, 16);
}
