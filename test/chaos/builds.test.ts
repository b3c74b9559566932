import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBuildChaos } from './build-chaos.ts';

it('leaves tags and profiles whole over 100 kills amid builds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const { deaths } = await runBuildChaos({ folder, kills: 100, rows: 30_000, seed: 1 });
  console.log(deaths);
  expect(Object.keys(deaths).length).toBeGreaterThan(1);
});
