import { expect, it } from 'vitest';
import { type LineageGraph, lineageAround } from '../../../warehouse/tags/index.ts';
import { usageIn } from './tag-standing.ts';

const node = (key: string, isLive = true) => {
  const [kind, id] = key.split(':') as ['tag', string];
  return { key, kind, id, isLive };
};
/** a → b → d and a → c → d: d is met on two ways and counts once. */
const GRAPH: LineageGraph = {
  nodes: [
    ...['table:t', 'tag:a', 'tag:b', 'tag:c', 'audience:d'].map((key) => node(key)),
    node('campaign:old', false),
    node('campaign:now'),
  ],
  edges: [
    ['table:t', 'tag:a'],
    ['tag:a', 'tag:b'],
    ['tag:a', 'tag:c'],
    ['tag:b', 'audience:d'],
    ['tag:c', 'audience:d'],
    ['audience:d', 'campaign:old'],
    ['audience:d', 'campaign:now'],
  ].map(([from, to]) => ({ from: from!, to: to! })),
};

it('what is computed from a tag is counted once, at any distance, where it is live', () => {
  const usage = usageIn(GRAPH);
  expect(usage('a')).toEqual({ tags: 2, audiences: 1, flows: 0, campaigns: 1, metrics: 0 });
  expect(usage('c')).toEqual({ tags: 0, audiences: 1, flows: 0, campaigns: 1, metrics: 0 });
  expect(usage('nobody')).toEqual({ tags: 0, audiences: 0, flows: 0, campaigns: 0, metrics: 0 });
});

it('a graph around one tag has its inputs and users, and nothing beside them', () => {
  const { nodes, edges } = lineageAround(GRAPH, 'tag:b');
  expect(nodes.map(({ key }) => key)).toEqual([
    'table:t',
    'tag:a',
    'tag:b',
    'audience:d',
    'campaign:old',
    'campaign:now',
  ]);
  expect(edges).not.toContainEqual({ from: 'tag:c', to: 'audience:d' });
  expect(edges).toHaveLength(5);
});
