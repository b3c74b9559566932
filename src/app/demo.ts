import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CITY_CURRENCY, DEFAULT_OPTIONS, simulate } from '../../simulator/index.ts';
import { TesseraError } from '../kernel/index.ts';
import { type App, openApp } from './build-app.ts';
import { loadConfig } from './config.ts';
import { stageDemo } from './demo-stage.ts';
import { narrate } from './narrate.ts';
import { projectFile } from './project-file.ts';
import { serve } from './serve.ts';

const DEMO_NAME = 'demo city';
const MAPPING = projectFile('examples/demo/mapping.toml');
/** The demo's first morning is 09:00 of the day after its history. */
const MORNING_MS = 9 * 3_600_000;

/** `npm start`: creates the demo city in a folder of its own on first start, then serves it. */
export async function demo(dataDir: string, say: (line: string) => void): Promise<void> {
  const path = resolve(dataDir);
  if (!existsSync(path)) await create(path, say);
  await serve(loadConfig(path, process.env), say);
}

/** Built beside and renamed at the end, so that a start that was interrupted leaves no half city. */
async function create(path: string, say: (line: string) => void): Promise<void> {
  const draft = `${path}.new`;
  const files = join(draft, 'simulated');
  const started = Date.now();
  await rm(draft, { recursive: true, force: true });
  say('First start: creating the demo city (20,000 people, 120 days). This takes a minute or so.');
  const job = narrate(say);
  const { endsAt, time } = await simulate(DEFAULT_OPTIONS, files, job);
  const app = await openApp(loadConfig(draft, { ...process.env, TESSERA_LOG_LEVEL: 'warn' }));
  try {
    const clockOffsetMs = endsAt + MORNING_MS - Date.now();
    await app.workspace.settle({
      name: DEMO_NAME,
      zone: time.zone,
      dayStartMinutes: time.dayStartMinutes,
      currency: CITY_CURRENCY,
      clockOffsetMs,
    });
    await fill(app, files, job);
  } finally {
    await app.close();
  }
  await rm(files, { recursive: true, force: true });
  await rename(draft, path);
  say(`The demo city is ready after ${Math.round((Date.now() - started) / 1000)} s.`);
}

async function fill(app: App, files: string, job: ReturnType<typeof narrate>): Promise<void> {
  const { files: imported } = await app.imports.run({ mapping: readFileSync(MAPPING, 'utf8'), folder: files }, job);
  const rejected = imported.reduce((sum, file) => sum + file.rowsRejected, 0);
  if (rejected > 0)
    throw new TesseraError('internal.fault', { requestId: `${rejected} rows of the demo city were rejected` });
  await app.tags.build(app.today(), job);
  await stageDemo(app, job);
}
