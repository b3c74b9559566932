import { type Expression, type FieldCatalogue, parseExpression, partsOf } from '../../expression/index.ts';
import { brandAs, type TemplateId, TesseraError } from '../../kernel/index.ts';
import { nodeName } from './choose.ts';
import type { FlowDraft, FlowNode, FlowNodeDraft } from './flow.ts';

/** What flows may name. */
export interface FlowWorld {
  readonly catalogue: FieldCatalogue;
  readonly templateIds: ReadonlySet<string>;
}

/** Order in which kinds of nodes follow one another. */
const ORDER: readonly FlowNode['kind'][] = ['split', 'recall', 'filter', 'rank', 'reserve'];

/**
 * Reads the nodes of a flow: splits, then one recall, then filters, then one rank, then one reserve. Throws
 * `flow.invalid` with the name of the node.
 */
export function parseFlowNodes(draft: FlowDraft, world: FlowWorld): readonly FlowNode[] {
  holdToOrder(draft);
  return draft.nodes.map((node, i) => parseNode(node, { ...world, name: nodeName(draft, i) }));
}

function holdToOrder({ nodes }: FlowDraft): void {
  let reached = 0;
  for (const [i, { kind }] of nodes.entries()) {
    const place = ORDER.indexOf(kind);
    if (place < reached) throw invalid(nodeName({ nodes }, i), `"${kind}" cannot come after "${ORDER[reached]}"`);
    reached = place;
  }
  for (const kind of ['recall', 'rank', 'reserve'] as const) {
    const found = nodes.filter((node) => node.kind === kind).length;
    if (found !== 1) throw invalid(kind, `a flow has exactly one "${kind}", this one ${found}`);
  }
}

interface NodeWorld extends FlowWorld {
  readonly name: string;
}

function parseNode(node: FlowNodeDraft, world: NodeWorld): FlowNode {
  if (node.kind === 'split') return parseSplit(node, world);
  if (node.kind === 'recall') return { kind: 'recall', templates: parseTemplates(node.templates, world) };
  if (node.kind !== 'filter') return { ...node };
  const rules = [...new Set(node.rules)];
  const text = node.where?.trim();
  if (!text) return { kind: 'filter', rules };
  return { kind: 'filter', rules, where: { text, tree: parseWhere(text, world) } };
}

function parseSplit(node: Extract<FlowNodeDraft, { kind: 'split' }>, { name }: NodeWorld): FlowNode {
  if (node.salt.trim() === '') throw invalid(name, 'its salt is empty, so it would hold out the same people as others');
  if (!(node.holdoutShare >= 0 && node.holdoutShare < 1)) throw invalid(name, 'its share must be from 0 to below 1');
  return { ...node };
}

function parseTemplates(templates: 'campaign' | 'all' | readonly string[], { name, templateIds }: NodeWorld) {
  if (typeof templates === 'string') return templates;
  if (templates.length === 0) throw invalid(name, 'it names no template');
  const missing = templates.find((id) => !templateIds.has(id));
  if (missing !== undefined) throw invalid(name, `there is no coupon template "${missing}"`);
  return templates.map((id) => brandAs<TemplateId>(id));
}

function parseWhere(text: string, { name, catalogue }: NodeWorld): Expression {
  const tree = parsed(text, { name, catalogue });
  const foreign = partsOf(tree).find(({ tree: { kind } }) => ABOUT_MORE_THAN_TAGS.has(kind));
  if (foreign) throw invalid(name, 'its condition may ask about tags only, which a profile answers at once');
  return tree;
}

const ABOUT_MORE_THAN_TAGS: ReadonlySet<Expression['kind']> = new Set(['did', 'sequence', 'in-audience', 'in-list']);

function parsed(text: string, { name, catalogue }: Pick<NodeWorld, 'name' | 'catalogue'>): Expression {
  try {
    return parseExpression(text, catalogue);
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    throw new TesseraError('flow.invalid', { ...error.detail, node: name, problem: error.message }, { cause: error });
  }
}

function invalid(node: string, problem: string): TesseraError {
  return new TesseraError('flow.invalid', { node, problem });
}
