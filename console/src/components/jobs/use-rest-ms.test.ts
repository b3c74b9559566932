import { expect, it } from 'vitest';
import { restMs } from './use-rest-ms.ts';

it('goes by the pace so far', () => {
  expect(restMs({ done: 20, left: 60, spentMs: 2000 })).toBe(6000);
});

it('says nothing before there is a pace, and nothing when all is done', () => {
  expect(restMs({ done: 1, left: 9, spentMs: 100 })).toBeUndefined();
  expect(restMs({ done: 0, left: 10, spentMs: 5000 })).toBeUndefined();
  expect(restMs({ done: 10, left: 0, spentMs: 5000 })).toBeUndefined();
});
