import type { PlannedTag } from './plan-tags.ts';
import { type TagUser, userKey } from './tag-users.ts';

export interface LineageNode {
  /** `kind:id`, unique in a graph. */
  readonly key: string;
  readonly kind: 'table' | 'tag' | TagUser['kind'];
  readonly id: string;
  /** Undefined for a table, whose name is its id. */
  readonly title?: TagUser['title'];
  readonly isLive: boolean;
}

/** `to` is computed from `from`. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
}

/** Facts → tags → what uses them. Derived from the definitions each time, never typed. Without cycles. */
export interface LineageGraph {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

/** The whole graph. Names that a user has and the catalogue has not (a retired tag) are left out. */
export function lineageGraph(plan: readonly PlannedTag[], users: readonly TagUser[]): LineageGraph {
  const edges = new Map<string, LineageEdge>();
  const nodes = new Map<string, LineageNode>();
  const connect = (from: string, to: string) => edges.set(`${from} ${to}`, { from, to });
  const addTable = (id: string) => {
    const key = `table:${id}`;
    nodes.set(key, { key, kind: 'table', id, isLive: true });
    return key;
  };
  for (const { definition, inputs } of plan) {
    const key = `tag:${definition.id}`;
    nodes.set(key, { key, kind: 'tag', id: definition.id, title: definition.title, isLive: true });
    for (const table of inputs.tables) connect(addTable(table), key);
    for (const tag of inputs.tags) connect(`tag:${tag}`, key);
  }
  for (const user of users) {
    const key = userKey(user);
    nodes.set(key, { key, kind: user.kind, id: user.id, title: user.title, isLive: user.isLive });
    for (const table of user.tables) connect(addTable(table), key);
    for (const tag of user.tags) connect(`tag:${tag}`, key);
    for (const other of user.users) connect(other, key);
  }
  const known = [...edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  return { nodes: [...nodes.values()], edges: known };
}

/** What one node is computed from and what is computed from it, at any distance; or one of the two. Empty for a node that there is not. */
export function lineageAround({ nodes, edges }: LineageGraph, key: string, direction?: 'up' | 'down'): LineageGraph {
  const up = direction === 'down' ? new Set<string>() : reach(key, edges, 'up');
  const down = direction === 'up' ? new Set<string>() : reach(key, edges, 'down');
  const isOnOneSide = ({ from, to }: LineageEdge) => (up.has(from) && up.has(to)) || (down.has(from) && down.has(to));
  return { nodes: nodes.filter((node) => up.has(node.key) || down.has(node.key)), edges: edges.filter(isOnOneSide) };
}

function reach(start: string, edges: readonly LineageEdge[], direction: 'up' | 'down'): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const [here, there] = direction === 'up' ? [to, from] : [from, to];
    const known = next.get(here);
    if (known) known.push(there);
    else next.set(here, [there]);
  }
  const found = new Set([start]);
  for (const key of found) for (const other of next.get(key) ?? []) found.add(other);
  return found;
}
