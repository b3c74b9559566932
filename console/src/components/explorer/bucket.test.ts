import { expect, it } from 'vitest';
import { addDays, bucketRange } from './bucket.ts';

it.each([
  ['day', '2017-01-30', '2017-01-30', '2017-01-30'],
  ['month', '2017-12', '2017-12-01', '2017-12-31'],
  ['month', '2016-02', '2016-02-01', '2016-02-29'],
  // ISO 8601: the week of 1 January 2021 still belongs to 2020; 2018 begins on a Monday.
  ['week', '2020-W53', '2020-12-28', '2021-01-03'],
  ['week', '2018-W01', '2018-01-01', '2018-01-07'],
  ['week', '2017-W05', '2017-01-30', '2017-02-05'],
] as const)('%s %s is %s to %s', (grain, key, from, to) => {
  expect(bucketRange(grain, key)).toEqual({ from, to });
});

it('knows no bucket of another form', () => {
  expect([bucketRange('week', '2017-05'), bucketRange('month', '2017'), bucketRange('day', 'x')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('counts days over the ends of months and years', () => {
  expect([addDays('2016-02-28', 2), addDays('2018-01-01', -1)]).toEqual(['2016-03-01', '2017-12-31']);
});
