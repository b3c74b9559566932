import type { CallOutput, routes } from '../../../../src/contract/index.ts';

type TagType = CallOutput<typeof routes.listTags>['tags'][number]['type'];

export type Operator = '>=' | '<=' | '=' | '!=' | 'before' | 'after' | 'contains any' | 'is known';

const ORDERED: readonly Operator[] = ['>=', '<=', '=', '!=', 'is known'];
const WORDS: readonly Operator[] = ['=', '!=', 'is known'];

/** What can be asked of each type of tag, the likeliest first. */
export const OPERATORS: Readonly<Record<TagType, readonly Operator[]>> = {
  integer: ORDERED,
  number: ORDERED,
  money: ORDERED,
  boolean: WORDS,
  category: WORDS,
  categories: ['contains any', 'is known'],
  date: ['after', 'before', 'is known'],
};

/** One condition in the text form; undefined while its value is missing. */
export function conditionText(condition: {
  readonly field: string;
  readonly type: TagType;
  readonly op: Operator;
  readonly value: string;
}): string | undefined {
  const { field, type, op } = condition;
  const value = condition.value.trim();
  if (op === 'is known') return `${field} is known`;
  if (value === '') return undefined;
  if (op === 'contains any')
    return `${field} contains any (${value
      .split(',')
      .map((word) => quoted(word.trim()))
      .join(', ')})`;
  const isQuoted = type === 'category' || type === 'date';
  return `${field} ${op} ${isQuoted ? quoted(value) : value}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
