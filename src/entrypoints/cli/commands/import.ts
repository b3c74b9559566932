import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { routes } from '../../../contract/index.ts';
import { TesseraError } from '../../../kernel/index.ts';
import { filesOf, type ImportResult } from '../../../warehouse/imports/index.ts';
import type { CliContext, UploadPart } from '../cli-context.ts';
import { importReport } from './import-report.ts';

interface Options {
  readonly from: string;
  readonly dryRun?: boolean;
}

export function registerImport(program: Command, cli: CliContext): void {
  program
    .command('import <mapping>')
    .description('bring files in by a mapping file')
    .requiredOption('--from <dir>', 'folder in which the files stand')
    .option('--dry-run', 'show the first mapped rows and all rejects, write nothing')
    .action(async (path: string, options: Options) => {
      const result = await run(cli, await readMapping(path), options);
      cli.print(result, () => importReport(result));
    });
}

/** In this process by path; towards a server the files are uploaded, paths are never sent. */
async function run(cli: CliContext, mapping: string, { from, dryRun = false }: Options): Promise<ImportResult> {
  const here = await cli.importFolder({ mapping, folder: from, dryRun });
  if (here) return here as ImportResult;
  const query = { dryRun: String(dryRun) as 'true' | 'false' };
  const job = await cli.upload(routes.startImport, { query }, partsOf(mapping, from, await filesOf(mapping, from)));
  return (await cli.finishJob(job)) as ImportResult;
}

/** A mapping and files of a folder as an upload has them. */
export function partsOf(mapping: string, folder: string, names: readonly string[]): readonly UploadPart[] {
  const files = names.map((name) => ({ name: 'file', fileName: name, path: join(folder, name) }));
  return [{ name: 'mapping', text: mapping }, ...files];
}

export async function readMapping(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new TesseraError('import.missing-file', { file: path, suggestion: '' }, { cause: error });
  }
}
