import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { TesseraError } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { type Build, buildTable, buildText, percent, problemText } from './tag-text.ts';

type Point = CallOutput<typeof routes.tagHistory>['points'][number];

/** Builds of the tags: make, look back, decide about a held one. */
export function registerTagBuilds(tags: Command, cli: CliContext): void {
  tags
    .command('build')
    .description('build all tags as of the start of a day, and publish them if they keep to their quality rules')
    .option('--as-of <day>', 'day as YYYY-MM-DD; today by the folder’s clock when left out')
    .action(async (options: { asOf?: string }) => {
      const body = options.asOf === undefined ? {} : { asOf: options.asOf };
      const build = (await cli.callJob(routes.buildTags, { body })) as Build;
      cli.print(build, () => buildText(build));
      if (build.state === 'held') throw held(build);
    });

  tags
    .command('builds')
    .description('build history, newest first')
    .action(() => listBuilds(cli, () => true));

  tags
    .command('releases')
    .description('builds that can be read: for --as-of, and to publish again')
    .action(() => listBuilds(cli, ({ isReadable }) => isReadable));

  tags
    .command('history [id]')
    .description('coverage and drift of one tag over the builds; the builds themselves without an id')
    .action(async (id?: string) => {
      if (id === undefined) return listBuilds(cli, () => true);
      const answer = await cli.call(routes.tagHistory, { params: { id } });
      cli.print(answer, () => pointTable(answer.points));
    });

  tags
    .command('publish <version>')
    .description('publish a held build all the same, or go back to an older one')
    .requiredOption('--reason <text>', 'why; kept with your name')
    .action(async (version: string, { reason }: { reason: string }) => {
      const input = { params: { version: Number(version) }, body: { reason } };
      const build = (await cli.callJob(routes.publishTagBuild, input)) as Build;
      cli.print(build, () => `version ${build.version} as of ${build.asOf} is served.`);
    });

  tags
    .command('discard <version>')
    .description('give up a held build; the version before stays served')
    .requiredOption('--reason <text>', 'why; kept with your name')
    .action(async (version: string, { reason }: { reason: string }) => {
      const input = { params: { version: Number(version) }, body: { reason } };
      const build = await cli.call(routes.discardTagBuild, input);
      cli.print(build, () => `version ${build.version} is discarded.`);
    });
}

async function listBuilds(cli: CliContext, isShown: (build: Build) => boolean): Promise<void> {
  const { builds } = await cli.call(routes.listTagBuilds, { query: { limit: 1000 } });
  const shown = builds.filter(isShown);
  cli.print({ builds: shown }, () => buildTable(shown));
}

/** A script sees by the exit status that the new values are not served. */
function held({ version, problems }: Build): TesseraError {
  const shown = problems.slice(0, 5).map(problemText);
  const more = problems.length > shown.length ? [`${problems.length - shown.length} more`] : [];
  return new TesseraError('tags.held', { version, problems: [...shown, ...more].join('; ') });
}

function pointTable(points: readonly Point[]): string {
  const rows = points.map(({ version, asOf, state, people, coverage, drift, driftAgainst, pardon, mean, problems }) => [
    version,
    asOf,
    state,
    people,
    percent(coverage),
    mean,
    drift === undefined ? '–' : `${drift.toFixed(4)} against ${driftAgainst}`,
    pardon ?? problems.map(problemText).join('; '),
  ]);
  return table(['version', 'as of', 'state', 'people', 'coverage', 'mean', 'drift', 'note'], rows);
}
