import { canonicalJson } from '../../kernel/index.ts';
import type { CampaignDocument, FieldChange } from './campaign.ts';

/** Fields that differ, by name; `budget` and `schedule` are told by their parts. */
export function diffDocuments(
  before: CampaignDocument | undefined,
  after: CampaignDocument | undefined,
): readonly FieldChange[] {
  const [old, wanted] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...wanted.keys()])]
    .sort()
    .map((field) => ({ field, before: old.get(field), after: wanted.get(field) }))
    .filter((change) => canonicalJson(change.before ?? null) !== canonicalJson(change.after ?? null));
}

function fieldsOf(document: CampaignDocument | undefined): ReadonlyMap<string, unknown> {
  if (!document) return new Map();
  const { budget, schedule, ...rest } = document;
  return new Map([...Object.entries(rest), ...partsOf('budget', budget), ...partsOf('schedule', schedule)]);
}

function partsOf(name: string, value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).map(([part, inner]) => [`${name}.${part}`, inner] as const);
}
