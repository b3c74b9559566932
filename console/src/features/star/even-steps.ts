import type { CallOutput, routes } from '../../../../src/contract/index.ts';

type Point = CallOutput<typeof routes.campaignBoard>['burn'][number];

const STEPS = 60;

/** Points come when money moved; the axis of the chart is even, so each step shows what stood at its moment. */
export function evenSteps(points: readonly Point[]): readonly Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || first.at === last.at) return points;
  const width = (last.at - first.at) / (STEPS - 1);
  return Array.from({ length: STEPS }, (_, step) => {
    const at = step === STEPS - 1 ? last.at : first.at + step * width;
    const known = points.findLast((point) => point.at <= at) ?? first;
    return { ...known, at };
  });
}
