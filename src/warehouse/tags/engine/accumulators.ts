import { partsOf } from '../../../expression/index.ts';
import type { AggregateRule, FactSelection, TagFact } from '../definition.ts';
import { isOverFacts } from '../fact-rule.ts';
import type { PlannedTag } from '../plan-tags.ts';
import type { FactTag } from '../select-facts.ts';
import { SEGMENT_COLUMNS, storedAs } from './stored-columns.ts';

/** What is kept of the facts that fit, by person and, where there are several windows, by age. */
export type AccumulatorKind =
  | 'count'
  | 'known'
  | 'sum'
  | 'min'
  | 'max'
  | 'first-day'
  | 'last-day'
  | 'days'
  | 'distinct'
  | 'weights'
  | 'words';

/** Ages at which facts count: `after` < age in days ≤ `upTo`, where the day before the as-of day has age 1. */
export interface AgeWindow {
  readonly after: number;
  readonly upTo: number;
}

/**
 * One thing to keep of the facts of one kind that fulfil one condition. Tags that differ only in their windows share
 * it: it keeps a bin for each stretch of age between two edges, and a window is a run of bins.
 */
export interface Accumulator {
  readonly fact: TagFact;
  readonly where: string | undefined;
  readonly kind: AccumulatorKind;
  /** Column that is measured, or whose words are weighed. */
  readonly field: string | undefined;
  /** For weights: `count`, or the column that is summed up. */
  readonly by: string | undefined;
  /** Ages that begin and end a bin, rising. */
  readonly edges: readonly number[];
}

/** Where a tag finds its value: bins `from` to below `to` of an accumulator. */
export interface BinRange {
  readonly accumulator: number;
  readonly from: number;
  readonly to: number;
}

export interface AccumulatorPlan {
  readonly accumulators: readonly Accumulator[];
  /** By tag id: an average has its sum first and then how many were known. */
  readonly ranges: ReadonlyMap<string, readonly BinRange[]>;
}

export function windowOf({ windowDays, endDaysAgo = 0 }: FactSelection): AgeWindow {
  return { after: endDaysAgo, upTo: windowDays === undefined ? Number.POSITIVE_INFINITY : endDaysAgo + windowDays };
}

/** Whether the engine computes a tag from segments. Ids are stored as hashes, which can only be counted: the rest is left to SQL. */
export function isFactTag(tag: PlannedTag): tag is FactTag {
  const { rule } = tag.definition;
  if (!isOverFacts(rule)) return false;
  const isId = (column: string) => !SEGMENT_COLUMNS.has(column) && storedAs(rule.fact, column) === 'id';
  const isCounted = rule.kind === 'aggregate' && rule.measure === 'count_distinct';
  if (rule.field !== undefined && isId(rule.field) && !isCounted) return false;
  return [...tag.inputs.expressions.values()].every((where) =>
    partsOf(where).every(({ tree }) => !('field' in tree) || tree.kind === 'known' || !isId(tree.field)),
  );
}

/** Shares accumulators among tags. */
export function planAccumulators(tags: readonly FactTag[]): AccumulatorPlan {
  const wanted = tags.map((tag) => ({ tag, needs: needsOf(tag) }));
  const windows = new Map<string, { readonly need: Need; readonly edges: Set<number> }>();
  for (const { tag, needs } of wanted) {
    const { after, upTo } = windowOf(tag.definition.rule);
    for (const need of needs) {
      const shared = windows.get(need.key) ?? { need, edges: new Set<number>() };
      windows.set(need.key, shared);
      shared.edges.add(after).add(upTo);
    }
  }
  const keys = [...windows.keys()];
  const accumulators = keys.map((key) => {
    const { need, edges } = windows.get(key)!;
    return { ...need.accumulator, edges: [...edges].sort((a, b) => a - b) };
  });
  const ranges = new Map(
    wanted.map(({ tag, needs }) => {
      const { after, upTo } = windowOf(tag.definition.rule);
      return [
        tag.definition.id,
        needs.map(({ key }) => {
          const accumulator = keys.indexOf(key);
          const { edges } = accumulators[accumulator]!;
          return { accumulator, from: edges.indexOf(after), to: edges.indexOf(upTo) };
        }),
      ] as const;
    }),
  );
  return { accumulators, ranges };
}

interface Need {
  readonly key: string;
  readonly accumulator: Omit<Accumulator, 'edges'>;
}

function needsOf({ definition: { rule } }: FactTag): readonly Need[] {
  const base = { fact: rule.fact, where: rule.where, field: undefined, by: undefined };
  const need = (accumulator: Omit<Accumulator, 'edges'>): Need => {
    const { fact, where, kind, field, by } = accumulator;
    const { after, upTo } = windowOf(rule);
    // What is not a sum over bins cannot be cut by age: each window, or each end of windows, has its own.
    const own = kind === 'weights' || kind === 'words' ? `${after} ${upTo}` : kind === 'distinct' ? `${after}` : '';
    return { key: JSON.stringify([fact, where, kind, field, by, own]), accumulator };
  };
  if (rule.kind === 'top' || rule.kind === 'share')
    return [need({ ...base, kind: 'weights', field: rule.field, by: rule.by })];
  if (rule.kind === 'collect') return [need({ ...base, kind: 'words', field: rule.field })];
  return kindsOf(rule).map((kind) => need({ ...base, kind, field: FIELDLESS.has(kind) ? undefined : rule.field }));
}

const FIELDLESS = new Set<AccumulatorKind>(['count', 'first-day', 'last-day', 'days']);

function kindsOf({ measure, field }: AggregateRule): readonly AccumulatorKind[] {
  switch (measure) {
    case 'count':
      return ['count'];
    case 'sum':
      return ['sum'];
    case 'average':
      return ['sum', 'known'];
    case 'min':
      return [field === 'day' ? 'first-day' : 'min'];
    case 'max':
      return [field === 'day' ? 'last-day' : 'max'];
    case 'first_day':
    case 'days_since_first':
      return ['first-day'];
    case 'last_day':
    case 'days_since_last':
      return ['last-day'];
    case 'active_days':
      return ['days'];
    case 'count_distinct':
      return [field === 'day' ? 'days' : 'distinct'];
  }
}
