import { canonicalJson } from '../../../kernel/index.ts';
import type { TagDefinition } from '../definition.ts';
import type { PlannedTag } from '../plan-tags.ts';

/** Tags that are not computed as they were: their own rule or type differs, or that of a tag below them. */
export function findRedefined(plan: readonly PlannedTag[], before: readonly TagDefinition[]): ReadonlySet<string> {
  const known = new Map(before.map((definition) => [definition.id, ruleText(definition)]));
  const redefined = new Set<string>();
  for (const { definition, inputs } of [...plan].sort((a, b) => a.layer - b.layer)) {
    const isOwn = known.get(definition.id) !== ruleText(definition);
    if (isOwn || inputs.tags.some((tag) => redefined.has(tag))) redefined.add(definition.id);
  }
  return redefined;
}

const ruleText = ({ type, rule }: TagDefinition): string => canonicalJson({ type, rule });
