import { expect, it } from 'vitest';
import { manualClock, TesseraError } from '../../kernel/index.ts';
import { createJobs } from './jobs.ts';

it('tells the log what a job died of, and its reader only where to look', async () => {
  const faults: unknown[] = [];
  const jobs = createJobs(manualClock(0), (error, id) => faults.push([String(error), id]));
  const { id } = jobs.start('tags.build', async () => {
    throw new Error('no column secret_name');
  });
  await expect.poll(() => jobs.get(id).state).toBe('failed');
  expect(faults).toEqual([['Error: no column secret_name', id]]);
  expect(jobs.get(id).error).toMatchObject({ code: 'internal.fault', detail: { requestId: id } });
  expect(JSON.stringify(jobs.get(id))).not.toContain('secret_name');
});

it('keeps a coded error as it is, and does not call it a fault', async () => {
  const faults: unknown[] = [];
  const jobs = createJobs(manualClock(0), (error) => faults.push(error));
  const { id } = jobs.start('tags.build', async () => {
    throw new TesseraError('person.not-found', { id: 'anna' });
  });
  await expect.poll(() => jobs.get(id).state).toBe('failed');
  expect([jobs.get(id).error?.code, faults]).toEqual(['person.not-found', []]);
});
