import type { Expression, FieldInfo } from '../../../../../src/expression/index.ts';
import { useLocal } from '../../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';

/** What conditions are about: a person by tags, or one event by its fields (after `where`). */
export interface Scope {
  readonly event?: string;
  readonly fields: ReadonlyMap<string, FieldInfo>;
}

/** A condition on one field. */
export type Predicate = Extract<Expression, { readonly field: string }>;

/** Told on every change; changes of one gesture (a drag, typing a number) are one step of undo. */
export type Change<Value> = (value: Value, gesture?: string) => void;

/** Names of fields as people read them. */
export function useFieldTitle({ event }: Scope): (field: string) => string {
  const t = useTexts();
  const local = useLocal();
  const { tags } = useWords();
  return (field) => {
    const tag = event === undefined ? tags.get(field) : undefined;
    if (tag) return local(tag.title);
    const title = event === undefined ? field : t(`field.${field}` as 'field.category');
    return title === `field.${field}` ? field : title;
  };
}

/** Under this name the server knows the values of a field. */
export function valuesName({ event }: Scope, field: string): string {
  return event === undefined ? field : `${event}.${field}`;
}
