import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runLedgerChaos } from '../chaos/ledger-chaos.ts';

it('oversells, doubles and loses nothing when it is killed a few times (npm run chaos: 50 times)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const report = await runLedgerChaos({ folder, kills: 3, issues: 10_000, seed: 2 });

  expect(report.inTheMiddle).toBeGreaterThan(1);
  expect(report.issued).toBeGreaterThan(300);
});
