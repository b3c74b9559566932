import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type CallInput, type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, TesseraError } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { rulesText, spreadText } from './tag-text.ts';

type Trial = CallOutput<typeof routes.testTag>;
type Quality = NonNullable<NonNullable<CallInput<typeof routes.setTagQuality>['body']>['quality']>;

/** Definitions by file: try, keep, retire, bring back, loosen. */
export function registerTagDefinitions(tags: Command, cli: CliContext): void {
  tags
    .command('test <file>')
    .description('dry run of a definition in TOML or JSON: its distribution on a sample and its cost; nothing is saved')
    .action(async (file: string) => {
      const answer = await cli.call(routes.testTag, { body: { definition: readText(file) } });
      const { currency } = await cli.call(routes.getWorkspace);
      cli.print(answer, () => trialText(answer, currency));
    });

  tags
    .command('define <file>')
    .alias('save')
    .description('keep the definitions of a file, in TOML or JSON; their values come with the next build')
    .action(async (file: string) => {
      const answer = await cli.call(routes.defineTags, { body: { definitions: readText(file) } });
      const ids = answer.tags.map(({ id }) => id).join(', ');
      cli.print(answer, () => `Saved ${ids}; run \`tessera tags build\` for the values.`);
    });

  registerRetirement(tags, cli);
  registerQuality(tags, cli);
}

function registerRetirement(tags: Command, cli: CliContext): void {
  tags
    .command('retire <id>')
    .description('take a tag out of the catalogue; refused while something live uses it')
    .requiredOption('--reason <text>', 'why; kept with your name')
    .action(async (id: string, { reason }: { reason: string }) => {
      const answer = await cli.call(routes.retireTag, { params: { id }, body: { reason } });
      cli.print(answer, () => `${id} is retired; the next build is without it.`);
    });

  tags
    .command('restore <id>')
    .description('bring a retired tag back')
    .option('--reason <text>', 'why; kept with your name', 'restored')
    .action(async (id: string, { reason }: { reason: string }) => {
      const answer = await cli.call(routes.restoreTag, { params: { id }, body: { reason } });
      cli.print(answer, () => `${id} is back; the next build has it.`);
    });

  tags
    .command('retired')
    .description('tags that were taken out of the catalogue')
    .action(async () => {
      const answer = await cli.call(routes.listRetiredTags);
      cli.print(answer, () =>
        table(
          ['tag', 'by', 'at', 'reason'],
          answer.tags.map(({ id, by, at, reason }) => [id, by, new Date(at).toISOString(), reason]),
        ),
      );
    });
}

interface QualityOptions {
  readonly minCoverage?: string;
  readonly maxDrift?: string;
  readonly min?: string;
  readonly max?: string;
  readonly anyValue?: boolean;
  readonly reset?: boolean;
  readonly reason: string;
}

function registerQuality(tags: Command, cli: CliContext): void {
  tags
    .command('quality <id>')
    .description('set or loosen what a tag must keep to before a build is published; what is left out is the default')
    .option('--min-coverage <share>', 'least share of people for whom it must be known, 0 to 1')
    .option('--max-drift <index>', 'largest population stability index against the version before, or off')
    .option('--min <value>', 'least value that may occur')
    .option('--max <value>', 'largest value that may occur')
    .option('--any-value', 'no range at all')
    .option('--reset', 'what the definition says holds again')
    .requiredOption('--reason <text>', 'why; kept with your name')
    .action(async (id: string, options: QualityOptions) => {
      const quality = options.reset ? null : qualityOf(options);
      const answer = await cli.call(routes.setTagQuality, {
        params: { id },
        body: { quality, reason: options.reason },
      });
      const [{ type }, { currency }] = await Promise.all([
        cli.call(routes.describeTag, { params: { id } }),
        cli.call(routes.getWorkspace),
      ]);
      cli.print(answer, () => `${id}: ${rulesText({ type, rules: answer.rules }, currency)}`);
    });
}

function qualityOf({ minCoverage, maxDrift, min, max, anyValue }: QualityOptions): Quality {
  const hasRange = min !== undefined || max !== undefined;
  return {
    ...(minCoverage === undefined ? {} : { minCoverage: Number(minCoverage) }),
    ...(maxDrift === undefined ? {} : { maxDrift: maxDrift === 'off' ? 'off' : Number(maxDrift) }),
    ...(anyValue ? { range: 'off' } : {}),
    ...(hasRange ? { range: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) } } : {}),
  };
}

function trialText({ tag, distribution, durationMs, cost, asOf }: Trial, currency: Currency): string {
  const tables = cost.tables.map(({ table, rows }) => `${rows} of ${table}`).join(', ');
  const sample = cost.sampledPeople < cost.people ? `${cost.sampledPeople} of ${cost.people} people` : 'everyone';
  return [
    `${tag.id} (${tag.type}) as of ${asOf}, computed from ${tag.inputs.join(', ')}; not saved`,
    `tried on ${sample} in ${Math.round(durationMs)} ms; a build reads ${cost.rowsScanned} rows (${tables || 'none'}) in about ${Math.round(cost.estimatedMs)} ms`,
    '',
    spreadText(tag, distribution, currency),
  ].join('\n');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new TesseraError('request.invalid', { problem: `${file} cannot be read: ${problem}` }, { cause: error });
  }
}
