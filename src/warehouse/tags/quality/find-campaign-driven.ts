import type { PlannedTag } from '../plan-tags.ts';

/** Facts that campaigns make: a launch moves them within a day, and is meant to. */
const OURS: readonly string[] = ['fact_exposure', 'fact_coupon_event'];

/** Tags that are computed from what campaigns did, directly or through other tags. */
export function findCampaignDriven(plan: readonly PlannedTag[]): ReadonlySet<string> {
  const driven = new Set<string>();
  for (const { definition, inputs } of [...plan].sort((a, b) => a.layer - b.layer)) {
    const isDriven = inputs.tables.some((table) => OURS.includes(table)) || inputs.tags.some((tag) => driven.has(tag));
    if (isDriven) driven.add(definition.id);
  }
  return driven;
}
