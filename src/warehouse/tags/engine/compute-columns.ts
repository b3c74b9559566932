import type { DayNumber } from '../../../kernel/index.ts';
import type { PlannedTag } from '../plan-tags.ts';
import { isFactTag } from './accumulators.ts';
import { createFactComputation, type Unit } from './compute-facts.ts';
import { compileDerived, type DeriveContext, derivedWords } from './derive-code.ts';
import { BLOCK_PEOPLE } from './person-words.ts';
import { rankPeople } from './rank-people.ts';
import { type SegmentStore, SHARD_PEOPLE } from './segment-store.ts';
import { blankColumn, type TagColumn } from './tag-columns.ts';
import type { Words } from './words.ts';

export interface Computation {
  readonly plan: readonly PlannedTag[];
  readonly asOf: DayNumber;
  readonly moneyDecimals: number;
  /** One more than the greatest key of a person. */
  readonly people: number;
  /** `isPerson[user_key]` is 0 for the key of an account that belongs to somebody else. */
  readonly isPerson: Uint8Array;
  readonly words: Words;
  readonly store: SegmentStore;
  /** Every tag has its column; those that are not computed here are filled. */
  readonly columns: ReadonlyMap<string, TagColumn>;
}

/** Blocks of a shard that are in memory at once. */
const BLOCKS_AT_ONCE = 128;

/** Whether a tag is filled by this engine, from facts or from other tags; attributes, lists and scores come by SQL. */
export function isComputed(tag: PlannedTag): boolean {
  return isFactTag(tag) || tag.layer > 0;
}

/** A column for a tag of the engine, which writes it for everybody. */
export function emptyColumn({ definition: { rule, type } }: PlannedTag, people: number, words: Words): TagColumn {
  const own = rule.kind === 'top' || rule.kind === 'collect' ? words.of(rule.fact, rule.field) : derivedWords(rule);
  return blankColumn(type, people, own);
}

/** Every unit of a folder. */
export function unitsOf(people: number): readonly Unit[] {
  const units: Unit[] = [];
  for (let first = 0; first < people; first += BLOCKS_AT_ONCE * BLOCK_PEOPLE) {
    const shard = Math.floor(first / SHARD_PEOPLE);
    const block = (first - shard * SHARD_PEOPLE) / BLOCK_PEOPLE;
    const blocks = Math.ceil(Math.min(people - first, BLOCKS_AT_ONCE * BLOCK_PEOPLE) / BLOCK_PEOPLE);
    units.push({ shard, blocks: { first: block, count: blocks } });
  }
  return units;
}

/** The people of a unit: from, and to below. */
export function peopleOf({ shard, blocks }: Unit, people: number): readonly [from: number, to: number] {
  const from = shard * SHARD_PEOPLE + blocks.first * BLOCK_PEOPLE;
  return [from, Math.min(people, from + blocks.count * BLOCK_PEOPLE)];
}

/** Computes what concerns each person alone: facts, and the tags made of them without a look at anybody else. */
export function createUnitComputation(given: Computation): (unit: Unit) => void {
  const facts = createFactComputation({ ...given, tags: given.plan.filter(isFactTag) });
  const context = deriveContext(given);
  const alone = inLayers(given.plan)
    .filter((tag) => tag.layer > 0 && !needsOthers(given.plan).has(tag.definition.id))
    .map((tag) => compileDerived(tag, context));
  return (unit) => {
    facts(unit);
    const [from, to] = peopleOf(unit, given.people);
    for (const derive of alone) derive(from, to);
  };
}

/** Computes ranks among people, and what is made of them, once everybody's other tags are there. */
export function computeAmongPeople(given: Computation, beforeEach: () => void): void {
  const context = deriveContext(given);
  const others = needsOthers(given.plan);
  for (const tag of inLayers(given.plan)) {
    if (!others.has(tag.definition.id)) continue;
    beforeEach();
    const { rule } = tag.definition;
    if (rule.kind === 'quantile')
      rankPeople({ ...tag, definition: { ...tag.definition, rule } }, context, given.isPerson);
    else compileDerived(tag, context)(0, given.people);
  }
}

/** Ids of ranks, and of tags made of them at any distance. */
function needsOthers(plan: readonly PlannedTag[]): ReadonlySet<string> {
  const others = new Set<string>();
  for (const { definition, inputs } of inLayers(plan))
    if (definition.rule.kind === 'quantile' || inputs.tags.some((tag) => others.has(tag))) others.add(definition.id);
  return others;
}

function inLayers(plan: readonly PlannedTag[]): readonly PlannedTag[] {
  return [...plan].sort((a, b) => a.layer - b.layer);
}

function deriveContext({ plan, asOf, moneyDecimals, columns }: Computation): DeriveContext {
  const definitions = new Map(plan.map(({ definition }) => [definition.id, definition]));
  return { asOf, moneyDecimals, columns, definitions };
}
