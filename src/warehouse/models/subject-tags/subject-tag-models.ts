import type { ModelColumn, ModelColumnType, ViewDefinition } from '../model-definition.ts';
import { SUBJECT_SQL_TYPES, SUBJECTS, type Subject, type SubjectTag, subjectTable } from './subject-tag.ts';
import { tagsOf } from './subject-tag-catalogue.ts';

const TITLES: Readonly<Record<Subject, { readonly en: string; readonly zh: string }>> = {
  merchant: { en: 'Tags of merchants', zh: '商户标签' },
  product: { en: 'Tags of products', zh: '商品标签' },
  category: { en: 'Tags of categories', zh: '品类标签' },
  template: { en: 'Tags of coupon templates', zh: '券模板标签' },
};

/** The tags of merchants and offers as published models: a column for each tag. */
export const SUBJECT_TAG_MODELS: readonly ViewDefinition[] = SUBJECTS.map((subject) => ({
  id: subject === 'merchant' ? 'merchant_tags' : `offer_${subject}_tags`,
  area: subject === 'merchant' ? 'merchant' : 'offer',
  version: 1,
  title: TITLES[subject],
  grain: `one ${subject} that a source described or a fact names, as of the day of the newest tag build`,
  key: [`${subject}_id`],
  columns: {
    [`${subject}_id`]: { type: 'word', text: `The ${subject}.`, sql: 'm.subject_id' },
    as_of: {
      type: 'date',
      text: 'As-of day: facts before it count.',
      sql: '(SELECT max(as_of) FROM main.subject_tag_build)',
    },
    ...Object.fromEntries(tagsOf(subject).map((tag) => [tag.id, columnOf(tag)])),
  },
  from: `main.${subjectTable(subject)} m`,
}));

function columnOf({ type, unit, description }: SubjectTag): ModelColumn {
  const column: ModelColumnType = type;
  return { type: column, text: description.en, ...(unit !== undefined && { unit }) };
}

export const subjectTableSql = (subject: Subject): string => {
  const columns = tagsOf(subject).map(({ id, type }) => `${id} ${SUBJECT_SQL_TYPES[type]}`);
  return `CREATE TABLE ${subjectTable(subject)} (subject_id VARCHAR NOT NULL, ${columns.join(', ')})`;
};
