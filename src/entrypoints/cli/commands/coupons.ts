import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, money, parseMoney, TesseraError } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';
import { readTemplate } from './coupon-template-file.ts';

type StockView = CallOutput<typeof routes.putTemplate>;
type Answer = CallOutput<typeof routes.issueCoupon>;

/** `tessera coupons …`: templates, and the life of single coupons. */
export function registerCoupons(program: Command, cli: CliContext): void {
  const coupons = program.command('coupons').description('coupon templates and single coupons');
  const currency = async (): Promise<Currency> => (await cli.call(routes.getWorkspace)).currency;

  coupons
    .command('templates')
    .description('templates with what is issued, redeemed and left')
    .action(async () => {
      const answer = await cli.call(routes.listTemplates);
      const of = await currency();
      cli.print(answer, () => templateTable(answer.templates, of));
    });

  coupons
    .command('create <file>')
    .description('create or change a template from TOML (money as people write it) or JSON (whole minor units)')
    .action(async (file: string) => {
      const of = await currency();
      const body = readTemplate(file, of);
      const stock = await cli.call(routes.putTemplate, { params: { id: body.id }, body });
      cli.print(stock, () => templateTable([stock], of));
    });

  coupons
    .command('issue')
    .description('issue one coupon to one person')
    .requiredOption('--template <id>', 'template')
    .requiredOption('--user <id>', 'person')
    .requiredOption('--key <key>', "the request's own key: repeating it gives the same answer")
    .option('--budget <id>', 'budget that pays')
    .option('--campaign <id>', 'campaign that it belongs to')
    .action(async (options: { template: string; user: string; key: string; budget?: string; campaign?: string }) => {
      const { template, user, key, budget, campaign } = options;
      const answer = await cli.call(routes.issueCoupon, {
        body: {
          key,
          templateId: template,
          userId: user,
          ...(budget === undefined ? {} : { budgetId: budget }),
          ...(campaign === undefined ? {} : { campaignId: campaign }),
        },
      });
      await printAnswer(cli, answer, currency);
    });

  coupons
    .command('redeem <coupon>')
    .description('redeem a coupon for an order, once')
    .requiredOption('--order <id>', 'order')
    .requiredOption('--key <key>', "the request's own key")
    .option('--basket <amount>', 'basket before the coupon, like 120.50; without it the full cost is spent')
    .action(async (id: string, { order, key, basket }: { order: string; key: string; basket?: string }) => {
      const paid = basket === undefined ? {} : { basket: parseMoney(basket, await currency()) };
      const body = { key, orderId: order, ...paid };
      await printAnswer(cli, await cli.call(routes.redeemCoupon, { params: { id }, body }), currency);
    });

  coupons
    .command('release <coupon>')
    .description('give an unused coupon back')
    .requiredOption('--key <key>', "the request's own key")
    .action(async (id: string, { key }: { key: string }) => {
      await printAnswer(cli, await cli.call(routes.releaseCoupon, { params: { id }, body: { key } }), currency);
    });

  coupons
    .command('show <coupon>')
    .description('one coupon')
    .action(async (id: string) => {
      const coupon = await cli.call(routes.getCoupon, { params: { id } });
      const of = await currency();
      cli.print(coupon, () => couponText(coupon, of));
    });

  coupons
    .command('list')
    .description('coupons of one person, newest first')
    .requiredOption('--user <user>', 'whose')
    .action(async ({ user }: { user: string }) => {
      const answer = await cli.call(routes.couponsOfUser, { params: { userId: user } });
      cli.print(answer, () =>
        table(
          ['coupon', 'template', 'state'],
          answer.coupons.map(({ id, templateId, state }) => [id, templateId, state]),
        ),
      );
    });
}

async function printAnswer(cli: CliContext, answer: Answer, currency: () => Promise<Currency>): Promise<void> {
  if (answer.kind === 'refused') throw new TesseraError('coupon.refused', { reason: answer.reason });
  const of = await currency();
  cli.print(answer, () => `${couponText(answer.coupon, of)}${answer.repeated ? '\n(repeated: nothing changed)' : ''}`);
}

function couponText(coupon: CallOutput<typeof routes.getCoupon>, currency: Currency): string {
  const lines: [string, string | undefined][] = [
    ['coupon', coupon.id],
    ['state', coupon.state],
    ['template', coupon.templateId],
    ['user', coupon.userId],
    ['discount', discountText(coupon.discount, currency)],
    ['budget', coupon.budgetId],
    ['campaign', coupon.campaignId],
    ['held', formatMoney(money(coupon.held), currency)],
    ['spent', formatMoney(money(coupon.spent), currency)],
    ['order', coupon.orderId],
    ['issued', new Date(coupon.issuedAt).toISOString()],
    ['expires', new Date(coupon.expiresAt).toISOString()],
    ['closed', coupon.closedAt === undefined ? undefined : new Date(coupon.closedAt).toISOString()],
  ];
  const known = lines.filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n');
}

/** Templates as a table, money as people read it. */
export function templateTable(stocks: readonly StockView[], currency: Currency): string {
  const header = ['template', 'title', 'discount', 'stock', 'issued', 'redeemed', 'left', 'per user', 'days', 'funder'];
  const rows = stocks.map(({ template, issued, redeemed, left }) => [
    template.id,
    template.title.en,
    discountText(template.discount, currency),
    template.stock,
    issued,
    redeemed,
    left,
    template.perUserCap,
    template.validDays,
    template.funder,
  ]);
  return table(header, rows);
}

function discountText(discount: StockView['template']['discount'], currency: Currency): string {
  const write = (amount: number) => formatMoney(money(amount), currency);
  const off =
    discount.kind === 'amount'
      ? write(discount.amount)
      : `${Number((discount.rate * 100).toPrecision(12))} %, at most ${write(discount.cap)}`;
  return discount.threshold > 0 ? `${off} from ${write(discount.threshold)}` : off;
}
