import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Expression,
  type FieldCatalogue,
  type FieldType,
  parseExpression,
  partsOf,
  printExpression,
} from '../../../../../src/expression/index.ts';
import { expressions } from '../../../../../src/expression/trees.conformance.ts';
import { joinAt, negated, partAt, replaceAt } from './edit-tree.ts';
import { type Bin, dragEnd, nudged, positionOf, spanOf, valueAt } from './histogram-scale.ts';
import { conditionOf, rangeOf } from './value-range.ts';

const TYPES: Readonly<Record<string, FieldType>> = {
  orders: 'integer',
  spend: 'money',
  city: 'category',
  seen: 'date',
};
const CATALOGUE: FieldCatalogue = {
  fields: new Map(Object.entries(TYPES).map(([id, type]) => [id, { id, type }])),
  events: new Map([['order', new Map([['amount', { id: 'amount', type: 'money' as const }]])]]),
  moneyDecimals: 2,
};
const trees = expressions({
  catalogue: CATALOGUE,
  words: ['Chengdu', 'Wuhan'],
  audiences: ['a'],
  lists: ['l'],
  days: [0, 20_000],
  numbers: [0, 1000],
});
const read = (text: string): Expression => parseExpression(text, CATALOGUE);
const write = (tree: Expression): string => printExpression(tree, CATALOGUE);

describe('editing a tree', () => {
  it('changes, adds and takes out one part', () => {
    const tree = read("orders >= 1 and (city = 'Wuhan' or spend > 5)");
    expect(write(replaceAt(tree, '1.0', read('orders = 2')))).toBe('orders >= 1 and (orders = 2 or spend > 5.00)');
    expect(write(replaceAt(tree, '1.0', undefined))).toBe('orders >= 1 and spend > 5.00');
    expect(write(joinAt(tree, '0', { kind: 'any', added: read('everyone') }))).toBe(
      "(orders >= 1 or everyone) and (city = 'Wuhan' or spend > 5.00)",
    );
    expect(write(joinAt(read('everyone'), '', { kind: 'all', added: read('orders > 1') }))).toBe('orders > 1');
  });

  it('is everyone when the last condition is gone, however deep it stood', () => {
    expect(replaceAt(read('not (not orders >= 1)'), '0.0', undefined)).toEqual({ kind: 'everyone' });
  });

  it('gives a tree whose text reads back as the same tree, whichever part is changed', () => {
    fc.assert(
      fc.property(
        trees,
        trees,
        fc.nat(),
        fc.constantFrom('replace', 'remove', 'all', 'any', 'not'),
        (tree, other, n, edit) => {
          const parts = partsOf(tree);
          const { path } = parts[n % parts.length]!;
          const edited =
            edit === 'not'
              ? replaceAt(tree, path, negated(partAt(tree, path)))
              : edit === 'all' || edit === 'any'
                ? joinAt(tree, path, { kind: edit, added: other })
                : replaceAt(tree, path, edit === 'replace' ? other : undefined);
          expect(read(write(edited))).toEqual(edited);
        },
      ),
    );
  });
});

const BINS: readonly Bin[] = [
  { low: 0, high: 10, count: 5 },
  { low: 10, high: 20, count: 3 },
  { low: 20, high: 100, count: 1 },
];

describe('a range on a histogram', () => {
  it('covers the bars of the values that the condition lets through', () => {
    const span = (text: string, type: FieldType) => spanOf(BINS, rangeOf(read(text) as never, type)!, type);
    expect(span('orders >= 10', 'integer')).toEqual({ from: 1, to: 3 });
    expect(span('orders > 9', 'integer')).toEqual({ from: 1, to: 3 });
    expect(span('orders <= 9', 'integer')).toEqual({ from: 0, to: 1 });
    expect(span('orders between 15 and 59', 'integer')).toEqual({ from: 1.5, to: 2.5 });
    expect(span('spend < 0.10', 'money')).toEqual({ from: 0, to: 1 });
    expect(rangeOf(read('orders != 3') as never, 'integer')).toBeUndefined();
  });

  it('opens an end that is dragged to its border, and never lets the ends cross', () => {
    const drag = (range: object, end: 'low' | 'high', position: number) =>
      dragEnd(BINS, range, { end, position, type: 'integer' });
    expect(drag({ low: 5 }, 'high', 1)).toEqual({ low: 5, high: 9 });
    expect(drag({ low: 5, high: 9 }, 'high', 3)).toEqual({ low: 5 });
    expect(drag({ low: 5, high: 9 }, 'low', 0)).toEqual({ high: 9 });
    expect(drag({ low: 5, high: 9 }, 'low', 2)).toEqual({ low: 9, high: 9 });
    expect(drag({ low: 5 }, 'low', 0)).toEqual({ low: 0 });
  });

  it('goes from value to position and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (value) => {
        expect(valueAt(BINS, positionOf(BINS, value), 'integer')).toBe(value);
      }),
    );
  });

  it('moves by one value at a press of a key', () => {
    for (const value of [0, 5, 9, 10, 19, 20, 60]) {
      expect(valueAt(BINS, nudged(BINS, positionOf(BINS, value), 1, 'integer'), 'integer')).toBe(value + 1);
      if (value > 0)
        expect(valueAt(BINS, nudged(BINS, positionOf(BINS, value), -1, 'integer'), 'integer')).toBe(value - 1);
    }
  });

  it('is told by the plainest condition, which lets the same values through', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(50), { nil: undefined }),
        fc.option(fc.nat(50), { nil: undefined }),
        fc.constantFrom<FieldType>('integer', 'date'),
        (low, more, type) => {
          const range = {
            ...(low === undefined ? {} : { low }),
            ...(more === undefined ? {} : { high: (low ?? 0) + more }),
          };
          if (low === undefined && more === undefined) return;
          expect(rangeOf(conditionOf('orders', range, { least: 0, type }), type)).toEqual(range);
        },
      ),
    );
  });
});
