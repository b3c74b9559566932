import { type BucketGrain, bucketRange } from './bucket.ts';
import type { ExplorerState, Filter } from './explorer-state.ts';

/** Adds a value to the filters, or takes it out where it is there already. */
export function toggleFilter(state: ExplorerState, dimension: string, value: string | null): ExplorerState {
  const others = state.filters.filter((filter) => filter.dimension !== dimension);
  const values = state.filters.find((filter) => filter.dimension === dimension)?.values ?? [];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  const kept: readonly Filter[] = next.length > 0 ? [{ dimension, values: next }] : [];
  return { ...state, filters: [...others, ...kept] };
}

export function dropFilter(state: ExplorerState, dimension: string): ExplorerState {
  return { ...state, filters: state.filters.filter((filter) => filter.dimension !== dimension) };
}

/** Goes into one value of a word: keeps only it, and shows it over time or by what else was asked for. */
export function drillIntoWord(state: ExplorerState, dimension: string, value: string | null): ExplorerState {
  const rest = state.by.filter((one) => one !== dimension);
  const narrowed = { ...dropFilter(state, dimension), by: rest.length > 0 ? rest : ['day'] };
  return { ...narrowed, filters: [...narrowed.filters, { dimension, values: [value] }] };
}

/** Goes into one bucket of time: its days, or for a single day what it was made of. */
export function drillIntoBucket(
  state: ExplorerState,
  at: { readonly grain: BucketGrain; readonly key: string },
  firstWord: string | undefined,
): ExplorerState {
  const range = bucketRange(at.grain, at.key);
  if (!range) return state;
  const finer = at.grain === 'day' ? firstWord : 'day';
  const by = state.by.map((one) => (one === at.grain ? finer : one)).filter((one) => one !== undefined);
  return { ...state, by: [...new Set(by)], period: { kind: 'between', ...range } };
}

/** The first metric is the one that the large chart shows and that is explained. */
export function putFirst(state: ExplorerState, metric: string): ExplorerState {
  return { ...state, metrics: [metric, ...state.metrics.filter((one) => one !== metric)] };
}
