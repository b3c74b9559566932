import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, money } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';

type DecisionView = CallOutput<typeof routes.decide>;

interface DecideOptions {
  readonly flow: string;
  readonly user: string;
  readonly campaign?: string;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly explain?: boolean;
}

/** `tessera decide …`: the coupon for one person, reserved unless it is a dry run. */
export function registerDecide(program: Command, cli: CliContext): void {
  program
    .command('decide')
    .description('decide the coupon for one person and reserve it')
    .requiredOption('--flow <id>', 'flow that decides')
    .requiredOption('--user <id>', 'person')
    .option('--campaign <id>', 'campaign that it is for')
    .option('--key <key>', 'the same key gives the same decision')
    .option('--dry-run', 'decide, but hold nothing')
    .option('--explain', 'tell why: what was proposed, what lost to which rule')
    .action(async ({ flow, user, campaign, key, dryRun = false, explain = false }: DecideOptions) => {
      const chosen = { ...(campaign !== undefined && { campaignId: campaign }), ...(key !== undefined && { key }) };
      const decision = await cli.call(routes.decide, { body: { flowId: flow, userId: user, dryRun, ...chosen } });
      const { currency } = await cli.call(routes.getWorkspace);
      cli.print(decision, () => (explain ? explanation(decision, currency) : summary(decision)));
    });
}

function summary({ outcome, templateId, couponId, reason }: DecisionView): string {
  if (outcome === 'issued') return `issued ${templateId}: coupon ${couponId}`;
  return outcome === 'would-issue' ? `would issue ${templateId}` : `nothing: ${reason}`;
}

function explanation(decision: DecisionView, currency: Currency): string {
  const candidates = decision.candidates.map(({ templateId, stage, reason, score, cost }) => [
    templateId,
    stage,
    reason,
    score,
    formatMoney(money(cost), currency),
  ]);
  const stages = decision.stages.map((stage) => [stage.node, stage.in, stage.out, stage.ms]);
  const parts = [
    [`decision ${decision.id}`, ...(decision.story?.en ?? [summary(decision)])].join('\n'),
    table(['template', 'stage', 'reason', 'score', 'cost at most'], candidates),
    table(['node', 'in', 'out', 'ms'], stages),
  ];
  return parts.join('\n\n');
}
