import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { chosenRelease, type ReleaseOptions } from './release-options.ts';
import { describeText, percent } from './tag-text.ts';
import { registerTagBuilds } from './tags-builds.ts';
import { registerTagDefinitions } from './tags-definitions.ts';

type Listed = CallOutput<typeof routes.listTags>['tags'][number];
type Graph = CallOutput<typeof routes.tagLineage>;

/** `tessera tags …`: the catalogue, its definitions and its builds. */
export function registerTags(program: Command, cli: CliContext): void {
  const tags = program.command('tags').description('the tag catalogue and its builds');
  registerCatalogue(tags, cli);
  registerTagBuilds(tags, cli);
  registerTagDefinitions(tags, cli);
}

function registerCatalogue(tags: Command, cli: CliContext): void {
  tags
    .command('list')
    .description('all tags with category, type, coverage and drift of the last build, and how many use them')
    .option('--category <category>', 'only tags of this category')
    .option('--kind <kind>', 'only tags with this kind of rule, such as trend or model')
    .option('--search <text>', 'only tags with this in their id, titles or description')
    .action(async (filter: ListFilter) => {
      const answer = await cli.call(routes.listTags);
      const tags = answer.tags.filter((tag) => isMeant(tag, filter));
      cli.print({ ...answer, tags }, () => listTable(tags));
    });

  tags
    .command('describe <id>')
    .description('one tag: what it means, what it is computed from, who uses it, how its values spread')
    .option('--as-of <day>', 'as the build published as of that day, or before, had it')
    .option('--as-of-version <version>', 'as that build had it')
    .action(async (id: string, options: ReleaseOptions) => {
      const answer = await cli.call(routes.describeTag, { params: { id }, query: chosenRelease(options) ?? {} });
      const { currency } = await cli.call(routes.getWorkspace);
      cli.print(answer, () => describeText(answer, currency));
    });

  tags
    .command('lineage [id]')
    .description('what a tag is computed from and what is computed from it; of the whole catalogue without an id')
    .action(async (id?: string) => {
      const answer =
        id === undefined
          ? await cli.call(routes.catalogueLineage)
          : await cli.call(routes.tagLineage, { params: { id } });
      cli.print(answer, () => lineageText(answer, id));
    });
}

interface ListFilter {
  readonly category?: string;
  readonly kind?: string;
  readonly search?: string;
}

function isMeant(tag: Listed, { category, kind, search }: ListFilter): boolean {
  const texts = [tag.id, tag.title.en, tag.title.zh, tag.description.en, tag.description.zh];
  return (
    (category === undefined || tag.category === category) &&
    (kind === undefined || tag.rule['kind'] === kind) &&
    (search === undefined || texts.some((text) => text.toLowerCase().includes(search.toLowerCase())))
  );
}

function listTable(tags: readonly Listed[]): string {
  const rows = tags.map((tag) => [
    tag.id,
    tag.category,
    tag.type,
    String(tag.rule['kind']),
    percent(tag.coverage),
    tag.drift === undefined ? '–' : tag.drift.toFixed(3),
    tag.state,
    Object.values(tag.usage).reduce((sum, count) => sum + count, 0),
    tag.origin,
    tag.title.en,
  ]);
  return table(['tag', 'category', 'type', 'kind', 'coverage', 'drift', 'state', 'used', 'origin', 'title'], rows);
}

function lineageText({ nodes, edges }: Graph, id: string | undefined): string {
  const counts = `${nodes.length} nodes, ${edges.length} edges`;
  const rows = edges.map(({ from, to }) => [from, '→', to]);
  const head = id === undefined ? counts : `tag:${id}: ${counts}`;
  return `${head}\n\n${table(['from', '', 'to'], rows)}`;
}
