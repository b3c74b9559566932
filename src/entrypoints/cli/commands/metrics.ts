import type { Command } from 'commander';
import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Currency, formatMoney, money } from '../../../kernel/index.ts';
import type { CliContext } from '../cli-context.ts';
import { table } from '../table.ts';

type Answer = CallOutput<typeof routes.queryMetrics>;
type Catalogue = CallOutput<typeof routes.listMetrics>;
type Workspace = CallOutput<typeof routes.getWorkspace>;
type Metric = Catalogue['metrics'][number];

interface QueryOptions {
  readonly metrics: string;
  readonly by?: string;
  readonly where?: string;
  readonly from?: string;
  readonly to?: string;
  readonly compare?: 'previous' | 'week' | 'year';
  readonly limit?: string;
  readonly orderBy?: string;
}

/** `tessera metrics …`: what can be asked, and the answers. */
export function registerMetrics(program: Command, cli: CliContext): void {
  const metrics = program.command('metrics').description('metrics by dimensions, on the facts as they are');

  metrics
    .command('list')
    .description('metrics with their dimensions')
    .action(async () => {
      const catalogue = await cli.call(routes.listMetrics);
      cli.print(catalogue, () => catalogueText(catalogue));
    });

  metrics
    .command('query')
    .description('metrics by dimensions, filtered, with a comparison')
    .requiredOption('--metrics <ids>', 'metrics, parted by commas')
    .option('--by <ids>', 'dimensions, parted by commas')
    .option('--where <expression>', "filter over dimensions: campaign = '18'")
    .option('--from <day>', 'first day, YYYY-MM-DD')
    .option('--to <day>', 'last day, included')
    .option('--compare <period>', 'previous (as many days just before), week or year; needs --from')
    .option('--limit <n>', 'at most so many rows')
    .option('--order-by <id>', 'metric or dimension; a leading - turns it round')
    .action(async (options: QueryOptions) => {
      const answer = await cli.call(routes.queryMetrics, { body: bodyOf(options) });
      const [catalogue, workspace] = await Promise.all([cli.call(routes.listMetrics), cli.call(routes.getWorkspace)]);
      cli.print(answer, () => answerText(answer, catalogue, workspace));
    });
}

function bodyOf({ metrics, by, limit, ...rest }: QueryOptions) {
  return {
    metrics: words(metrics),
    by: words(by ?? ''),
    ...(limit !== undefined && { limit: Number(limit) }),
    ...rest,
  };
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

function catalogueText({ metrics, dimensions }: Catalogue): string {
  const rows = metrics.map(({ id, unit, title, dimensions }) => [id, unit, title.en, dimensions.join(' ')]);
  const cuts = dimensions.map(({ id, kind, title }) => [id, kind, title.en]);
  return `${table(['metric', 'unit', 'title', 'dimensions'], rows)}\n\n${table(['dimension', 'kind', 'title'], cuts)}`;
}

function answerText(answer: Answer, { metrics }: Catalogue, workspace: Workspace): string {
  const asked = answer.metrics.map((id) => metrics.find((metric) => metric.id === id));
  const digits = moneyDigits(answer, asked, workspace.currency);
  const write = (value: number | null | undefined, i: number) =>
    asked[i]?.unit === 'money' && typeof value === 'number'
      ? formatMoney(money(value), workspace.currency).padStart(digits)
      : value;
  const cells = (row: Pick<Answer['rows'][number], 'values' | 'before'>) =>
    row.values.flatMap((value, i) => (row.before ? [write(value, i), write(row.before[i], i)] : [write(value, i)]));
  const header = answer.metrics.flatMap((id) => (answer.totalsBefore ? [id, 'before'] : [id]));
  const totals = { values: answer.totals, ...(answer.totalsBefore && { before: answer.totalsBefore }) };
  const below = notes(answer, workspace, digits > 0).join('\n');
  if (answer.by.length === 0) return `${table(header, [cells(totals)])}\n\n${below}`;
  const rows = answer.rows.map((row) => [...keyOf(row), ...cells(row)]);
  const total = ['total', ...answer.by.slice(1).map(() => ''), ...cells(totals)];
  return `${table([...answer.by, ...header], [...rows, total])}\n\n${below}`;
}

function keyOf({ key, incomplete }: Answer['rows'][number]): readonly string[] {
  const shown = key.map((word) => word ?? '(unknown)');
  return incomplete ? [`${shown[0]} *`, ...shown.slice(1)] : shown;
}

/** Width of the widest amount, so that decimals stand below each other; 0 without money. */
function moneyDigits(answer: Answer, asked: readonly (Metric | undefined)[], currency: Currency): number {
  const all = [...answer.rows.flatMap(valuesOf), ...valuesOf({ values: answer.totals, before: answer.totalsBefore })];
  const amounts = all.filter((value, i) => asked[i % asked.length]?.unit === 'money' && value !== null);
  return Math.max(0, ...amounts.map((amount) => formatMoney(money(amount as number), currency).length));
}

/** The values of a row, once or twice as many as metrics. */
function valuesOf(row: { values: Answer['totals']; before?: Answer['totals'] | undefined }): Answer['totals'] {
  return [...row.values, ...(row.before ?? [])];
}

function notes(answer: Answer, { currency, zone }: Workspace, hasMoney: boolean): readonly string[] {
  const overlapping = answer.metrics.filter((_, i) => answer.by.length > 0 && !answer.additive[i]);
  const { factsUntil } = answer.freshness;
  return [
    ...(answer.rows.some((row) => row.incomplete)
      ? ['* not whole: the days asked for or the facts end inside it']
      : []),
    ...(overlapping.length > 0 ? [`Rows do not sum up to the total: ${overlapping.join(', ')}`] : []),
    ...(answer.truncated ? [`Only the first ${answer.rows.length} rows; see --limit`] : []),
    ...(hasMoney ? [`Money in ${currency.code}`] : []),
    factsUntil === undefined
      ? 'No facts yet'
      : `Facts until ${new Date(factsUntil).toLocaleString('sv-SE', { timeZone: zone })} (${zone})`,
  ];
}
