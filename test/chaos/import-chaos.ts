import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { seededRng, UNWATCHED } from '../../src/kernel/index.ts';
import { FACTS, ORDERS, openDataFolder } from './data-folder.ts';
import { startDataProcess } from './data-process.ts';

export const CHAOS_MAPPING = `
name = "chaos"
[workspace]
zone = "Asia/Shanghai"
currency = "CNY"
[[source]]
name = "lines"
file = "lines-*.csv"
target = "order_line"
[source.columns]
user_id = "who"
occurred_at = "moment"
order_id = "basket"
gross_amount = "amount"`;

interface Options {
  readonly folder: string;
  readonly kills: number;
  readonly rows: number;
  readonly seed: number;
}

/** Kills an import again and again: after each death the folder holds the whole import or nothing of it. */
export async function runImportChaos(options: Options): Promise<{ readonly deaths: Readonly<Record<string, number>> }> {
  const files = join(options.folder, 'files');
  writeFiles(files, options.rows);
  const rng = seededRng(options.seed, 'kills');
  const deaths: Record<string, number> = {};
  for (let kill = 0; kill < options.kills; kill++) {
    // Each death in a folder of its own: once an import has gone in, there is nothing left to kill.
    const folder = join(options.folder, `disturbed-${kill}`);
    const step = await dieWithin(folder, { files, waitMs: rng.below(150), isWriting: kill % 2 === 0 });
    deaths[step] = (deaths[step] ?? 0) + 1;
    const { engine, close } = await openDataFolder(folder);
    const [left] = await engine.rows<{ facts: number; runs: number; people: number; orders: number }>(
      `SELECT (SELECT count(*) FROM fact_order_line) AS facts, (SELECT count(*) FROM import_run) AS runs,
        (SELECT count(*) FROM dim_user) AS people, (SELECT count(*) FROM model_order) AS orders`,
    );
    const whole = { facts: options.rows, runs: 2, people: 97, orders: Math.ceil(options.rows / 3) };
    expect([whole, { facts: 0, runs: 0, people: 0, orders: 0 }]).toContainEqual(left);
    await close();
  }
  const again = await importInto(join(options.folder, `disturbed-${options.kills - 1}`), files);
  expect(again).toEqual(await importInto(join(options.folder, 'undisturbed'), files));
  return { deaths };
}

/** Starts an import and kills it, some while after it began or began to write; gives the step at which it died. */
async function dieWithin(
  folder: string,
  { files, waitMs, isWriting }: { readonly files: string; readonly waitMs: number; readonly isWriting: boolean },
): Promise<string> {
  let step = 'starting';
  const child = await startDataProcess(folder, (reply) => {
    if (reply.kind === 'step') step = reply.step.split(' ')[0] ?? '';
    if (reply.kind === 'imported') step = 'imported';
    if (reply.kind === 'failed') step = `failed ${reply.message}`;
  });
  child.ask({ kind: 'import', mapping: CHAOS_MAPPING, folder: files });
  while (isWriting && !/^(writing|imported|failed)/.test(step)) await sleep(1);
  await sleep(waitMs);
  await child.kill();
  if (step.startsWith('failed')) throw new Error(step);
  return step;
}

async function importInto(path: string, files: string) {
  const { engine, imports, close } = await openDataFolder(path);
  await imports.run({ mapping: CHAOS_MAPPING, folder: files }, UNWATCHED);
  const result = { facts: await engine.rows(FACTS), orders: await engine.rows(ORDERS) };
  await close();
  return result;
}

export function writeFiles(folder: string, rows: number): void {
  mkdirSync(folder, { recursive: true });
  for (const part of [0, 1]) {
    const lines = ['who,moment,basket,amount'];
    for (let i = part; i < rows; i += 2)
      lines.push(`u${i % 97},2026-01-0${1 + (i % 9)}T10:00:00+08:00,o${Math.floor(i / 3)},${i % 1000}.25`);
    writeFileSync(join(folder, `lines-${part}.csv`), `${lines.join('\n')}\n`);
  }
}
