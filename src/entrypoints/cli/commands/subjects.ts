import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, money } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';

type Kind = z.output<typeof routes.subjectKind>;
type Tag = CallOutput<typeof routes.listSubjectTags>['tags'][number];
type Page = CallOutput<typeof routes.listSubjects>;
type One = CallOutput<typeof routes.getSubject>;

interface ListOptions {
  readonly limit?: string;
  readonly orderBy?: string;
  readonly search?: string;
  readonly tags?: string;
}

/** `tessera merchants …`: merchants with their tags. */
export function registerMerchants(program: Command, cli: CliContext): void {
  const merchants = program.command('merchants').description('merchants and their tags');
  withListOptions(merchants.command('list').description('merchants with some of their tags')).action(
    (options: ListOptions) => list(cli, 'merchant', options),
  );
  merchants
    .command('show <id>')
    .description('all tags of one merchant')
    .action((id: string) => show(cli, 'merchant', id));
  merchants
    .command('tags')
    .description('what merchants are tagged with')
    .action(() => listTags(cli, 'merchant'));
}

/** `tessera offers …`: products, categories and coupon templates with their tags. */
export function registerOffers(program: Command, cli: CliContext): void {
  const offers = program.command('offers').description('products, categories and coupon templates with their tags');
  const kind = () =>
    new Option('--kind <kind>', 'which offers').choices(['product', 'category', 'template']).makeOptionMandatory();
  withListOptions(offers.command('list').description('offers of one kind with some of their tags'))
    .addOption(kind())
    .action((options: ListOptions & { readonly kind: Kind }) => list(cli, options.kind, options));
  offers
    .command('show <id>')
    .description('all tags of one offer')
    .addOption(kind())
    .action((id: string, options: { readonly kind: Kind }) => show(cli, options.kind, id));
  offers
    .command('tags')
    .description('what offers of one kind are tagged with')
    .addOption(kind())
    .action((options: { readonly kind: Kind }) => listTags(cli, options.kind));
}

function withListOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'at most so many (default 50)')
    .option('--order-by <tag>', 'a tag: the largest first')
    .option('--search <text>', 'part of the id or name')
    .option('--tags <ids>', 'which tags to show, parted by commas');
}

/** Tags that a list shows when none are asked for, as far as the kind has them. */
const USUAL = [
  ...['merchant_name', 'product_name', 'orders_30d', 'gmv_90d', 'buyers_90d', 'repeat_share_90d'],
  ...['coupon_dependence_90d', 'coupons_issued_90d', 'redemption_rate_90d', 'orders_trend'],
];
const MOST_COLUMNS = 8;

async function list(cli: CliContext, kind: Kind, { tags: asked, ...rest }: ListOptions): Promise<void> {
  const { limit, ...query } = rest;
  const page = await cli.call(routes.listSubjects, {
    params: { kind },
    query: {
      ...(query.orderBy !== undefined && { orderBy: query.orderBy }),
      ...(query.search !== undefined && { search: query.search }),
      ...(limit !== undefined && { limit }),
    },
  });
  const [{ tags }, { currency }] = await catalogue(cli, kind);
  const ids = asked?.split(',').map((id) => id.trim()) ?? USUAL.filter((id) => tags.some((tag) => tag.id === id));
  const shown = ids.slice(0, asked ? undefined : MOST_COLUMNS);
  cli.print(page, () =>
    pageText(page, { kind, shown: shown.map((id) => tags.find((tag) => tag.id === id)), currency }),
  );
}

async function show(cli: CliContext, kind: Kind, id: string): Promise<void> {
  const one = await cli.call(routes.getSubject, { params: { kind, id } });
  const [{ tags }, { currency }] = await catalogue(cli, kind);
  cli.print(one, () => oneText(one, tags, currency));
}

async function listTags(cli: CliContext, kind: Kind): Promise<void> {
  const answer = await cli.call(routes.listSubjectTags, { query: { kind } });
  cli.print(answer, () =>
    table(
      ['tag', 'type', 'unit', 'title', '标题'],
      answer.tags.map(({ id, type, unit, title }) => [id, type, unit, title.en, title.zh]),
    ),
  );
}

function catalogue(cli: CliContext, kind: Kind) {
  return Promise.all([cli.call(routes.listSubjectTags, { query: { kind } }), cli.call(routes.getWorkspace)]);
}

function pageText(
  page: Page,
  {
    kind,
    shown,
    currency,
  }: { readonly kind: Kind; readonly shown: readonly (Tag | undefined)[]; readonly currency: Currency },
): string {
  const tags = shown.filter((tag) => tag !== undefined);
  const rows = page.subjects.map(({ id, values }) => [id, ...tags.map((tag) => cellOf(values[tag.id], tag, currency))]);
  const foot = `${page.subjects.length} of ${page.total.toLocaleString('en-US')}, as of ${page.asOf}`;
  return `${table([kind, ...tags.map(({ id }) => id)], rows)}\n\n${foot}`;
}

function oneText(one: One, tags: readonly Tag[], currency: Currency): string {
  const rows = tags.map((tag) => [tag.id, cellText(one.values[tag.id], tag, currency), tag.unit, tag.title.en]);
  return `${one.id} as of ${one.asOf} (version ${one.tagVersion})\n\n${table(['tag', 'value', 'unit', 'title'], rows)}`;
}

type Cell = Page['subjects'][number]['values'][string] | undefined;

function cellOf(value: Cell, tag: Tag, currency: Currency): string | number | null {
  if (typeof value !== 'number') return value ?? null;
  return tag.type === 'money' ? formatMoney(money(value), currency) : value;
}

function cellText(value: Cell, tag: Tag, currency: Currency): string | null {
  const cell = cellOf(value, tag, currency);
  return typeof cell === 'number' ? cell.toLocaleString('en-US', { maximumFractionDigits: 4 }) : cell;
}
