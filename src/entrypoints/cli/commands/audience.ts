import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type CallInput, type CallOutput, routes } from '../../../contract/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { chosenRelease, type ReleaseOptions } from './release-options.ts';

type Count = CallOutput<typeof routes.countAudience>;
type Explanation = CallOutput<typeof routes.explainAudience>;
type View = CallOutput<typeof routes.getAudience>;
type Snapshot = CallOutput<typeof routes.freezeAudience>;

/** `tessera audience …`: who an expression finds, saved audiences and their snapshots. */
export function registerAudience(program: Command, cli: CliContext): void {
  const audience = program.command('audience').description('who an expression finds; saved audiences and snapshots');
  registerQuestions(audience, cli);
  registerSaved(audience, cli);
  registerPeople(audience, cli);
}

function registerQuestions(audience: Command, cli: CliContext): void {
  audience
    .command('count <expression>')
    .description('how many people an expression finds, exactly')
    .option('--as-of <day>', 'by the tag build published as of that day or before')
    .option('--as-of-version <version>', 'by that tag build')
    .action(async (expression: string, options: ReleaseOptions) => {
      const at = chosenRelease(options);
      const answer = await cli.call(routes.countAudience, { body: { expression, ...(at && { at }) } });
      cli.print(answer, () => countText(answer));
    });

  audience
    .command('members <expression>')
    .description('their ids, one a line, sorted')
    .option('--limit <n>', 'at most so many; all of them when left out')
    .option('--as-of <day>', 'by the tag build published as of that day or before')
    .option('--as-of-version <version>', 'by that tag build')
    .action(async (expression: string, options: ReleaseOptions & { limit?: string }) => {
      const at = chosenRelease(options);
      const question = { expression, ...(at && { at }) };
      const { userIds, ...answer } = await collectMembers(cli, question, Number(options.limit ?? Infinity));
      cli.print({ ...answer, userIds }, () => userIds.join('\n'));
    });

  audience
    .command('explain <expression>')
    .description('canonical text, counts by condition and SQL; for one person, which conditions hold')
    .option('--user <id>', 'a person to look at')
    .action(async (expression: string, options: { user?: string }) => {
      const user = options.user === undefined ? {} : { userId: options.user };
      const answer = await cli.call(routes.explainAudience, { body: { expression, ...user } });
      cli.print(answer, () => explanationText(answer));
    });
}

function registerSaved(audience: Command, cli: CliContext): void {
  audience
    .command('create <id> <expression>')
    .description('save an expression under an id')
    .option('--title <title>', 'what it is called')
    .option('--replace', 'change the audience if there is one of this id')
    .action(async (id: string, expression: string, options: { title?: string; replace?: boolean }) => {
      const body = {
        expression,
        ...(options.title === undefined ? {} : { title: options.title }),
        ...(options.replace ? {} : { expectedVersion: 0 }),
      };
      const answer = await cli.call(routes.putAudience, { params: { id }, body });
      cli.print(answer, () => audienceText(answer));
    });

  audience
    .command('list')
    .description('saved audiences')
    .action(async () => {
      const answer = await cli.call(routes.listAudiences);
      cli.print(answer, () =>
        table(
          ['audience', 'people', 'snapshots', 'version', 'expression'],
          answer.audiences.map(({ id, count, snapshots, version, text }) => [id, count, snapshots, version, text]),
        ),
      );
    });

  audience
    .command('show <id>')
    .description('one saved audience with its snapshots')
    .action(async (id: string) => {
      const saved = await cli.call(routes.getAudience, { params: { id } });
      const { snapshots } = await cli.call(routes.listSnapshots, { params: { id } });
      cli.print({ ...saved, history: snapshots }, () => `${audienceText(saved)}\n\n${snapshotTable(snapshots)}`);
    });

  audience
    .command('remove <id>')
    .description('remove a saved audience; its snapshots stay')
    .action(async (id: string) => {
      const answer = await cli.call(routes.removeAudience, { params: { id } });
      cli.print(answer, () => (answer.removed ? `Removed ${id}.` : `There was no audience "${id}".`));
    });
}

