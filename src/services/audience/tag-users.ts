import { type Expression, partsOf, referencesOf } from '../../expression/index.ts';
import { eventDefinition, type ListTagUsers, type TagUser } from '../../warehouse/tags/index.ts';
import type { AudienceService } from './audience-service.ts';

/** Saved audiences as users of tags. All of them are live: any may be counted or frozen at any time. */
export function audienceTagUsers(audiences: Pick<AudienceService, 'list'>): ListTagUsers {
  return async () =>
    (await audiences.list()).map(({ id, title, tree }) => ({
      kind: 'audience',
      id,
      title: { en: title, zh: title },
      isLive: true,
      ...usesOf(tree),
    }));
}

/** What an expression over people is computed from. */
export function usesOf(tree: Expression): Pick<TagUser, 'tags' | 'tables' | 'users'> {
  const parts = partsOf(tree).map((part) => part.tree);
  const events = parts.flatMap((part) => {
    if (part.kind === 'sequence') return part.steps.map(({ event }) => event);
    return part.kind === 'did' ? [part.event] : [];
  });
  return {
    tags: [...new Set(parts.flatMap((part) => ('field' in part ? [part.field] : [])))],
    tables: [...new Set(events.map((event) => eventDefinition(event).from.split(' ')[0]!))],
    users: referencesOf(tree, 'in-audience').map((id) => `audience:${id}`),
  };
}
