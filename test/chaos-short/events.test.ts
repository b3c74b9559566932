import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runEventChaos } from '../chaos/event-chaos.ts';

it('loses and doubles no event over 4 kills amid ingest and apply (npm run chaos: 50)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const report = await runEventChaos({ folder, kills: 4, batches: 60, seed: 1 });
  console.log(report);
  expect(report.killed).toBeGreaterThan(4 - 1);
  expect(report.unanswered).toBeGreaterThan(0);
});
