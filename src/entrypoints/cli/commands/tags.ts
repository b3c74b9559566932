import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, TesseraError } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { formatTagValue } from './tag-value.ts';

type TagView = CallOutput<typeof routes.listTags>['tags'][number];
type Described = CallOutput<typeof routes.describeTag>;
type Bins = NonNullable<Described['distribution']>;
type Build = CallOutput<typeof routes.listTagBuilds>['builds'][number];

/** `tessera tags …`: the catalogue, dry runs and builds. */
export function registerTags(program: Command, cli: CliContext): void {
  const tags = program.command('tags').description('the tag catalogue and its builds');
  const currency = async (): Promise<Currency> => (await cli.call(routes.getWorkspace)).currency;

  tags
    .command('list')
    .description('all tags with category, type and coverage of the last build')
    .action(async () => {
      const answer = await cli.call(routes.listTags);
      cli.print(answer, () => listTable(answer.tags));
    });

  tags
    .command('describe <id>')
    .description('one tag: what it means, what it is computed from, how its values spread')
    .action(async (id: string) => {
      const answer = await cli.call(routes.describeTag, { params: { id } });
      const of = await currency();
      cli.print(answer, () => description(answer, of));
    });

  tags
    .command('build')
    .description('build all tags as of the start of a day and publish them')
    .option('--as-of <day>', 'day as YYYY-MM-DD; today by the folder’s clock when left out')
    .action(async (options: { asOf?: string }) => {
      const body = options.asOf === undefined ? {} : { asOf: options.asOf };
      const build = (await cli.callJob(routes.buildTags, { body })) as Build;
      cli.print(build, () => buildReport(build));
    });

  tags
    .command('builds')
    .description('build history, newest first')
    .action(async () => {
      const answer = await cli.call(routes.listTagBuilds);
      cli.print(answer, () =>
        table(
          ['version', 'as of', 'people', 'tags', 'ms'],
          answer.builds.map((build) => [build.version, build.asOf, build.people, build.tags.length, build.durationMs]),
        ),
      );
    });

  tags
    .command('test <file>')
    .description('dry run of a definition in TOML: its distribution, nothing is saved')
    .action(async (file: string) => {
      const answer = await cli.call(routes.testTag, { body: { definition: readText(file) } });
      const of = await currency();
      cli.print(answer, () => {
        const { tag, distribution, durationMs } = answer;
        return `${tag.id} (${tag.type}), computed from ${tag.inputs.join(', ')} in ${durationMs} ms; not saved\n\n${spread(tag, distribution, of)}`;
      });
    });

  tags
    .command('save <file>')
    .description('save a definition in TOML; its values come with the next build')
    .action(async (file: string) => {
      const answer = await cli.call(routes.saveTag, { body: { definition: readText(file) } });
      cli.print(answer, () => `${answer.id} is saved; run \`tessera tags build\` to compute it`);
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new TesseraError('request.invalid', { problem: `${file} cannot be read: ${problem}` }, { cause: error });
  }
}

function listTable(tags: readonly TagView[]): string {
  const rows = tags.map((tag) => [tag.id, tag.category, tag.type, percent(tag.coverage), tag.origin, tag.title.en]);
  return table(['tag', 'category', 'type', 'coverage', 'origin', 'title'], rows);
}

function description(tag: Described, currency: Currency): string {
  const facts = [
    `${tag.id}: ${tag.title.en} · ${tag.title.zh}`,
    tag.description.en,
    '',
    `type ${tag.type}${tag.unit ? ` (${tag.unit})` : ''}, ${tag.category}, ${tag.origin}, owner ${tag.owner}, ${tag.refreshed}, PII ${tag.pii}`,
    `computed from ${tag.inputs.join(', ')}${tag.usedBy.length > 0 ? `; used by ${tag.usedBy.join(', ')}` : ''}`,
    `rule ${JSON.stringify(tag.rule)}`,
  ];
  if (!tag.distribution) return [...facts, '', 'Not built yet.'].join('\n');
  return [...facts, '', spread(tag, tag.distribution, currency)].join('\n');
}

function spread(tag: Pick<TagView, 'type'>, distribution: Bins, currency: Currency): string {
  const show = (value: number) => formatTagValue(value, tag.type, currency);
  const { known, unknown, min, max, mean, median } = distribution;
  const summary = [`known for ${percent(known / Math.max(1, known + unknown))} of ${known + unknown} people`];
  if (min !== undefined && max !== undefined) summary.push(`from ${show(min)} to ${show(max)}`);
  if (median !== undefined) summary.push(`median ${show(median)}`);
  if (mean !== undefined) summary.push(`mean ${show(mean)}`);
  const rows = distribution.bins.map((bin) => [
    bin.low === undefined || bin.high === undefined ? bin.label : `${show(bin.low)} – ${show(bin.high)}`,
    bin.count,
    '█'.repeat(Math.round((30 * bin.count) / Math.max(1, ...distribution.bins.map(({ count }) => count)))),
  ]);
  return `${summary.join(', ')}\n\n${table(['value', 'people', ''], rows)}`;
}

function buildReport(build: Build): string {
  const known = build.tags.filter(({ coverage }) => coverage > 0);
  const head = `version ${build.version} as of ${build.asOf}: ${build.tags.length} tags of ${build.people} people in ${build.durationMs} ms; ${known.length} with values`;
  return `${head}\n\n${table(
    ['tag', 'coverage'],
    build.tags.map(({ id, coverage }) => [id, percent(coverage)]),
  )}`;
}

const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
