import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { chosenRelease, type ReleaseOptions } from './release-options.ts';
import { formatTagValue } from './tag-value.ts';

type ProfileView = CallOutput<typeof routes.getProfile>;

/** `tessera profile …`: all tags of one person. */
export function registerProfile(program: Command, cli: CliContext): void {
  const profile = program.command('profile').description('what is known of one person');

  profile
    .command('show <user>')
    .description('all tags of one person with their freshness')
    .option('--as-of <day>', 'as the tag build published as of that day, or before, had it')
    .option('--as-of-version <version>', 'as that tag build had it')
    .action(async (userId: string, options: ReleaseOptions) => {
      const query = chosenRelease(options) ?? {};
      const answer = await cli.call(routes.getProfile, { params: { userId }, query });
      const text = await profileText(cli, answer);
      cli.print(answer, () => text);
    });
}

async function profileText(cli: CliContext, profile: ProfileView): Promise<string> {
  const [{ tags }, { currency }] = await Promise.all([cli.call(routes.listTags), cli.call(routes.getWorkspace)]);
  const typeOf = new Map(tags.map(({ id, type }) => [id, type]));
  const rows = profile.tags.map(({ id, value, freshness, stale }) => [
    id,
    formatTagValue(shorten(value), typeOf.get(id) ?? 'category', currency),
    stale ? `${freshness}, stale` : freshness,
  ]);
  const head = `${profile.userId} as of ${profile.asOf} (version ${profile.version})`;
  return `${head}\n\n${table(['tag', 'value', 'freshness'], rows)}`;
}

/** A set of hundreds of words would push every other column off the screen. */
function shorten(value: ProfileView['tags'][number]['value']): typeof value {
  if (!Array.isArray(value) || value.length <= MOST_WORDS) return value;
  return [...value.slice(0, MOST_WORDS), `… ${value.length - MOST_WORDS} more (--json shows all)`];
}

const MOST_WORDS = 4;
