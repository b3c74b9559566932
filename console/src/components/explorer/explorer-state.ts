/** What is asked for, all of it in the address, so that back, reload and share work. */
export interface ExplorerState {
  readonly metrics: readonly string[];
  /** At most two dimensions. */
  readonly by: readonly string[];
  readonly filters: readonly Filter[];
  readonly period: Period;
  readonly compare: Comparison | undefined;
  /** Whether the change is being explained. */
  readonly isExplaining: boolean;
}

/** Values of one dimension; null is unknown. */
export interface Filter {
  readonly dimension: string;
  readonly values: readonly (string | null)[];
}

export type Period =
  | { readonly kind: 'all' }
  /** So many days up to the last one with facts. */
  | { readonly kind: 'last'; readonly days: number }
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

export const COMPARISONS = ['previous', 'week', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What an address that says nothing means. */
export type ExplorerDefaults = Pick<ExplorerState, 'metrics' | 'by' | 'period' | 'compare'>;

export function readExplorerState(search: URLSearchParams, defaults: ExplorerDefaults): ExplorerState {
  const metrics = list(search.get('metrics'));
  return {
    metrics: metrics.length > 0 ? metrics : defaults.metrics,
    by: search.has('by') ? list(search.get('by')).slice(0, 2) : defaults.by,
    filters: readFilters(search.getAll('f')),
    period: readPeriod(search) ?? defaults.period,
    compare: search.has('compare') ? readComparison(search.get('compare')) : defaults.compare,
    isExplaining: search.get('explain') === '1',
  };
}

/** Leaves the parameters that are not the explorer's. */
export function writeExplorerState(state: ExplorerState, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ['f', 'from', 'to', 'last', 'explain']) next.delete(name);
  next.set('metrics', state.metrics.join(','));
  next.set('by', state.by.join(','));
  next.set('compare', state.compare ?? 'none');
  if (state.isExplaining) next.set('explain', '1');
  for (const { dimension, values } of state.filters) {
    for (const value of values) next.append('f', value === null ? dimension : `${dimension}:${value}`);
  }
  const { period } = state;
  if (period.kind === 'between') {
    next.set('from', period.from);
    next.set('to', period.to);
  } else next.set('last', period.kind === 'last' ? String(period.days) : 'all');
  return next;
}

function readPeriod(search: URLSearchParams): Period | undefined {
  const from = search.get('from');
  const to = search.get('to');
  if (isDay(from) && isDay(to)) return { kind: 'between', from, to };
  const last = search.get('last');
  if (last === 'all') return { kind: 'all' };
  return last && /^\d{1,4}$/.test(last) ? { kind: 'last', days: Math.max(1, Number(last)) } : undefined;
}

function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function readComparison(text: string | null): Comparison | undefined {
  return COMPARISONS.find((known) => known === text);
}

/** `city:Chengdu` is a value, `city` alone is unknown. */
function readFilters(texts: readonly string[]): readonly Filter[] {
  const byDimension = new Map<string, (string | null)[]>();
  for (const text of texts) {
    const colon = text.indexOf(':');
    const dimension = colon < 0 ? text : text.slice(0, colon);
    const values = byDimension.get(dimension) ?? [];
    values.push(colon < 0 ? null : text.slice(colon + 1));
    byDimension.set(dimension, values);
  }
  return [...byDimension].map(([dimension, values]) => ({ dimension, values }));
}

function list(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}
