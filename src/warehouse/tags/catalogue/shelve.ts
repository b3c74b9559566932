import type { TagDefinition } from '../definition.ts';

type Shared = Pick<TagDefinition, 'category' | 'owner'>;
type Habit = Pick<TagDefinition, 'freshness' | 'pii'>;
type Given = Omit<TagDefinition, keyof Shared | keyof Habit> & Partial<Shared & Habit>;

/** Tags of one category: what a definition leaves out is the shelf's, `daily`, and not personal. */
export function shelve(shared: Shared, tags: readonly Given[]): readonly TagDefinition[] {
  return tags.map((tag) => ({ freshness: 'daily', pii: 'none', ...shared, ...tag }));
}
