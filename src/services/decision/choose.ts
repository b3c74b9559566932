import { type TemplateId, ZERO } from '../../kernel/index.ts';
import { fullCost } from '../ledger/index.ts';
import type { Candidate, DecisionInputs, OfferInput, StageCount } from './decision.ts';
import { dropReason, rulesOf } from './filter.ts';
import type { FilterNode, Flow, FlowNode, RankBy, RecallNode } from './flow.ts';
import type { Reason } from './reason.ts';
import { recallTemplates } from './recall.ts';
import { scoreOffer } from './score.ts';
import { isHeldOut } from './split.ts';

/** What a flow would like to give one person, before the ledger is asked. */
export interface Choice {
  /** Best first. */
  readonly ranked: readonly (Candidate & { readonly score: number })[];
  readonly dropped: readonly Candidate[];
  readonly stages: readonly StageCount[];
  /** Why nothing is left to ask the ledger for. */
  readonly reason?: Reason;
}

/**
 * Runs a flow up to its reserve node: pure, so that a decision can be previewed and replayed. Who loses every candidate
 * is told the reason of the one that came farthest; of several, the first by template id.
 */
export function choose(flow: Flow, inputs: DecisionInputs, now: () => number = () => 0): Choice {
  const run = new FlowRun(inputs);
  const stages: StageCount[] = [];
  for (const [i, node] of flow.nodes.entries()) {
    if (node.kind === 'reserve') continue;
    const startedAt = now();
    const before = run.size(node);
    run.pass(node);
    stages.push({ node: nodeName(flow, i), in: before, out: run.size(node), ms: now() - startedAt });
    if (run.isOver) break;
  }
  return run.finish(stages);
}

/** `filter`, or `filter 2` for the second of its kind. */
export function nodeName(flow: { readonly nodes: readonly { readonly kind: string }[] }, index: number): string {
  const kind = flow.nodes[index]?.kind ?? 'unknown';
  const position = flow.nodes.slice(0, index + 1).filter((node) => node.kind === kind).length;
  return position === 1 ? kind : `${kind} ${position}`;
}

/** A person on the way through the nodes. */
class FlowRun {
  readonly #inputs: DecisionInputs;
  readonly #dropped: Candidate[] = [];
  #left: readonly OfferInput[] = [];
  #rankBy: RankBy | undefined;
  #reason: Reason | undefined;
  isOver = false;

  constructor(inputs: DecisionInputs) {
    this.#inputs = inputs;
    const { campaign } = inputs;
    if (campaign && !campaign.isRunning) this.#end('campaign-not-running');
    else if (campaign && !campaign.isInAudience) this.#end('not-in-audience');
  }

  pass(node: FlowNode): void {
    if (this.isOver) return;
    if (node.kind === 'split' && isHeldOut(node, this.#inputs.userId)) this.#end('holdout');
    if (node.kind === 'recall') this.#recall(node);
    if (node.kind === 'filter') for (const rule of rulesOf(node)) this.#filter(node, rule);
    if (node.kind === 'rank') this.#rankBy = node.by;
  }

  /** A split counts the person, all else counts candidates. */
  size(node: FlowNode): number {
    return node.kind === 'split' ? Number(!this.isOver) : this.#left.length;
  }

  finish(stages: readonly StageCount[]): Choice {
    const ranked = this.isOver ? [] : this.#rank();
    const reason = ranked.length > 0 ? undefined : (this.#reason ?? 'no-candidate');
    return { ranked, dropped: this.#dropped, stages, ...(reason && { reason }) };
  }

  #end(reason: Reason): void {
    this.isOver = true;
    this.#reason = reason;
  }

  #recall(node: RecallNode): void {
    const byId = new Map(this.#inputs.offers.map((offer) => [offer.templateId, offer]));
    const left: OfferInput[] = [];
    for (const id of recallTemplates(node, this.#inputs)) {
      const offer = byId.get(id);
      if (offer) left.push(offer);
      else this.#dropped.push(unknownTemplate(id));
    }
    this.#left = left;
    if (this.#dropped.length > 0) this.#reason = 'template-unknown';
  }

  #filter(node: FilterNode, rule: ReturnType<typeof rulesOf>[number]): void {
    const left: OfferInput[] = [];
    const dropped: Candidate[] = [];
    for (const offer of this.#left) {
      const reason = dropReason(rule, { node, offer, inputs: this.#inputs });
      if (reason) dropped.push({ templateId: offer.templateId, stage: 'filtered', reason, cost: fullCost(offer) });
      else left.push(offer);
    }
    this.#left = left;
    this.#dropped.push(...dropped);
    this.#reason = dropped[0]?.reason ?? this.#reason;
  }

  #rank(): Choice['ranked'] {
    const by = this.#rankBy ?? 'expected-value';
    return this.#left
      .map((offer) => ({
        templateId: offer.templateId,
        stage: 'ranked' as const,
        score: scoreOffer(by, offer, this.#inputs.tags),
        cost: fullCost(offer),
      }))
      .sort((a, b) => b.score - a.score || (a.templateId < b.templateId ? -1 : 1));
  }
}

function unknownTemplate(templateId: TemplateId): Candidate {
  return { templateId, stage: 'filtered', reason: 'template-unknown', cost: ZERO };
}
