import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { seededRng, UNWATCHED } from '../../src/kernel/index.ts';
import { openModelsFolder } from './models-folder.ts';

const WORKER = fileURLToPath(new URL('./models-worker.ts', import.meta.url));
const HOOK = new URL('./typescript-hook.mjs', import.meta.url).href;

/**
 * Kills a process that writes facts and refreshes models, each time at another step of a refresh, and holds the models in
 * the end to a full rebuild from the facts that are there.
 */
export async function runModelsChaos(options: {
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
}): Promise<{ readonly deaths: Readonly<Record<string, number>>; readonly rows: number }> {
  const rng = seededRng(options.seed, 'kills');
  const deaths: Record<string, number> = {};
  for (let kill = 0; kill < options.kills; kill++) {
    const step = await dieAfter(options.folder, { seed: `${options.seed}${kill}`, steps: 1 + rng.below(60) });
    deaths[step] = (deaths[step] ?? 0) + 1;
  }
  const { engine, models } = await openModelsFolder(options.folder);
  await models.refresh(UNWATCHED);
  const incremental = await readAll();
  await models.refresh(UNWATCHED, { isFull: true });
  expect(incremental).toEqual(await readAll());
  await engine.close();
  return { deaths, rows: Object.values(incremental).reduce((sum, rows) => sum + rows.length, 0) };

  async function readAll() {
    const views: Record<string, readonly unknown[]> = {};
    for (const { name, definition } of models.list())
      if (definition.area !== 'dimension') views[name] = await engine.rows(`FROM published.${name} ORDER BY ALL`);
    return views;
  }
}

/** Resolves to the step under way when the process died. */
function dieAfter(folder: string, { seed, steps }: { readonly seed: string; readonly steps: number }): Promise<string> {
  const child = fork(WORKER, [folder, seed], { execArgv: ['--import', HOOK] });
  let seen = 0;
  let step = 'start';
  return new Promise((resolve, reject) => {
    child.on('message', (message: string) => {
      step = message;
      if (++seen === steps) child.kill('SIGKILL');
    });
    child.once('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(step);
      else reject(new Error(`the process ended by itself at ${step}`));
    });
  });
}
