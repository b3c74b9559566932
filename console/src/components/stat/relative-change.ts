/** 110 after 100 is 0.1; null where there is nothing to compare with. */
export function relativeChange(value: number | null | undefined, before: number | null | undefined): number | null {
  if (value === null || value === undefined || !before) return null;
  return (value - before) / Math.abs(before);
}
