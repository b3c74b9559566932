import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type ImportResult, lookupFilesOf } from '../../../warehouse/imports/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { partsOf, readMapping } from './import.ts';
import { driftLines, importReport, rejectTable } from './import-report.ts';

type File = CallOutput<typeof routes.listImports>['files'][number];
type Reasons = CallOutput<typeof routes.countRejects>['reasons'];

interface Filter {
  readonly import?: string;
  readonly source?: string;
  readonly file?: string;
  readonly reason?: string;
  readonly field?: string;
  readonly text?: string;
}

/** `tessera imports …`: what came in, what was refused, and quarantined rows read again. */
export function registerImports(program: Command, cli: CliContext): void {
  const imports = program.command('imports').description('history of imports, quarantine and its mending');

  imports
    .command('list')
    .description('files imported, refused and reprocessed, newest first')
    .option('--source <id>', 'only this source, like shop.lines')
    .option('--failed', 'only files that were refused')
    .option('--limit <n>', 'at most this many', '50')
    .action(async (options: { source?: string; failed?: boolean; limit: string }) => {
      const { source, failed, limit } = options;
      const answer = await cli.call(routes.listImports, {
        query: { limit, ...(source === undefined ? {} : { source }), ...(failed ? { state: 'failed' as const } : {}) },
      });
      cli.print(answer, () => historyTable(answer.files));
    });

  imports
    .command('show <id>')
    .description('one import: its files, what is left of it in quarantine, and its mapping')
    .action(async (id: string) => {
      const answer = await cli.call(routes.getImport, { params: { id } });
      cli.print(answer, () =>
        [
          historyTable(answer.files),
          ...driftLines(answer.files),
          ...answer.files.flatMap(({ problem }) => (problem ? ['', problem.message, problem.todo] : [])),
          ...(answer.reasons.length > 0 ? ['', 'In quarantine:', reasonTable(answer.reasons)] : []),
          ...(answer.mapping === undefined ? [] : ['', answer.mapping.trimEnd()]),
        ].join('\n'),
      );
    });

  withFilter(imports.command('quarantine'))
    .description('quarantined rows, counted by reason and listed')
    .option('--limit <n>', 'at most this many rows', '50')
    .option('--after <page>', 'page after the one that gave it as next')
    .action(async ({ limit, after, ...filter }: Filter & { limit: string; after?: string }) => {
      const query = filterOf(filter);
      const { reasons } = await cli.call(routes.countRejects, { query });
      const page = after === undefined ? { limit } : { limit, after };
      const answer = await cli.call(routes.listRejects, { query: { ...query, ...page } });
      cli.print({ ...answer, reasons }, () => quarantineReport(answer, reasons));
    });

  withFilter(imports.command('reprocess <mapping>'))
    .description('read quarantined rows again by a corrected mapping')
    .option('--from <dir>', 'folder of the files that its lookups need', '.')
    .option('--dry-run', 'show the first mapped rows and all rejects, write nothing')
    .action(async (path: string, { from, dryRun = false, ...filter }: Filter & { from: string; dryRun?: boolean }) => {
      const mapping = await readMapping(path);
      const query = { ...filterOf(filter), dryRun: String(dryRun) as 'true' | 'false' };
      const parts = partsOf(mapping, from, await lookupFilesOf(mapping, from));
      const job = await cli.upload(routes.reprocessRejects, { query }, parts);
      const result = (await cli.finishJob(job)) as ImportResult;
      cli.print(result, () => importReport(result));
    });
}

function withFilter(command: Command): Command {
  return command
    .option('--import <id>', 'of this import')
    .option('--source <id>', 'of this source, like shop.lines')
    .option('--file <name>', 'of this file')
    .option('--reason <reason>', 'with this reason, like time.invalid')
    .option('--field <field>', 'refused for this field')
    .option('--text <text>', 'whose row contains this');
}

function filterOf({ import: importId, ...filter }: Filter) {
  return { ...(importId === undefined ? {} : { importId }), ...filter };
}

function historyTable(files: readonly File[]): string {
  return table(
    ['started', 'import', 'kind', 'source', 'file', 'read', 'written', 'known', 'rejected', 'note'],
    files.map((file) => [
      new Date(file.startedAt).toISOString().slice(0, 19),
      file.importId,
      file.kind,
      file.source,
      file.file,
      file.rowsRead,
      file.rowsWritten,
      file.rowsKnown,
      file.rowsRejected,
      file.problem?.code ?? (file.drift.length > 0 ? 'drift' : ''),
    ]),
  );
}

function reasonTable(reasons: Reasons): string {
  return table(
    ['source', 'reason', 'field', 'rows'],
    reasons.map(({ source, reason, field, count }) => [source, reason, field, count]),
  );
}

function quarantineReport({ rejects, next }: CallOutput<typeof routes.listRejects>, reasons: Reasons): string {
  if (rejects.length === 0) return 'No row in quarantine.';
  const more = next === undefined ? [] : ['', `More: --after ${next}`];
  return [reasonTable(reasons), '', rejectTable(rejects), ...more].join('\n');
}
