import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runImportChaos } from './import-chaos.ts';

it('leaves an import whole or not at all over 100 kills', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const { deaths } = await runImportChaos({ folder, kills: 100, rows: 30_000, seed: 1 });
  console.log(deaths);
  expect(deaths['writing'] ?? 0).toBeGreaterThan(0);
});
