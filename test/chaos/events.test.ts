import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runEventChaos } from './event-chaos.ts';

it('loses and doubles no event over 50 kills amid ingest and apply', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const report = await runEventChaos({ folder, kills: 50, batches: 600, seed: 1 });
  console.log(report);
  expect(report.killed).toBeGreaterThan(50 - 1);
  expect(report.unanswered).toBeGreaterThan(0);
});
