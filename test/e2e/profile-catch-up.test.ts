import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app/build-app.ts';
import { loadConfig } from '../../src/app/config.ts';
import { brandAs, parseDay, UNWATCHED, type UserId } from '../../src/kernel/index.ts';

const MAPPING = `name = "till"
[workspace]
zone = "Asia/Shanghai"
currency = "CNY"
decimals = 2

[[source]]
name = "visits"
file = "visits.csv"
target = "visit"
key = "id"
[source.columns]
user_id = "who"
occurred_at = "at"
step = "step"
`;
const VISITS = `id,who,at,step
1,anna,2026-02-20T12:00:00+08:00,view
2,anna,2026-02-21T12:00:00+08:00,view
`;

const folder = mkdtempSync(join(tmpdir(), 'tessera-catch-up-'));
const data = join(folder, 'data');
const anna = brandAs<UserId>('anna');

beforeAll(async () => {
  writeFileSync(join(folder, 'visits.csv'), VISITS);
  await inFolder(async (app) => {
    await app.imports.run({ mapping: MAPPING, folder }, UNWATCHED);
    await app.tags.build(parseDay('2026-02-21'), UNWATCHED);
  });
  cpSync(join(data, 'profile'), join(folder, 'profile-before'), { recursive: true });
  await inFolder((app) => app.tags.build(parseDay('2026-02-22'), UNWATCHED));
  // What a stop between build and publish leaves: tags of the second build, profiles of the first.
  rmSync(join(data, 'profile'), { recursive: true });
  cpSync(join(folder, 'profile-before'), join(data, 'profile'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('publishes at start what a stop left unpublished, and serves the profiles before until then', async () => {
  await inFolder(async (app) => {
    expect((await app.profiles.get(anna)).version).toBe(1);
    app.start();
    await expect.poll(async () => (await app.profiles.get(anna)).version, { timeout: 30_000 }).toBe(2);
  });
});

it('stops at once when it is closed while it publishes', async () => {
  rmSync(join(data, 'profile'), { recursive: true });
  cpSync(join(folder, 'profile-before'), join(data, 'profile'), { recursive: true });
  await inFolder(async (app) => app.start());
  await inFolder(async (app) => {
    app.start();
    await expect.poll(async () => (await app.profiles.get(anna)).version, { timeout: 30_000 }).toBe(2);
  });
});

async function inFolder(work: (app: App) => unknown): Promise<void> {
  const app = await openApp(loadConfig(data, { TESSERA_LOG_LEVEL: 'silent' }));
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
