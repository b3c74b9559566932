import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { routes } from '../../../contract/index.ts';
import { TesseraError } from '../../../kernel/index.ts';
import {
  createFolderWatch,
  type FolderWatch,
  filesOf,
  type ImportResult,
  type WatchedFile,
} from '../../../warehouse/imports/index.ts';
import type { CliContext } from '../cli-context.ts';
import { partsOf, readMapping } from './import.ts';

interface Options {
  readonly mapping: string;
  readonly name?: string;
  readonly every: string;
  readonly once?: boolean;
}

/** `tessera watch`: a folder is watched here and imported where the data are; a server gets the files as uploads. */
export function registerWatch(program: Command, cli: CliContext): void {
  program
    .command('watch <dir>')
    .description('import files of a folder as they become whole, until stopped')
    .requiredOption('--mapping <file>', 'mapping file')
    .option('--name <name>', 'name in the history; the folder’s when left out')
    .option('--every <seconds>', 'between looks', '1')
    .option('--once', 'stop when all files that are there are done or failed')
    .action(async (dir: string, options: Options) => {
      const mapping = await readMapping(options.mapping);
      const folder = resolve(dir);
      const name = options.name ?? basename(folder).replace(/[^A-Za-z0-9._-]/g, '-');
      const importFile = (file: string) => importOne(cli, { mapping, folder, file, name });
      const watch = createFolderWatch({ folder, mapping, importFile });
      await watchUntilDone(watch, cli, { everyMs: everyMs(options.every), isOnce: options.once ?? false });
    });
}

interface One {
  readonly mapping: string;
  readonly folder: string;
  readonly file: string;
  readonly name: string;
}

async function importOne(cli: CliContext, { mapping, folder, file, name }: One): Promise<void> {
  const request = { mapping, folder, dryRun: false, files: [file], origin: `watch:${name}` };
  let result = (await cli.importFolder(request)) as ImportResult | undefined;
  if (!result) {
    const parts = partsOf(mapping, folder, await filesOf(mapping, folder, file));
    result = (await cli.finishJob(
      await cli.upload(routes.startImport, { query: { watch: name } }, parts),
    )) as ImportResult;
  }
  for (const { rowsWritten, rowsRejected, unchanged } of result.files)
    cli.note(`${file}: ${unchanged ? 'known already' : `${rowsWritten} rows written, ${rowsRejected} rejected`}`);
}

async function watchUntilDone(
  watch: FolderWatch,
  cli: CliContext,
  { everyMs, isOnce }: { readonly everyMs: number; readonly isOnce: boolean },
): Promise<void> {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort()).once('SIGTERM', () => controller.abort());
  const told = new Map<string, string>();
  while (!controller.signal.aborted) {
    await watch.look(controller.signal);
    tellProblems(watch, { told, cli });
    if (isOnce && !watch.files().some(({ state }) => state === 'growing')) break;
    await sleep(everyMs, undefined, { signal: controller.signal }).catch(() => {});
  }
  const files = watch.files();
  cli.print({ files }, () => files.map(({ file, state }) => `${file}  ${state}`).join('\n'));
  const bad = files.find(({ problem }) => problem)?.problem ?? watch.problem();
  if (isOnce && bad) throw new TesseraError('watch.unfinished', { problem: bad.message });
}

/** Each problem once, until it is another one. */
function tellProblems(
  watch: FolderWatch,
  { told, cli }: { readonly told: Map<string, string>; readonly cli: CliContext },
): void {
  const all: readonly Pick<WatchedFile, 'file' | 'problem'>[] = [
    ...watch.files(),
    { file: 'the folder', ...(watch.problem() ? { problem: watch.problem()! } : {}) },
  ];
  for (const { file, problem } of all) {
    const text = problem ? `${problem.code}: ${problem.message}` : '';
    if (text && told.get(file) !== text) cli.note(`${file}: ${text}`);
    told.set(file, text);
  }
}

function everyMs(seconds: string): number {
  const value = Number(seconds);
  if (!(value > 0)) throw new TesseraError('request.invalid', { problem: '--every must be a number of seconds' });
  return value * 1000;
}
