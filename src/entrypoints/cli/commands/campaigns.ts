import type { Command } from 'commander';
import type { z } from 'zod';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, money } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { readCampaign } from './campaign-file.ts';

type CampaignView = CallOutput<typeof routes.getCampaign>;
type Changes = CallOutput<typeof routes.diffCampaign>['changes'];
type Report = z.output<typeof routes.campaignPreview>;

/** `tessera campaigns …`: from a document to coupons, and back by the stop button. */
export function registerCampaigns(program: Command, cli: CliContext): void {
  const campaigns = program.command('campaigns').description('campaigns as documents: apply, preview, launch, stop');
  const currency = async (): Promise<Currency> => (await cli.call(routes.getWorkspace)).currency;
  const show = async (campaign: CampaignView) => {
    const of = await currency();
    cli.print(campaign, () => campaignText(campaign, of));
  };

  campaigns
    .command('list')
    .description('campaigns with state, budget and coupons')
    .action(async () => {
      const answer = await cli.call(routes.listCampaigns);
      const of = await currency();
      cli.print(answer, () => campaignTable(answer.campaigns, of));
    });

  campaigns
    .command('show <id>')
    .description('one campaign')
    .action(async (id: string) => show(await cli.call(routes.getCampaign, { params: { id } })));

  campaigns
    .command('apply <file>')
    .description('create or change a campaign from a TOML or JSON file, money as people write it')
    .action(async (file: string) => {
      const body = readCampaign(file, await currency());
      await show(await cli.call(routes.putCampaign, { params: { id: body.id }, body }));
    });

  campaigns
    .command('diff <file>')
    .description('what applying a file would change')
    .action(async (file: string) => {
      const of = await currency();
      const body = readCampaign(file, of);
      const answer = await cli.call(routes.diffCampaign, { params: { id: body.id }, body });
      cli.print(answer, () => diffText(answer.changes, of));
    });

  campaigns
    .command('preview <id>')
    .description('how many would get a coupon, what it would hold, and why the rest would not')
    .action(async (id: string) => {
      const report = (await cli.callJob(routes.previewCampaign, { params: { id } })) as Report;
      const of = await currency();
      cli.print(report, () => reportText(report, { verb: 'would get', currency: of }));
    });

  campaigns
    .command('launch <id>')
    .description('open the budget and issue to the audience; goes on where it was interrupted')
    .requiredOption('--confirm <id>', "the campaign's id again: money moves")
    .action(async (id: string, { confirm }: { confirm: string }) => {
      const report = (await cli.callJob(routes.launchCampaign, { params: { id }, body: { confirm } })) as Report;
      const of = await currency();
      const verb = report.startsAt === undefined ? 'got' : 'would get';
      cli.print(report, () => reportText(report, { verb, currency: of }));
    });

  campaigns
    .command('stop <id>')
    .description('stop issuing at once, for good')
    .action(async (id: string) => show(await cli.call(routes.stopCampaign, { params: { id } })));

  campaigns
    .command('refusals <id>')
    .description('who got nothing and why, as CSV')
    .requiredOption('--out <file>', 'file to write; - for the standard output')
    .action(async (id: string, { out }: { out: string }) => {
      await cli.download(routes.exportRefusals, { params: { id } }, out);
      if (out !== '-') cli.note(`written to ${out}`);
    });
}

function campaignTable(campaigns: readonly CampaignView[], currency: Currency): string {
  const header = ['campaign', 'title', 'state', 'audience', 'limit', 'left', 'issued', 'redeemed', 'refused'];
  const rows = campaigns.map(({ id, title, state, audienceCount, budget, budgetNow, issued, redeemed, refused }) => [
    id,
    title,
    state,
    audienceCount,
    write(budget.limit, currency),
    budgetNow && write(budgetNow.left, currency),
    issued,
    redeemed,
    refused,
  ]);
  return table(header, rows);
}

function campaignText(campaign: CampaignView, currency: Currency): string {
  const { budget, budgetNow, schedule } = campaign;
  const lines: readonly (readonly [string, string | number | undefined])[] = [
    ['campaign', `${campaign.id} (version ${campaign.version})`],
    ['title', campaign.title],
    ['state', campaign.state],
    ['audience', campaign.snapshotId ?? campaign.audienceId],
    ['members', campaign.audienceCount],
    ['templates', campaign.templateIds.join(', ')],
    ['flow', campaign.flowId],
    ['limit', `${write(budget.limit, currency)} ${currency.code} (${budget.guarantee}, ${budget.funder})`],
    ['held', budgetNow && write(budgetNow.held, currency)],
    ['spent', budgetNow && write(budgetNow.spent, currency)],
    ['left', budgetNow && write(budgetNow.left, currency)],
    ['starts', schedule.startsAt],
    ['ends', schedule.endsAt],
    ['issued', campaign.issued],
    ['redeemed', campaign.redeemed],
    ['refused', campaign.refused],
  ];
  const known = lines.filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n');
}

function diffText(changes: Changes, currency: Currency): string {
  if (changes.length === 0) return 'nothing would change';
  const cell = (field: string, value: unknown): string => {
    if (value === undefined) return '–';
    if (field === 'budget.limit') return write(Number(value), currency);
    if (field.startsWith('schedule.')) return new Date(Number(value)).toISOString();
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return table(
    ['field', 'before', 'after'],
    changes.map(({ field, before, after }) => [field, cell(field, before), cell(field, after)]),
  );
}

function reportText(report: Report, { verb, currency }: { verb: string; currency: Currency }): string {
  const { audience, wouldGet, wouldHold, limit, left, startsAt } = report;
  const lines = [
    ...(startsAt === undefined ? [] : [`scheduled: starts at ${new Date(startsAt).toISOString()}`]),
    `${wouldGet} of ${audience} members ${verb} a coupon, holding ${write(wouldHold, currency)} of ${write(limit, currency)} ${currency.code}; ${write(left, currency)} left`,
    `order: ${report.order}`,
  ];
  const templates = report.byTemplate.map(({ templateId, count, hold }) => [templateId, count, write(hold, currency)]);
  const refusals = report.refusals.map(({ reason, count }) => [reason, count]);
  return [
    lines.join('\n'),
    ...(templates.length > 0 ? [table(['template', 'people', 'held'], templates)] : []),
    ...(refusals.length > 0 ? [table(['why not', 'people'], refusals)] : []),
  ].join('\n\n');
}

function write(amount: number, currency: Currency): string {
  return formatMoney(money(amount), currency);
}
