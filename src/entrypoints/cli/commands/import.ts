import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { routes } from '../../../contract/index.ts';
import { TesseraError } from '../../../kernel/index.ts';
import { filesOf, type ImportedFile, type ImportResult, type Reject } from '../../../warehouse/imports/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';

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
      cli.print(result, () => describe(result));
    });
}

/** In this process by path; towards a server the files are uploaded, paths are never sent. */
async function run(cli: CliContext, mapping: string, { from, dryRun = false }: Options): Promise<ImportResult> {
  const here = await cli.importFolder({ mapping, folder: from, dryRun });
  if (here) return here as ImportResult;
  const names = await filesOf(mapping, from);
  const files = names.map((name) => ({ name: 'file', fileName: name, path: join(from, name) }));
  const job = await cli.upload(routes.startImport, { query: { dryRun: String(dryRun) as 'true' | 'false' } }, [
    { name: 'mapping', text: mapping },
    ...files,
  ]);
  return (await cli.finishJob(job)) as ImportResult;
}

async function readMapping(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new TesseraError('import.missing-file', { file: path, suggestion: '' }, { cause: error });
  }
}

function describe({ dryRun, files, samples, rejects }: ImportResult): string {
  return [
    fileTable(files),
    ...samples.flatMap(({ file, target, rows }) => [
      '',
      `${file} → ${target}`,
      ...rows.map((row) => `  ${JSON.stringify(row)}`),
    ]),
    ...(rejects.length > 0 ? ['', rejectTable(rejects)] : []),
    ...(dryRun ? ['', 'Dry run: nothing was written.'] : []),
  ].join('\n');
}

function fileTable(files: readonly ImportedFile[]): string {
  const rows = files.map((file) => [
    file.file,
    file.target,
    file.rowsRead,
    file.rowsWritten,
    file.rowsKnown,
    file.rowsRejected,
    file.unchanged ? 'known already' : '',
  ]);
  return table(['file', 'target', 'read', 'written', 'known', 'rejected', ''], rows);
}

function rejectTable(rejects: readonly Reject[]): string {
  const rows = rejects.map(({ file, line, field, reason, row }) => [
    file,
    line === null ? '' : String(line),
    field,
    reason,
    row.slice(0, 80),
  ]);
  return table(['file', 'line', 'field', 'reason', 'row'], rows);
}
