import { SHIPPED_TAGS } from '../../dist/src/warehouse/tags/index.js';
import { planTags } from '../../dist/src/warehouse/tags/plan-tags.js';

/** The shipped tags without ranks among all people, which SQL cannot build a part of the people at a time. */
export function aloneTags(moneyDecimals) {
  const plan = planTags(SHIPPED_TAGS, moneyDecimals);
  const others = new Set();
  for (const { definition, inputs } of [...plan].sort((a, b) => a.layer - b.layer))
    if (definition.rule.kind === 'quantile' || inputs.tags.some((tag) => others.has(tag))) others.add(definition.id);
  return plan.filter(({ definition }) => !others.has(definition.id));
}
