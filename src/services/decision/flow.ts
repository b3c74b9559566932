import type { Expression } from '../../expression/index.ts';
import { brandAs, type FlowId, type TemplateId } from '../../kernel/index.ts';

/** Keeps `holdoutShare` of people (0 up to 1) out by a salted hash of their id: the same people each time. */
export interface SplitNode {
  readonly kind: 'split';
  readonly salt: string;
  readonly holdoutShare: number;
}

/** Proposes templates. `campaign`: those of the campaign, or all where the decision is for none. */
export interface RecallNode {
  readonly kind: 'recall';
  readonly templates: 'campaign' | 'all' | readonly TemplateId[];
}

export type FilterRule = 'eligible' | 'stock' | 'user-cap' | 'budget' | 'already-holds';

/** Drops candidates, rule by rule in the order given. `eligible` asks `where`; without it everyone is. */
export interface FilterNode {
  readonly kind: 'filter';
  readonly rules: readonly FilterRule[];
  /** Over the person's tags; who is unknown is not eligible. */
  readonly where?: { readonly text: string; readonly tree: Expression };
}

export type RankBy = 'expected-value' | 'cheapest' | 'dearest';

export interface RankNode {
  readonly kind: 'rank';
  readonly by: RankBy;
}

/** Holds the best candidate in the ledger; where it is refused, the next. */
export interface ReserveNode {
  readonly kind: 'reserve';
}

export type FlowNode = SplitNode | RecallNode | FilterNode | RankNode | ReserveNode;

/** How a coupon is decided, as a document. Each save is a new version and every version stays readable. */
export interface Flow {
  readonly id: FlowId;
  /** Counts from 1. */
  readonly version: number;
  readonly title: string;
  readonly nodes: readonly FlowNode[];
}

/** A flow as people write it: `where` is text. */
export interface FlowDraft {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly FlowNodeDraft[];
}

export type FlowNodeDraft =
  | SplitNode
  | { readonly kind: 'recall'; readonly templates: 'campaign' | 'all' | readonly string[] }
  | { readonly kind: 'filter'; readonly rules: readonly FilterRule[]; readonly where?: string | undefined }
  | RankNode
  | ReserveNode;

export const DEFAULT_FLOW_ID = brandAs<FlowId>('default');

/** What campaigns use unless they name another flow. */
export const DEFAULT_FLOW: FlowDraft = {
  id: DEFAULT_FLOW_ID,
  title: 'Best expected value',
  nodes: [
    { kind: 'split', salt: 'default', holdoutShare: 0 },
    { kind: 'recall', templates: 'campaign' },
    { kind: 'filter', rules: ['eligible', 'already-holds', 'user-cap', 'stock', 'budget'] },
    { kind: 'rank', by: 'expected-value' },
    { kind: 'reserve' },
  ],
};
