import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layeredLayout } from './layered-layout.ts';

it('puts each node right of all that leads to it, as far left as that lets it', () => {
  const edges = [
    { from: 'orders', to: 'spend' },
    { from: 'orders', to: 'count' },
    { from: 'spend', to: 'average' },
    { from: 'count', to: 'average' },
    { from: 'spend', to: 'rich' },
  ];
  const places = layeredLayout(['average', 'count', 'orders', 'rich', 'spend'], edges);
  expect(places.map(({ key, column, row }) => `${key} ${column} ${row}`)).toEqual([
    'orders 0 0',
    'count 1 0',
    'spend 1 1',
    'average 2 0',
    'rich 2 1',
  ]);
});

it('gives every node a place of its own, and leads every edge to the right', () => {
  const graph = fc
    .array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 30 })
    .map((pairs) =>
      pairs.filter(([a, b]) => a !== b).map(([a, b]) => ({ from: `n${Math.min(a, b)}`, to: `n${Math.max(a, b)}` })),
    );
  fc.assert(
    fc.property(graph, (edges) => {
      const keys = Array.from({ length: 13 }, (_, i) => `n${i}`);
      const places = layeredLayout(keys, edges);
      const at = new Map(places.map((place) => [place.key, place]));
      expect(new Set(places.map(({ column, row }) => `${column}/${row}`)).size).toBe(keys.length);
      for (const { from, to } of edges) expect(at.get(from)!.column).toBeLessThan(at.get(to)!.column);
    }),
  );
});

it('ends even where edges go round', () => {
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];
  expect(layeredLayout(['a', 'b'], edges)).toHaveLength(2);
});
