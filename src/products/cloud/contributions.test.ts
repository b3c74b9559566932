import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pair, ratioContributions, sumContributions, surpriseOf } from './contributions.ts';

const sizes = fc.record({ now: fc.nat({ max: 1000 }), before: fc.nat({ max: 1000 }) });
const pairsOf = (values: readonly { now: number; before: number }[]): Pair[] =>
  values.map((value, i) => ({ value: `v${i}`, ...value }));
const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

describe('contributions', () => {
  it('of a sum add up to its change', () => {
    fc.assert(
      fc.property(fc.array(sizes), (values) => {
        const contributions = sumContributions(pairsOf(values)).map((one) => one.contribution);
        expect(total(contributions)).toBe(total(values.map(({ now, before }) => now - before)));
      }),
    );
  });

  it('of a ratio add up to its change', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(sizes, sizes), { minLength: 1 }), (values) => {
        const of = pairsOf(values.map(([a]) => a));
        const by = pairsOf(values.map(([, b]) => b));
        const [a, b] = [of, by].map((pairs) => ({
          now: total(pairs.map(({ now }) => now)),
          before: total(pairs.map(({ before }) => before)),
        }));
        const found = ratioContributions(of.map((pair, i) => ({ value: pair.value, of: pair, by: by[i]! })));
        if (b!.now === 0 || b!.before === 0) {
          expect(found).toBeUndefined();
          return;
        }
        const change = a!.now / b!.now - a!.before / b!.before;
        expect(total(found!.map((one) => one.contribution))).toBeCloseTo(change, 6);
      }),
    );
  });

  it('of a ratio show a shift of weight where no rate changed: a tenth more visits where half as many order', () => {
    const [app, web] = [
      { value: 'app', of: { now: 40, before: 50 }, by: { now: 80, before: 100 } },
      { value: 'web', of: { now: 30, before: 25 }, by: { now: 120, before: 100 } },
    ].map(({ value, of, by }) => ({ value, of: { value, ...of }, by: { value, ...by } }));
    const found = ratioContributions([app!, web!])!;
    // Both rates stayed (0.5 and 0.25), the whole fell from 0.375 to 0.35: app lost weight, web gained it.
    expect(found.map(({ value, contribution }) => [value, Number(contribution.toFixed(6))])).toEqual([
      ['app', -0.0125],
      ['web', -0.0125],
    ]);
  });
});

describe('surprise', () => {
  it('is 0 where all values moved alike, 1 where none is left of what was there', () => {
    expect(
      surpriseOf(
        pairsOf([
          { now: 20, before: 10 },
          { now: 60, before: 30 },
        ]),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      surpriseOf(
        pairsOf([
          { now: 0, before: 10 },
          { now: 60, before: 0 },
        ]),
      ),
    ).toBeCloseTo(1, 12);
  });
});
