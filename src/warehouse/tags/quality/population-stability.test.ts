import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_SHARE, populationStability } from './population-stability.ts';

/** By the textbook, one pair of shares at a time, with nothing of the implementation. */
function reference(before: readonly number[], now: readonly number[]): number {
  let [expectedTotal, actualTotal, index] = [0, 0, 0];
  for (const count of before) expectedTotal += count;
  for (const count of now) actualTotal += count;
  for (let bin = 0; bin < before.length; bin++) {
    const e = Math.max(0.001, before[bin]! / expectedTotal);
    const a = Math.max(0.001, now[bin]! / actualTotal);
    index += a * Math.log(a / e) + e * Math.log(e / a);
  }
  return index;
}

const counts = fc
  .array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 25 })
  .filter((bins) => bins.some((count) => count > 0));
const pairs = fc
  .tuple(counts, counts)
  .map(([a, b]) => [a, Array.from(a, (_, i) => b[i % b.length]!)] as const)
  .filter(([, b]) => b.some((count) => count > 0));

describe('the population stability index', () => {
  it('is that of closed forms', () => {
    // ½ and ½ become ¾ and ¼: ¼·ln 1.5 − ¼·ln 0.5 = ¼·ln 3.
    expect(populationStability([50, 50], [75, 25])).toBeCloseTo(Math.log(3) / 4, 12);
    // Everyone changes bin: twice (1 − 0.001)·ln 1000.
    expect(populationStability([7, 0], [0, 9])).toBeCloseTo(2 * (1 - LEAST_SHARE) * Math.log(1000), 12);
  });

  it('equals the textbook, is never negative, the same both ways, and 0 for the same shares', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 2, max: 9 }), ([before, now], times) => {
        const index = populationStability(before, now);
        expect(index).toBeCloseTo(reference(before, now), 9);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(populationStability(now, before)).toBeCloseTo(index, 9);
        expect(
          populationStability(
            before,
            before.map((count) => count * times),
          ),
        ).toBeCloseTo(0, 12);
      }),
    );
  });

  it('refuses counts over other bins', () => {
    expect(() => populationStability([1], [1, 2])).toThrow('1 bins cannot be compared with 2');
  });
});
