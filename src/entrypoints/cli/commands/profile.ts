import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { chosenRelease, type ReleaseOptions } from './release-options.ts';
import { formatTagValue } from './tag-value.ts';

type ProfileView = CallOutput<typeof routes.getProfile>;

/** `tessera profile …`: all tags of one person, or of several, and the audiences that a person is in. */
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

  profile
    .command('batch <users...>')
    .description('tags of up to 500 people, one line of JSON each; null for an unknown one')
    .action(async (userIds: string[]) => {
      const answer = await cli.call(routes.getProfileDocuments, { body: { userIds } });
      cli.print(answer, () => answer.profiles.map((each) => JSON.stringify(each)).join('\n'));
    });

  profile
    .command('member <user> <audiences...>')
    .description('which of some saved audiences a person is in right now')
    .action(async (userId: string, audiences: string[]) => {
      const answer = await cli.call(routes.checkMembership, { body: { userId, audiences } });
      const rows = answer.audiences.map(({ id, member }) => [id, member ? 'yes' : 'no']);
      const head = `${userId} is in ${answer.member ? 'at least one' : 'none'}${answer.stale ? ' (some tags are stale)' : ''}`;
      cli.print(answer, () => `${head}\n\n${table(['audience', 'member'], rows)}`);
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
  const notes = [
    ...(profile.lastKnown ? ['The store of profiles does not answer: this is what it said last.'] : []),
    ...(profile.withheld.length > 0 ? [`Withheld: ${profile.withheld.join(', ')}`] : []),
  ];
  return [head, '', table(['tag', 'value', 'freshness'], rows), ...notes].join('\n');
}

/** A set of hundreds of words would push every other column off the screen. */
function shorten(value: ProfileView['tags'][number]['value']): typeof value {
  if (!Array.isArray(value) || value.length <= MOST_WORDS) return value;
  return [...value.slice(0, MOST_WORDS), `… ${value.length - MOST_WORDS} more (--json shows all)`];
}

const MOST_WORDS = 4;
