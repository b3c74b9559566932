import { join } from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { openLmdbEventLog } from '../../adapters/lmdb/index.ts';
import { createEventIntake } from '../events/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { openTemporaryWarehouse } from './temporary-warehouse.conformance.ts';

/** Half an hour's change at Lord Howe, a day left out at Apia, changes at midnight in Santiago, none in Shanghai. */
const ZONES = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Santiago',
  'Asia/Shanghai',
];

const folder = fc.record({
  zone: fc.constantFrom(...ZONES),
  dayStart: fc.constantFrom('00:00', '04:00', '02:30', '23:00'),
});

/** Minutes around changes of the clock of some years, and anywhere between. */
function moments(zone: string): fc.Arbitrary<readonly number[]> {
  const changes: number[] = [];
  let at = Temporal.Instant.from('2009-06-01T00:00Z').toZonedDateTimeISO(zone);
  for (let i = 0; i < 12; i++) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > Date.UTC(2030, 0)) break;
    changes.push(next.epochMilliseconds);
    at = next;
  }
  const near = fc
    .tuple(fc.constantFrom(...changes, Date.UTC(2026, 0)), fc.integer({ min: -1600, max: 1600 }))
    .map(([change, minutes]) => change + minutes * 60_000);
  const far = fc.integer({ min: Date.UTC(2009, 6) / 60_000, max: Date.UTC(2029, 11) / 60_000 }).map((m) => m * 60_000);
  return fc.array(fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: far }), {
    minLength: 60,
    maxLength: 60,
  });
}

/** Day of a moment by Temporal: the local date of what stood on the clock a day start earlier. */
function dayBy(at: number, { zone, dayStart }: { readonly zone: string; readonly dayStart: string }): string {
  const [hours = 0, minutes = 0] = dayStart.split(':').map(Number);
  return Temporal.Instant.fromEpochMilliseconds(at)
    .subtract({ hours, minutes })
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** The same rows three times: by the moment, by the local time and by the plain day. */
const mapping = ({ zone, dayStart }: { readonly zone: string; readonly dayStart: string }) => `
name = "till"
[workspace]
zone = "${zone}"
day_start = "${dayStart}"
${['instant', 'local', 'day'].map((column) => sourceOf(column, zone)).join('')}`;

const sourceOf = (column: string, zone: string) => `
[[source]]
name = "${column}"
file = "visits.csv"
zone = "${zone}"
target = "visit"
[source.columns]
occurred_at = "${column}"
step = "n"
`;

it('reads local times, cuts days and begins plain dates as Temporal does, by files and by events, whatever the clock does', async () => {
  const cases = folder.chain((settings) => fc.tuple(fc.constant(settings), moments(settings.zone)));
  await fc.assert(
    fc.asyncProperty(cases, async ([settings, instants]) => {
      const warehouse = await openTemporaryWarehouse();
      const { engine, workspace, clock } = warehouse;
      const locals = instants.map((at) =>
        Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(settings.zone).toPlainDateTime(),
      );
      const rows = instants.map((at, n) => {
        const local = locals[n]!;
        return `${n},${new Date(at).toISOString()},${local.toString()},${local.toPlainDate().toString()}`;
      });
      warehouse.put('visits.csv', `n,instant,local,day\n${rows.join('\n')}\n`);
      await warehouse.run(mapping(settings));

      const log = openLmdbEventLog(join(warehouse.folder, 'events'));
      const writer = createFactWriter({ time: workspace.time });
      const faults: unknown[] = [];
      const intake = createEventIntake({ log, engine, writer, clock, onFault: (error) => faults.push(error) });
      const events = instants.map((at, n) => ({
        type: 'visit',
        messageId: `m${n}`,
        occurredAt: new Date(at).toISOString(),
        source: 'event',
        payload: { step: String(n) },
      }));
      expect((await intake.ingest(events)).rejected).toEqual([]);
      await intake.drain();
      const read = async (source: string) =>
        engine.rows<{ at: number; day: string }>(
          "SELECT occurred_at AS at, strftime(day, '%Y-%m-%d') AS day FROM fact_visit WHERE source = $1 ORDER BY step::INTEGER",
          [source],
        );

      const cut = (at: number) => ({ at, day: dayBy(at, settings) });
      expect(await read('event')).toEqual(instants.map(cut));
      expect(await read('till.instant')).toEqual(instants.map(cut));
      const readBack = locals.map((local) => local.toZonedDateTime(settings.zone).epochMilliseconds);
      expect(await read('till.local')).toEqual(readBack.map(cut));
      const days = (await read('till.day')).map(({ day }) => day);
      expect(days).toEqual(locals.map((local) => local.toPlainDate().toString()));
      expect(faults).toEqual([]);
      await intake.close();
      await Promise.all([log.close(), warehouse.close()]);
    }),
    { numRuns: 4 },
  );
}, 300_000);
