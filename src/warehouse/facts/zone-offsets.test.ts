import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { instantSql, localTimeSql, offsetSpans } from './zone-offsets.ts';

/** Half-hour steps, a whole day skipped (Samoa 2011), changes on both hemispheres, none at all. */
const ZONES = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Shanghai',
  'UTC',
  '+05:45',
];
const FIRST = Date.UTC(2005, 0, 1);
const LAST = Date.UTC(2030, 0, 1);

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
});
afterAll(() => engine.close());

/** Within a day of a change, where mistakes live, and anywhere. */
const moments = (zone: string) => {
  const changes = offsetSpans(zone, FIRST, LAST).map(({ from }) => from);
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -90_000, max: 90_000 }))
    .map(([at, s]) => at + s * 1000);
  return fc.array(fc.oneof(near, fc.integer({ min: FIRST, max: LAST })), { minLength: 1, maxLength: 200 });
};

it.each(ZONES)('converts both ways as Temporal does in %s', async (zone) => {
  const spans = offsetSpans(zone, FIRST - 86_400_000, LAST + 86_400_000);
  await fc.assert(
    fc.asyncProperty(moments(zone), async (instants) => {
      const rows = await engine.rows<{ local: number; instant: number }>(
        `SELECT epoch_ms(${localTimeSql('make_timestamptz(ms * 1000)', spans)}) AS local,
           epoch_ms(${instantSql('make_timestamp(ms * 1000)', spans)}) AS instant
         FROM (SELECT unnest($1::BIGINT[]) AS ms)`,
        [instants],
      );
      const expected = instants.map((ms) => {
        const moment = Temporal.Instant.fromEpochMilliseconds(ms);
        const wall = moment.toZonedDateTimeISO('UTC').toPlainDateTime();
        return {
          local: ms + moment.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6,
          instant: wall.toZonedDateTime(zone).epochMilliseconds,
        };
      });
      expect(rows).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
