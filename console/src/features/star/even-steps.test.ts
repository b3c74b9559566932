import { expect, it } from 'vitest';
import { evenSteps } from './even-steps.ts';

it('shows at each even moment what stood then, and ends with the last point', () => {
  const steps = evenSteps([
    { at: 0, held: 0, spent: 0 },
    { at: 590, held: 100, spent: 10 },
    { at: 5900, held: 50, spent: 60 },
  ]);
  expect(steps.length).toBe(60);
  expect([steps[0]?.held, steps[5]?.held, steps[6]?.held, steps[58]?.held]).toEqual([0, 0, 100, 100]);
  expect(steps.at(-1)).toEqual({ at: 5900, held: 50, spent: 60 });
});

it('leaves a single moment as it is', () => {
  const point = { at: 7, held: 1, spent: 2 };
  expect([evenSteps([point]), evenSteps([])]).toEqual([[point], []]);
});
