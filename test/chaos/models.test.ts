import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runModelsChaos } from './models-chaos.ts';

it('leaves the models equal to a full rebuild over 60 kills', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const { deaths, rows } = await runModelsChaos({ folder, kills: 60, seed: 1 });
  console.log(deaths);
  expect(rows).toBeGreaterThan(100);
});
