import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { TesseraError } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';

type Outcome = CallOutput<typeof routes.linkPeople>;
type Merge = CallOutput<typeof routes.listMerges>['entries'][number];
type Erasure = CallOutput<typeof routes.listErasures>['erasures'][number];
type Person = CallOutput<typeof routes.getIdentities>;

/** `tessera people …`: which logins and devices are one person, and why. */
export function registerPeople(program: Command, cli: CliContext): void {
  const people = program.command('people').description('which logins and devices are one person, and why');
  registerReading(people, cli);
  registerDecrees(people, cli);
  registerErase(people, cli);
}

function registerReading(people: Command, cli: CliContext): void {
  people
    .command('identities <user>')
    .description('logins and devices of one person, and the evidence for it')
    .action(async (userId: string) => {
      const person = await cli.call(routes.getIdentities, { params: { userId } });
      cli.print(person, () => personText(person));
    });

  people
    .command('merges')
    .description('the merge log, newest first')
    .option('--user <id>', 'only of this person')
    .option('--limit <n>', 'entries', '50')
    .action(async (options: { user?: string; limit: string }) => {
      const of = options.user === undefined ? {} : { userId: options.user };
      const answer = await cli.call(routes.listMerges, { query: { limit: Number(options.limit), ...of } });
      cli.print(answer, () => table(['at', 'what', 'who', 'why', 'by'], answer.entries.map(mergeRow)));
    });

  people
    .command('blocks')
    .description('ids that join nobody: blocked, or shared by more logins than the limit')
    .action(async () => {
      const { blocks } = await cli.call(routes.listBlocks);
      const rows = blocks.map(({ kind, id, state, logins, actor, reason }) => [
        kind,
        id,
        state,
        logins ?? '',
        actor,
        reason,
      ]);
      cli.print({ blocks }, () => table(['kind', 'id', 'state', 'logins', 'by', 'reason'], rows));
    });
}

function registerDecrees(people: Command, cli: CliContext): void {
  people
    .command('link <user> [other]')
    .description('make two logins one person, or tie a device to a login with --device')
    .option('--device <id>', 'device in the place of another login')
    .option('--reason <text>', 'kept in the merge log', '')
    .action(async (userId: string, other: string | undefined, options: { device?: string; reason: string }) => {
      const to = options.device === undefined ? { otherUserId: other } : { deviceId: options.device };
      const outcome = await cli.call(routes.linkPeople, { body: { userId, ...to, reason: options.reason } });
      cli.print(outcome, () => outcomeText(outcome));
    });

  people
    .command('unmerge <user>')
    .description('split a login off its person, with its facts and coupons')
    .option('--reason <text>', 'kept in the merge log', '')
    .action(async (userId: string, { reason }: { reason: string }) => {
      const outcome = await cli.call(routes.unmergePerson, { body: { userId, reason } });
      cli.print(outcome, () => outcomeText(outcome));
    });

  for (const [word, route, does] of [
    ['block', routes.blockIdentity, 'let a device or a login join nobody'],
    ['unblock', routes.unblockIdentity, 'take a block back, or let a shared device join all the same'],
  ] as const) {
    people
      .command(`${word} <id>`)
      .description(does)
      .option('--kind <kind>', 'device or user', 'device')
      .option('--reason <text>', 'kept in the merge log', '')
      .action(async (id: string, options: { kind: string; reason: string }) => {
        const { kind, reason } = options;
        if (kind !== 'device' && kind !== 'user')
          throw new TesseraError('request.invalid', { problem: '--kind must be device or user', field: 'kind' });
        const outcome = await cli.call(route, { body: { kind, id, reason } });
        cli.print(outcome, () => outcomeText(outcome));
      });
  }
}

function registerErase(people: Command, cli: CliContext): void {
  people
    .command('erase <user>')
    .description('take a person out of everything, for ever; prints where the id was and that it is gone')
    .requiredOption('--confirm <user>', 'the id again')
    .action(async (userId: string, { confirm }: { confirm: string }) => {
      const report = (await cli.callJob(routes.erasePerson, { body: { userId, confirm } })) as Erasure;
      cli.print(report, () => erasureText(report));
      if (!report.isGone) throw new TesseraError('erase.incomplete', { places: report.places.length });
    });

  people
    .command('erasures')
    .description('reports of all erasures, newest first')
    .action(async () => {
      const answer = await cli.call(routes.listErasures);
      cli.print(answer, () => answer.erasures.map(erasureText).join('\n\n'));
    });
}

function erasureText({ subject, erasedAt, actor, logins, devices, places, isGone }: Erasure): string {
  const head = `${new Date(erasedAt).toISOString()} ${subject.slice(0, 16)}… by ${actor}: ${logins} logins, ${devices} devices; ${isGone ? 'gone' : 'NOT gone'}`;
  return `${head}\n\n${table(
    ['place', 'before', 'after'],
    places.map(({ place, before, after }) => [place, before, after]),
  )}`;
}

function outcomeText({ moved, personId, logins = [] }: Outcome): string {
  if (!moved) return 'Noted. Nobody became, or ceased to be, one person with another.';
  const who = personId === undefined ? '' : ` ${logins.join(', ')}: one person, known as ${personId}.`;
  return `Done.${who} Facts have moved; tags follow with the next build.`;
}

function mergeRow(entry: Merge): readonly string[] {
  const { action, userId = '', fromId = '', toId = '', deviceId = '' } = entry;
  const what: Readonly<Record<Merge['action'], string>> = {
    merge: `${userId} joined ${toId}`,
    split: `${userId} left ${fromId}`,
    share: `${deviceId} is shared`,
    link: `${userId} linked to ${toId || deviceId}`,
    unmerge: `${userId} set apart`,
    block: `${userId || deviceId} blocked`,
    unblock: `${userId || deviceId} unblocked`,
  };
  const chain = entry.evidence.map(
    (step) =>
      `${step.userId} – ${step.deviceId ?? step.otherUserId}${step.rules.length > 0 ? ` by ${step.rules.join(', ')}` : ''}`,
  );
  return [new Date(entry.at).toISOString(), action, what[action], chain.join('; ') || entry.reason, entry.actor];
}

function personText({ userId, personId, logins, devices, evidence }: Person): string {
  const head = `${userId} is ${personId === userId ? 'a person' : `one person with ${personId}`}: ${logins.join(', ')}`;
  const deviceRows = devices.map(({ deviceId, state, logins: count }) => [deviceId, state, count]);
  const rows = evidence.map((each) => [
    each.userId,
    each.deviceId ?? each.otherUserId ?? '',
    each.rule,
    each.source,
    new Date(each.seenAt).toISOString(),
    each.counts ? 'counts' : 'set apart',
  ]);
  return [
    head,
    ...(devices.length > 0 ? [table(['device', 'state', 'logins'], deviceRows)] : []),
    ...(rows.length > 0 ? [table(['login', 'with', 'rule', 'source', 'seen', ''], rows)] : []),
  ].join('\n\n');
}
