import { useMemo } from 'react';
import { useLocal } from '../../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import { type Scope, useFieldTitle } from './scope.ts';

/** Something that a new condition can be about. */
export type Pick = { readonly key: string; readonly title: string } & (
  | { readonly kind: 'field' | 'event' | 'in-audience' | 'in-list'; readonly id: string }
  | { readonly kind: 'sequence' }
);

export interface PickGroup {
  readonly title: string;
  readonly picks: readonly Pick[];
}

const CATEGORIES = ['basic', 'demographic', 'consumption', 'browsing', 'device'] as const;

/** What a condition can be about: behaviour, tags by category, audiences and lists; or the fields of an event. */
export function usePicks(scope: Scope): readonly PickGroup[] {
  const t = useTexts();
  const local = useLocal();
  const titleOf = useFieldTitle(scope);
  const words = useWords();
  const person = useMemo((): readonly PickGroup[] => {
    const events = Array.from(
      words.events.values(),
      ({ id, title }): Pick => ({ key: `event ${id}`, kind: 'event', id, title: local(title) }),
    );
    const tags = CATEGORIES.map((category) => ({
      title: t(`category.${category}`),
      picks: [...words.tags.values()]
        .filter((tag) => tag.category === category)
        .map(({ id, title }): Pick => ({ key: `field ${id}`, kind: 'field', id, title: local(title) })),
    }));
    return [
      {
        title: t('pick.behaviour'),
        picks: [...events, { key: 'sequence', kind: 'sequence' as const, title: t('pick.sequence') }],
      },
      ...tags,
      {
        title: t('pick.audiences'),
        picks: Array.from(
          words.audiences,
          ([id, title]): Pick => ({ key: `audience ${id}`, kind: 'in-audience', id, title }),
        ),
      },
      {
        title: t('pick.lists'),
        picks: words.lists.map((id): Pick => ({ key: `list ${id}`, kind: 'in-list', id, title: id })),
      },
    ].filter(({ picks }) => picks.length > 0);
  }, [words, t, local]);
  if (scope.event === undefined) return person;
  const picks = Array.from(
    scope.fields.keys(),
    (id): Pick => ({ key: `field ${id}`, kind: 'field', id, title: titleOf(id) }),
  );
  return [{ title: t('pick.fields'), picks }];
}
