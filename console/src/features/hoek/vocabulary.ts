import { createContext, useContext, useMemo } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import type { FieldCatalogue } from '../../../../src/expression/index.ts';
import { useAnswer } from '../../api/index.ts';

export type Tag = CallOutput<typeof routes.listTags>['tags'][number];
export type EventType = CallOutput<typeof routes.listEventTypes>['events'][number];

/** All that an expression can name. */
export interface Vocabulary {
  readonly catalogue: FieldCatalogue;
  readonly tags: ReadonlyMap<string, Tag>;
  readonly events: ReadonlyMap<string, EventType>;
  readonly audiences: ReadonlyMap<string, string>;
  readonly lists: readonly string[];
  /** As-of day of the tags. */
  readonly asOf: string | undefined;
}

/** The vocabulary as the server has it; undefined until everything is known. */
export function useVocabulary(): { readonly vocabulary: Vocabulary | undefined; readonly error: unknown } {
  const tags = useAnswer(routes.listTags);
  const events = useAnswer(routes.listEventTypes);
  const audiences = useAnswer(routes.listAudiences);
  const lists = useAnswer(routes.listLists);
  const workspace = useAnswer(routes.getWorkspace);
  const decimals = workspace.data?.currency.decimals;
  const vocabulary = useMemo((): Vocabulary | undefined => {
    if (!tags.data || !events.data || !audiences.data || !lists.data || decimals === undefined) return undefined;
    return {
      catalogue: {
        fields: new Map(tags.data.tags.map(({ id, type }) => [id, { id, type }])),
        events: new Map(
          events.data.events.map(({ id, fields }) => [id, new Map(fields.map((each) => [each.id, each]))]),
        ),
        moneyDecimals: decimals,
      },
      tags: new Map(tags.data.tags.map((tag) => [tag.id, tag])),
      events: new Map(events.data.events.map((event) => [event.id, event])),
      audiences: new Map(audiences.data.audiences.map(({ id, title }) => [id, title || id])),
      lists: lists.data.lists.map(({ id }) => id),
      asOf: tags.data.freshness.asOf,
    };
  }, [tags.data, events.data, audiences.data, lists.data, decimals]);
  return {
    vocabulary,
    error: tags.error ?? events.error ?? audiences.error ?? lists.error ?? workspace.error ?? undefined,
  };
}

export const VocabularyContext = createContext<Vocabulary | undefined>(undefined);

/** For the parts of the builder, which stand below a vocabulary. */
export function useWords(): Vocabulary {
  const vocabulary = useContext(VocabularyContext);
  if (!vocabulary) throw new Error('the builder stands below no vocabulary');
  return vocabulary;
}
