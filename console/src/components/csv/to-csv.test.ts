import { expect, it } from 'vitest';
import { toCsv } from './to-csv.ts';

it('quotes what needs it and leaves numbers as they are', () => {
  expect(
    toCsv([
      ['city', 'gmv'],
      ['Xi"an, west', -12.5],
      [null, true],
    ]),
  ).toBe('city,gmv\r\n"Xi""an, west",-12.5\r\n,true');
});

it('disarms words that a spreadsheet would run', () => {
  expect(toCsv([['=HYPERLINK("http://x")', '+1', '-1', '@a']])).toBe(`"'=HYPERLINK(""http://x"")",'+1,'-1,'@a`);
});
