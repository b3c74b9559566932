import type { CallInput, CallOutput, routes } from '../../../../src/contract/index.ts';
import { type Expression, printExpression } from '../../../../src/expression/index.ts';
import { addDays } from './bucket.ts';
import type { ExplorerState, Filter, Period } from './explorer-state.ts';

export type MetricsQuery = NonNullable<CallInput<typeof routes.queryMetrics>['body']>;
export type MetricsAnswer = CallOutput<typeof routes.queryMetrics>;
export type MetricView = CallOutput<typeof routes.listMetrics>['metrics'][number];
export type DimensionView = CallOutput<typeof routes.listMetrics>['dimensions'][number];
export type Workspace = CallOutput<typeof routes.getWorkspace>;

const MOST_ROWS = 10_000;

/** The state as the server is asked. `fixed` holds what the page is about (one campaign). */
export function metricsQuery(
  state: ExplorerState,
  settings: { readonly workspace: Workspace; readonly fixed: readonly Filter[] },
): MetricsQuery {
  const days = resolvePeriod(state.period, settings.workspace);
  const where = whereText([...settings.fixed, ...state.filters]);
  return {
    metrics: [...state.metrics],
    by: [...state.by],
    limit: MOST_ROWS,
    ...(where === undefined ? {} : { where }),
    ...(days ?? {}),
    ...(days && state.compare ? { compare: state.compare } : {}),
  };
}

/** First and last day, or undefined for everything that there is. */
export function resolvePeriod(
  period: Period,
  { firstDay, lastDay, today }: Pick<Workspace, 'firstDay' | 'lastDay' | 'today'>,
): { readonly from: string; readonly to: string } | undefined {
  if (period.kind === 'all') return undefined;
  if (period.kind === 'between') {
    const { from, to } = period;
    return from <= to ? { from, to } : { from: to, to: from };
  }
  const to = lastDay ?? today;
  const from = addDays(to, 1 - period.days);
  return { from: firstDay && firstDay > from && firstDay <= to ? firstDay : from, to };
}

/** `city in ('Chengdu', 'Xi''an') and channel is unknown`; undefined without filters. */
export function whereText(filters: readonly Filter[]): string | undefined {
  if (filters.length === 0) return undefined;
  const tree: Expression = { kind: 'all', of: filters.map(filterTree) };
  const fields = new Map(filters.map(({ dimension: id }) => [id, { id, type: 'category' as const }]));
  return printExpression(tree, { fields, events: new Map(), moneyDecimals: 0 });
}

function filterTree({ dimension: field, values }: Filter): Expression {
  const words = values.filter((value) => value !== null);
  const known: readonly Expression[] = words.length > 0 ? [{ kind: 'in', field, values: words }] : [];
  const unknown: readonly Expression[] = values.includes(null) ? [{ kind: 'known', field, known: false }] : [];
  return { kind: 'any', of: [...known, ...unknown] };
}
