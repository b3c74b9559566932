/** A bin with fewer counts as this share, so that an empty one does not make the index infinite whatever the population. */
export const LEAST_SHARE = 0.001;

/**
 * Population stability index between two counts over the same bins: Σ (aᵢ − eᵢ) · ln(aᵢ / eᵢ) with the shares `a` now
 * and `e` before, each at least `LEAST_SHARE`. 0 for equal shares; below 0.1 little, from 0.25 on much has moved
 * (Siddiqi 2006, Credit Risk Scorecards, ch. 9). Both sides have people.
 */
export function populationStability(before: readonly number[], now: readonly number[]): number {
  if (before.length !== now.length) throw new Error(`${before.length} bins cannot be compared with ${now.length}`);
  const [expected, actual] = [sharesOf(before), sharesOf(now)];
  return expected.reduce((sum, e, i) => sum + (actual[i]! - e) * Math.log(actual[i]! / e), 0);
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => Math.max(count / total, LEAST_SHARE));
}
