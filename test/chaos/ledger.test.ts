import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runLedgerChaos } from './ledger-chaos.ts';

it('oversells, doubles and loses nothing over 50 kills amid 10,000 issues at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const report = await runLedgerChaos({ folder, kills: 50, issues: 10_000, seed: 1 });
  console.log(report);
  expect(report.inTheMiddle).toBeGreaterThan(25);
  expect(report.issued).toBeGreaterThan(1_000);
});
