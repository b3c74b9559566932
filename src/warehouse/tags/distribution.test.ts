import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultColumn } from '../sql-engine.port.ts';
import { computeDistribution } from './distribution.ts';

const column = (values: readonly (number | string | readonly string[] | null)[]): ResultColumn => {
  const known = Uint8Array.from(values, (value) => (value === null ? 0 : 1));
  const isNumeric = values.every((value) => value === null || typeof value === 'number');
  return { name: 'x', known, values: isNumeric ? Float64Array.from(values as number[]) : (values as string[]) };
};

describe('a distribution', () => {
  it('counts whole numbers one by one while they are few', () => {
    const { bins, ...summary } = computeDistribution(column([0, 0, 1, 3, null]), 'integer');
    expect(bins.map(({ low, count }) => [low, count])).toEqual([
      [0, 2],
      [1, 1],
      [2, 0],
      [3, 1],
    ]);
    expect(summary).toEqual({ known: 4, unknown: 1, min: 0, max: 3, mean: 1, median: 0.5 });
  });

  it('keeps a long tail from flattening the rest', () => {
    const values = [...Array.from({ length: 999 }, (_, i) => i), 1_000_000];
    const { bins } = computeDistribution(column(values), 'money');
    expect(bins[0]).toEqual({ label: '', low: 0, high: 100, count: 100 });
    expect(bins.at(-1)?.high).toBe(1_000_000);
  });

  it('names the most frequent words and sums up the rest', () => {
    const words = Array.from({ length: 30 }, (_, i) => new Array<string>(30 - i).fill(`w${i}`)).flat();
    const { bins } = computeDistribution(column(words), 'category');
    expect([bins.length, bins[0], bins[20]]).toEqual([21, { label: 'w0', count: 30 }, { label: 'other', count: 55 }]);
  });

  it('counts a person once for each word of a set, and tells booleans by name', () => {
    expect(computeDistribution(column([['a', 'b'], ['a'], []]), 'categories')).toEqual({
      bins: [
        { label: 'a', count: 2 },
        { label: 'b', count: 1 },
      ],
      known: 3,
      unknown: 0,
    });
    expect(computeDistribution(column([1, 0, 1, null]), 'boolean').bins).toEqual([
      { label: 'true', count: 2 },
      { label: 'false', count: 1 },
    ]);
  });

  it('loses nobody, and every bin holds what lies between its ends', () => {
    const numbers = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -1e9, max: 1e9 }));
    fc.assert(
      fc.property(
        fc.array(fc.option(numbers)),
        fc.constantFrom('integer', 'number', 'money', 'date'),
        (values, type) => {
          const { bins, known, unknown } = computeDistribution(column(values), type as 'integer');
          const given = values.filter((value) => value !== null);
          expect([known, unknown]).toEqual([given.length, values.length - given.length]);
          expect(bins.length).toBeLessThanOrEqual(22);
          for (const [i, { low, high, count }] of bins.entries()) {
            const isLast = i === bins.length - 1;
            expect(
              given.filter((value) => value >= low! && (value < high! || (isLast && value === high))),
            ).toHaveLength(count);
          }
        },
      ),
    );
  });
});
