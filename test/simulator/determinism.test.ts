import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { simulate } from '../../simulator/index.ts';
import { runCity } from './run-city.ts';

const SMALL = { people: 400, days: 20, seed: 7 };

it('writes the same bytes for the same options, and others for another seed', async () => {
  const [first, again, other] = [await runCity(SMALL), await runCity(SMALL), await runCity({ ...SMALL, seed: 8 })];
  expect(again.hashes()).toEqual(first.hashes());
  expect(again.summary).toEqual(first.summary);
  const differing = Object.entries(other.hashes()).filter(([file, hash]) => hash !== first.hashes()[file]);
  // The calendar of campaigns is a plan, not chance.
  expect(differing.map(([file]) => file).sort()).toEqual(
    Object.keys(first.hashes())
      .filter((file) => file !== 'campaigns.csv')
      .sort(),
  );
  for (const city of [first, again, other]) city.remove();
});

it('begins a longer history with the bytes of a shorter one', async () => {
  const short = await runCity(SMALL);
  const long = await runCity({ ...SMALL, days: 45 });
  for (const { name, rows } of short.summary.files) {
    const file = name.slice(0, -'.csv'.length);
    expect(long.text(file).startsWith(short.text(file)), name).toBe(true);
    expect(short.rows(file)).toHaveLength(rows);
  }
  expect(long.text('visits').length).toBeGreaterThan(2 * short.text('visits').length);
  for (const city of [short, long]) city.remove();
});

it('ends on the last whole day of May by default, whatever the day of the run', async () => {
  const city = await runCity({ people: 20, days: 120, seed: 1 });
  expect(new Date(city.summary.endsAt).toISOString()).toBe('2026-05-31T16:00:00.000Z');
  expect(city.rows('users')).toHaveLength(20);
  city.remove();
});

it('refuses what is out of range and leaves no file when it is cancelled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-simulator-'));
  await expect(simulate({ ...SMALL, people: 0 }, folder)).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(simulate({ ...SMALL, days: 1.5 }, folder)).rejects.toMatchObject({ code: 'request.invalid' });

  const stop = new AbortController();
  const job = {
    signal: stop.signal,
    report: ({ done }: { done: number }) => {
      if (done === 3) stop.abort();
    },
  };
  await expect(simulate(SMALL, folder, job)).rejects.toMatchObject({ code: 'job.cancelled' });
  const left = readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('.csv'));
  expect(left).toEqual([]);
  rmSync(folder, { recursive: true });
});
