import type { FieldCatalogue, FieldInfo } from '../../expression/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import { checkDefinition } from './check-definition.ts';
import type { TagDefinition } from './definition.ts';
import { checkQuality } from './quality/quality-rules.ts';
import { type TagInputs, tagInputs } from './tag-inputs.ts';

/** Derived from the definitions, never typed. */
export interface TagLineage {
  /** Tables of the warehouse and tags that it is computed from. */
  readonly inputs: readonly string[];
  /** Tags computed from it. */
  readonly usedBy: readonly string[];
}

/** A checked definition with its lineage. */
export interface PlannedTag<Definition extends TagDefinition = TagDefinition> {
  readonly definition: Definition;
  readonly inputs: TagInputs;
  /** 0: computed from facts; n: from tags of layers below n. */
  readonly layer: number;
}

/** Checks definitions as a whole and finds their layers. Throws `tag.invalid`, `tag.unknown-input`, `tag.cycle`. */
export function planTags<Definition extends TagDefinition>(
  definitions: readonly Definition[],
  moneyDecimals: number,
): readonly PlannedTag<Definition>[] {
  const catalogue = tagCatalogue(definitions, moneyDecimals);
  const inputs = new Map(definitions.map((definition) => [definition.id, tagInputs(definition, catalogue)]));
  const layers = new Map<string, number>();
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const others = {
    typeOf: (tag: string) => byId.get(tag)!.type,
    ruleOf: (tag: string) => byId.get(tag)!.rule,
  };
  for (const definition of definitions) {
    findLayer(definition.id, { inputs, layers, path: [] });
    checkDefinition(definition, others);
    checkQuality(definition);
  }
  return definitions.map((definition) => ({
    definition,
    inputs: inputs.get(definition.id)!,
    layer: layers.get(definition.id)!,
  }));
}

/** Tags as fields that expressions may name; no events. */
export function tagCatalogue(definitions: readonly TagDefinition[], moneyDecimals: number): FieldCatalogue {
  const fields = definitions.map(({ id, type }): readonly [string, FieldInfo] => [id, { id, type }]);
  return { fields: new Map(fields), events: new Map(), moneyDecimals };
}

/** The tags that one tag needs, itself included, in the plan's order. */
export function withInputs<Planned extends PlannedTag>(plan: readonly Planned[], id: string): readonly Planned[] {
  const needed = new Set([id]);
  for (const name of needed) {
    const planned = plan.find(({ definition }) => definition.id === name);
    for (const input of planned?.inputs.tags ?? []) needed.add(input);
  }
  return plan.filter(({ definition }) => needed.has(definition.id));
}

/** Inputs and users of every tag of a plan. */
export function lineageOf(plan: readonly PlannedTag[]): ReadonlyMap<string, TagLineage> {
  const usersOf = (id: string) => plan.filter(({ inputs }) => inputs.tags.includes(id));
  return new Map(
    plan.map(({ definition: { id }, inputs }) => [
      id,
      { inputs: [...inputs.tables, ...inputs.tags], usedBy: usersOf(id).map(({ definition }) => definition.id) },
    ]),
  );
}

interface Walk {
  readonly inputs: ReadonlyMap<string, TagInputs>;
  readonly layers: Map<string, number>;
  readonly path: readonly string[];
}

function findLayer(id: string, walk: Walk): number {
  const known = walk.layers.get(id);
  if (known !== undefined) return known;
  const path = [...walk.path, id];
  if (walk.path.includes(id)) throw new TesseraError('tag.cycle', { id, path: path.join(' ← ') });
  const below = walk.inputs.get(id)!.tags.map((tag) => findLayer(tag, { ...walk, path }));
  const layer = below.length === 0 ? 0 : Math.max(...below) + 1;
  walk.layers.set(id, layer);
  return layer;
}
