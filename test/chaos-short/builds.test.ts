import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBuildChaos } from '../chaos/build-chaos.ts';

it('leaves tags and profiles whole over 3 kills amid builds (npm run chaos: 100)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-chaos-'));
  const { deaths } = await runBuildChaos({ folder, kills: 3, rows: 6000, seed: 1 });
  console.log(deaths);
  expect(Object.values(deaths).reduce((sum, count) => sum + count, 0)).toBe(3);
}, 300_000);
