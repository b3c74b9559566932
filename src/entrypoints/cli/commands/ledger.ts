import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, money, parseMoney, TesseraError } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { templateTable } from './coupons.ts';

type BudgetView = CallOutput<typeof routes.putBudget>;

/** `tessera ledger …`: budgets, and the proofs that the books are right. */
export function registerLedger(program: Command, cli: CliContext): void {
  const ledger = program.command('ledger').description('budgets, stock and the proofs that the books are right');
  const currency = async (): Promise<Currency> => (await cli.call(routes.getWorkspace)).currency;

  ledger
    .command('show')
    .description('budgets and stock')
    .action(async () => {
      const shown = await cli.call(routes.showLedger);
      const of = await currency();
      const human = () => [
        budgetTable(shown.budgets, of),
        templateTable(shown.templates, of),
        `${shown.entries} journal entries`,
      ];
      cli.print(shown, () => human().join('\n\n'));
    });

  ledger
    .command('budget <id>')
    .description('set the limit of a budget, open or close it')
    .requiredOption('--limit <amount>', 'limit, like 1500.00')
    .option('--funder <name>', 'who pays', 'platform')
    .option('--campaign <id>', 'campaign that it belongs to')
    .option('--closed', 'refuse every issue', false)
    .action(async (id: string, options: { limit: string; funder: string; campaign?: string; closed: boolean }) => {
      const of = await currency();
      const campaign = options.campaign === undefined ? {} : { campaignId: options.campaign };
      const body = {
        limit: parseMoney(options.limit, of),
        funder: options.funder,
        isOpen: !options.closed,
        ...campaign,
      };
      const budget = await cli.call(routes.putBudget, { params: { id }, body });
      cli.print(budget, () => budgetTable([budget], of));
    });

  ledger
    .command('verify')
    .description('replay the journal, check its hash chain and compare it with what is held')
    .action(async () => {
      const report = await cli.call(routes.verifyLedger);
      cli.print(report, () =>
        report.isSound
          ? `Sound: ${report.entries} journal entries agree with what is held.`
          : report.problems.join('\n'),
      );
      if (!report.isSound) throw new TesseraError('ledger.unsound', { problems: report.problems.length });
    });

  ledger
    .command('reconcile')
    .description('ledger totals against warehouse totals; every difference must be zero')
    .action(async () => {
      const report = await cli.call(routes.reconcileLedger);
      const of = await currency();
      cli.print(report, () => reconcileText(report, of));
      if (!report.isZero) throw new TesseraError('ledger.unreconciled', { pending: report.pending });
    });
}

function budgetTable(budgets: readonly BudgetView[], currency: Currency): string {
  const header = ['budget', 'campaign', 'funder', 'limit', 'held', 'spent', 'left', 'open'];
  const write = (amount: number) => formatMoney(money(amount), currency);
  const rows = budgets.map((budget) => [
    budget.id,
    budget.campaignId,
    budget.funder,
    write(budget.limit),
    write(budget.held),
    write(budget.spent),
    write(budget.left),
    budget.isOpen ? 'yes' : 'no',
  ]);
  return table(header, rows);
}

const COUNTED = /^(coupons|issued|redeemed)/;

function reconcileText(report: CallOutput<typeof routes.reconcileLedger>, currency: Currency): string {
  const rows = report.rows.map((row) => {
    const write = (n: number) => (COUNTED.test(row.figure) ? String(n) : formatMoney(money(n), currency));
    return [row.subject, row.figure, write(row.ledger), write(row.warehouse), write(row.difference)];
  });
  const verdict = report.isZero
    ? 'Every difference is zero.'
    : `The books differ; ${report.pending} journal entries are not in the warehouse yet.`;
  return `${table(['subject', 'figure', 'ledger', 'warehouse', 'difference'], rows)}\n\n${verdict}`;
}
