import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, parseDay } from '../../../kernel/index.ts';
import type { BuildSummary } from '../build-history.ts';
import { DEFAULT_RETENTION, planRetention } from './plan-retention.ts';

const published = (version: number, asOf: number, over: Partial<BuildSummary> = {}): BuildSummary => ({
  version,
  asOf,
  state: 'published',
  publication: version,
  storedAs: 'table',
  ...over,
});
const settings = fc.record({
  keepTables: fc.integer({ min: 0, max: 4 }),
  keepDays: fc.integer({ min: 0, max: 40 }),
  keepMonths: fc.integer({ min: 0, max: 14 }),
});
const histories = fc
  .array(
    fc.record({
      asOf: fc.integer({ min: 20_000, max: 20_400 }),
      state: fc.constantFrom('published' as const, 'published' as const, 'discarded' as const),
      storedAs: fc.constantFrom('table' as const, 'file' as const, 'nothing' as const),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((builds) =>
    builds.map(
      ({ state, ...build }, i): BuildSummary => ({
        version: i + 1,
        state,
        ...(state === 'published' ? { publication: i + 1 } : {}),
        ...build,
      }),
    ),
  );

describe('retention', () => {
  it('keeps a year of daily builds as three tables, 35 days and one a month', () => {
    const first = parseDay('2026-01-01');
    const builds = Array.from({ length: 365 }, (_, i) => published(i + 1, first + i));
    const places = planRetention(builds, DEFAULT_RETENTION);
    const kept = (place: string) =>
      builds.filter(({ version }) => places.get(version) === place).map(({ asOf }) => isoDay(asOf));
    expect(kept('table')).toEqual(['2026-12-29', '2026-12-30', '2026-12-31']);
    expect(kept('file').slice(0, 11)).toEqual([
      ...['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31'].map(
        (day) => `2026-${day}`,
      ),
      '2026-11-27',
    ]);
    expect(kept('file')).toHaveLength(10 + 32);
  });

  it('of several builds as of a day keeps the one published last, though an older one was made first', () => {
    const builds = [
      published(5, 103),
      published(4, 102),
      published(3, 100),
      published(2, 100, { publication: 9 }),
      published(1, 100),
    ];
    const places = planRetention(builds, { keepTables: 1, keepDays: 35, keepMonths: 0 });
    expect([...places].filter(([, place]) => place !== 'nothing')).toEqual([
      [5, 'table'],
      [4, 'file'],
      [2, 'table'],
    ]);
  });

  it('never takes what is served or held, never brings back what is gone, and settles in one go', () => {
    fc.assert(
      fc.property(histories, settings, fc.boolean(), (history, kept, hasHeld) => {
        const held: BuildSummary = { version: 99, asOf: 20_500, state: 'held', storedAs: 'table' };
        const builds = hasHeld ? [...history, held] : history;
        const places = planRetention(builds, kept);
        const served = builds.filter(({ publication }) => publication !== undefined).at(-1);
        if (served) expect(places.get(served.version)).toBe(served.storedAs);
        if (hasHeld) expect(places.get(99)).toBe('table');
        for (const build of builds) {
          if (build.storedAs === 'nothing') expect(places.get(build.version)).toBe('nothing');
          if (build.storedAs === 'file') expect(places.get(build.version)).not.toBe('table');
          if (build.state === 'discarded') expect(places.get(build.version)).toBe('nothing');
        }
        const after = builds.map((build) => ({ ...build, storedAs: places.get(build.version)! }));
        expect(planRetention(after, kept)).toEqual(places);
      }),
    );
  });
});
