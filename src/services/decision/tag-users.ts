import type { ListTagUsers } from '../../warehouse/tags/index.ts';
import { usesOf } from '../audience/index.ts';
import type { FlowService } from './decision-service.ts';

/** Flows as users of tags, by the conditions of the newest version of each. */
export function flowTagUsers(flows: Pick<FlowService, 'list'>): ListTagUsers {
  return async () =>
    (await flows.list()).map(({ id, title, nodes }) => {
      const uses = nodes.flatMap((node) => (node.kind === 'filter' && node.where ? [usesOf(node.where.tree)] : []));
      return {
        kind: 'flow',
        id,
        title: { en: title, zh: title },
        isLive: true,
        tags: [...new Set(uses.flatMap(({ tags }) => tags))],
        tables: [...new Set(uses.flatMap(({ tables }) => tables))],
        users: [...new Set(uses.flatMap(({ users }) => users))],
      };
    });
}