function registerPeople(audience: Command, cli: CliContext): void {
  audience
    .command('freeze <id>')
    .description('freeze the members into an immutable snapshot')
    .action(async (id: string) => {
      const answer = await cli.call(routes.freezeAudience, { params: { id } });
      cli.print(answer, () => snapshotTable([answer]));
    });

  audience
    .command('export <id>')
    .description('members of an audience (its newest snapshot) or of a snapshot, as a file')
    .option('--format <format>', 'csv or parquet', 'csv')
    .option('--out <file>', 'where to; - is stdout', '-')
    .action(async (id: string, options: { format: 'csv' | 'parquet'; out: string }) => {
      await cli.download(routes.exportAudience, { params: { id }, query: { format: options.format } }, options.out);
      if (options.out !== '-') cli.print({ id, file: options.out }, () => `Wrote ${options.out}.`);
    });

  audience
    .command('upload-list <id> <file>')
    .description('make a list of people for `in list`: one id a line')
    .action(async (id: string, file: string) => {
      const userIds = readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
      const answer = await cli.call(routes.putList, { params: { id }, body: { userIds } });
      cli.print(answer, () => `${answer.given} ids, ${answer.known} of them known people.`);
    });
}

const PAGE = 10_000;

type MembersQuestion = Omit<NonNullable<CallInput<typeof routes.listMembers>['body']>, 'limit' | 'after'>;

async function collectMembers(cli: CliContext, question: MembersQuestion, limit: number) {
  const userIds: string[] = [];
  for (let after: string | undefined; ; ) {
    const body = { ...question, limit: Math.min(PAGE, Math.max(1, limit - userIds.length)) };
    const page = await cli.call(routes.listMembers, { body: after === undefined ? body : { ...body, after } });
    userIds.push(...page.userIds);
    after = page.next;
    if (after === undefined || userIds.length >= limit)
      return { count: page.count, freshness: page.freshness, userIds };
  }
}

const asOf = ({ freshness }: Pick<Count, 'freshness'>): string =>
  `as of ${freshness.asOf ?? '–'}, tags version ${freshness.tagVersion ?? '–'}`;

function countText(answer: Count): string {
  const share = answer.population === 0 ? 0 : (100 * answer.count) / answer.population;
  return `${answer.count.toLocaleString('en-US')} of ${answer.population.toLocaleString('en-US')} people (${share.toFixed(1)} %), ${asOf(answer)}`;
}

function explanationText(answer: Explanation): string {
  const depthOf = (path: string) => (path === '' ? 0 : path.split('.').length);
  const hasPerson = answer.parts.some((part) => part.holds !== undefined);
  const rows = answer.parts.map(({ path, count, text, holds }) => {
    const condition = `${'  '.repeat(depthOf(path))}${text}`;
    return hasPerson ? [count, holds, condition] : [count, condition];
  });
  const header = hasPerson ? ['people', 'holds', 'condition'] : ['people', 'condition'];
  return `${table(header, rows)}\n\n${asOf(answer)}\n\n${answer.sql}`;
}

function audienceText({ id, title, text, version, count }: View): string {
  const size = count === undefined ? 'not counted: tags are not built, or lack a field of it' : `${count} people`;
  return `${id} (version ${version}): ${title}\n${text}\n${size}`;
}

function snapshotTable(snapshots: readonly Snapshot[]): string {
  return table(
    ['snapshot', 'people', 'as of', 'tags', 'frozen at', 'sha256'],
    snapshots.map(({ id, count, asOf, tagVersion, frozenAt, sha256 }) => [
      id,
      count,
      asOf,
      `v${tagVersion}`,
      new Date(frozenAt).toISOString(),
      sha256,
    ]),
  );
}
