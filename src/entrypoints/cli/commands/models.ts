import type { Command } from 'commander';
import type { z } from 'zod';
import { type CallOutput, routes } from '../../../contract/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { type ExportedModel, exportModel } from './export-model.ts';

type Model = CallOutput<typeof routes.listModels>['models'][number];
type Described = CallOutput<typeof routes.describeModel>;
type Report = z.output<typeof routes.refreshReport>;

/** `tessera models …`: what is published, its rows as Parquet, and its refresh. */
export function registerModels(program: Command, cli: CliContext): void {
  const models = program
    .command('models')
    .description('published models: subject areas, merchants, offers, dimensions');

  models
    .command('list')
    .description('all models with area and grain')
    .action(async () => {
      const answer = await cli.call(routes.listModels);
      cli.print(answer, () =>
        table(
          ['model', 'area', 'columns', 'by day', 'one row is'],
          answer.models.map(({ id, area, columns, byDay, grain }) => [
            id,
            area,
            columns.length,
            byDay ? 'yes' : '',
            grain,
          ]),
        ),
      );
    });

  models
    .command('describe <name>')
    .description('one model: every column with its unit, what it is computed from, its first rows')
    .action(async (id: string) => {
      const answer = await cli.call(routes.describeModel, { params: { id } });
      cli.print(answer, () => description(answer));
    });

  models
    .command('export [name]')
    .description('write one model, or all, as Parquet; only files that differ are written')
    .requiredOption('--out <dir>', 'folder that gets a folder for each model')
    .action(async (name: string | undefined, { out }: { out: string }) => {
      await cli.callJob(routes.refreshModels, { body: {} });
      const done = await exportAll(cli, await chosen(cli, name), out);
      cli.print(done, () =>
        table(
          ['model', 'files', 'rows', 'written', 'removed'],
          done.map(({ model, files, rows, written, removed }) => [model, files, rows, written, removed]),
        ),
      );
    });

  models
    .command('refresh')
    .description('bring all models up to the facts; a server does this by itself')
    .option('--full', 'recompute everything, for doubt: it must change nothing')
    .action(async ({ full = false }: { full?: boolean }) => {
      const report = (await cli.callJob(routes.refreshModels, { body: { full } })) as Report;
      cli.print(report, () => reportText(report));
    });
}

async function chosen(cli: CliContext, name: string | undefined): Promise<readonly Pick<Model, 'id' | 'name'>[]> {
  if (name === undefined) return (await cli.call(routes.listModels)).models;
  return [await cli.call(routes.describeModel, { params: { id: name } })];
}

async function exportAll(
  cli: CliContext,
  models: readonly Pick<Model, 'id' | 'name'>[],
  out: string,
): Promise<readonly ExportedModel[]> {
  const done: ExportedModel[] = [];
  for (const { id, name } of models) {
    cli.note(`exporting ${name}`);
    done.push(await exportModel(cli, { id, name, out }));
  }
  return done;
}

function description(model: Described): string {
  const { id, name, title, grain, key, inputs, columns, rows, sample, byDay, people } = model;
  const head = [
    `${id}: ${title.en} · ${title.zh}`,
    `One row is ${grain}.`,
    `View published.${name}; key ${key.join(', ')}; ${rows.toLocaleString('en-US')} rows; exported ${byDay ? 'a file a day' : 'as one file'}${people ? '; names people' : ''}`,
    `Computed from ${inputs.join(', ')}`,
    '',
    table(
      ['column', 'type', 'unit', ''],
      columns.map(({ name, type, unit, text }) => [name, type, unit, text]),
    ),
  ];
  if (sample.length === 0) return head.join('\n');
  const names = columns.slice(0, MOST_COLUMNS).map(({ name }) => name);
  const first = table(
    names,
    sample.map((row) => names.map((name) => cellOf(row[name]))),
  );
  const rest =
    columns.length > MOST_COLUMNS ? `\n… ${columns.length - MOST_COLUMNS} more columns (--json shows all)` : '';
  return [...head, '', `${first}${rest}`].join('\n');
}

const MOST_COLUMNS = 8;

function cellOf(cell: Described['sample'][number][string] | undefined): string | number | null {
  return typeof cell === 'boolean' ? String(cell) : (cell ?? null);
}

function reportText({ models, full, durationMs }: Report): string {
  if (models.length === 0) return 'Nothing has changed since the last refresh.';
  const rows = models.map(({ id, partitions, changedRows }) => [id, partitions, changedRows]);
  const head = full ? 'Everything recomputed' : 'Recomputed what changed';
  return `${head} in ${Math.round(durationMs)} ms\n\n${table(['model', 'partitions', 'rows that differ'], rows)}`;
}
