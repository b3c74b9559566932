import type { TemplateId } from '../../kernel/index.ts';
import type { DecisionInputs } from './decision.ts';
import type { RecallNode } from './flow.ts';

/** Templates that a recall node proposes, in code-point order, each once. They need not exist. */
export function recallTemplates(node: RecallNode, inputs: Pick<DecisionInputs, 'campaign' | 'offers'>): TemplateId[] {
  return [...new Set(proposed(node, inputs))].sort((a, b) => (a < b ? -1 : 1));
}

function proposed(node: RecallNode, { campaign, offers }: Pick<DecisionInputs, 'campaign' | 'offers'>) {
  if (node.templates === 'campaign' && campaign) return campaign.templateIds;
  if (typeof node.templates === 'string') return offers.map(({ templateId }) => templateId);
  return node.templates;
}
