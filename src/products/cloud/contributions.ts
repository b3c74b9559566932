import type { Contribution } from './explanation.ts';

/** Values of one key in two periods. */
export interface Pair {
  readonly value: string | null;
  readonly now: number;
  readonly before: number;
}

/** For counts and sums: the difference of each value. */
export function sumContributions(pairs: readonly Pair[]): readonly Contribution[] {
  return largestFirst(pairs.map((pair) => ({ ...pair, contribution: pair.now - pair.before })));
}

/** Both sides of a ratio for one key. */
export interface RatioPair {
  readonly value: string | null;
  readonly of: Pair;
  readonly by: Pair;
}

/**
 * For a ratio R = A/B of sums: (aᵥ₁/B₁ − aᵥ₀/B₀) − R₀·(bᵥ₁/B₁ − bᵥ₀/B₀). A value contributes by its own rate and by
 * gaining weight while its rate differs from the old whole; the weights sum to 1 in both periods, so the second term
 * vanishes over all values and the contributions sum to R₁ − R₀. Undefined where a period has nothing to divide by.
 */
export function ratioContributions(pairs: readonly RatioPair[]): readonly Contribution[] | undefined {
  const total = (side: 'of' | 'by', when: 'now' | 'before') => pairs.reduce((sum, pair) => sum + pair[side][when], 0);
  const [weightNow, weightBefore] = [total('by', 'now'), total('by', 'before')];
  if (weightNow === 0 || weightBefore === 0) return undefined;
  const rateBefore = total('of', 'before') / weightBefore;
  return largestFirst(
    pairs.map(({ value, of, by }) => ({
      value,
      now: by.now === 0 ? null : of.now / by.now,
      before: by.before === 0 ? null : of.before / by.before,
      contribution:
        of.now / weightNow - of.before / weightBefore - rateBefore * (by.now / weightNow - by.before / weightBefore),
    })),
  );
}

/**
 * How far the shares of values moved between two periods: Jensen–Shannon divergence in bits. Adtributor (Bhagwan et
 * al., NSDI 2014) ranks dimensions by it: one whose values all moved alike explains nothing. Negative sums count as 0.
 */
export function surpriseOf(pairs: readonly Pair[]): number {
  const shares = (when: 'now' | 'before') => {
    const sizes = pairs.map((pair) => Math.max(0, pair[when]));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return sizes.map((size) => (total === 0 ? 0 : size / total));
  };
  const [now, before] = [shares('now'), shares('before')];
  const divergence = now.reduce((sum, p, i) => {
    const middle = (p + before[i]!) / 2;
    return sum + relative(p, middle) / 2 + relative(before[i]!, middle) / 2;
  }, 0);
  return Math.min(1, Math.max(0, divergence));
}

function relative(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log2(p / q);
}

function largestFirst(contributions: readonly Contribution[]): readonly Contribution[] {
  return contributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
