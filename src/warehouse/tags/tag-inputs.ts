import { type Expression, type FieldCatalogue, parseExpression, partsOf } from '../../expression/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { TagDefinition, TagRule } from './definition.ts';
import { columnsOf, type FactRule, isOverFacts } from './fact-rule.ts';
import { FACT_TABLES, factCatalogue } from './fact-tables.ts';
import { invalidTag, suggest } from './invalid-tag.ts';

/** What a definition is computed from, derived from its rule, with its texts parsed. */
export interface TagInputs {
  /** Tables of the warehouse. */
  readonly tables: readonly string[];
  /** Other tags. */
  readonly tags: readonly string[];
  /** By the text as the definition has it. */
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** Lineage of one definition. `catalogue` holds all tags. Throws `tag.unknown-input` and `tag.invalid`. */
export function tagInputs(definition: TagDefinition, catalogue: FieldCatalogue): TagInputs {
  const { id, rule } = definition;
  const expressions = new Map<string, Expression>();
  const uploaded = UPLOADS[rule.kind];
  if (uploaded) return { tables: [uploaded], tags: [], expressions };
  if (isOverFacts(rule)) {
    if (!Object.hasOwn(FACT_TABLES, rule.fact)) throw unknownInput(id, rule.fact, Object.keys(FACT_TABLES));
    if (rule.where !== undefined) {
      const columns = factCatalogue(rule.fact, catalogue.moneyDecimals);
      expressions.set(rule.where, parseCondition(rule.where, columns, { id, field: 'rule.where' }));
    }
    return { tables: tablesOf(rule, expressions), tags: [], expressions };
  }
  const tags = new Set(namedTags(rule));
  for (const [field, text] of conditionsOf(rule)) {
    const expression = parseCondition(text, catalogue, { id, field });
    expressions.set(text, expression);
    for (const { tree } of partsOf(expression)) if ('field' in tree) tags.add(tree.field);
  }
  for (const tag of tags) if (!catalogue.fields.has(tag)) throw unknownInput(id, tag, catalogue.fields.keys());
  return { tables: [], tags: [...tags], expressions };
}

/** Where values come from that are no facts of ours. */
const UPLOADS: Readonly<Partial<Record<TagRule['kind'], string>>> = {
  attribute: 'user_attribute',
  list: 'audience_list_member',
  model: 'model_score',
};

/** The fact's table, and the dimensions of the columns that the rule names. */
function tablesOf(rule: FactRule, expressions: TagInputs['expressions']): readonly string[] {
  const { table, joined } = FACT_TABLES[rule.fact];
  const dimensions = columnsOf(rule, expressions).map((column) => joined?.[column]?.dimension);
  return [...new Set([table, ...dimensions.filter((name) => name !== undefined)])];
}

function namedTags(rule: TagRule): readonly string[] {
  switch (rule.kind) {
    case 'ratio':
      return [rule.numerator, rule.denominator];
    case 'trend':
      return [rule.recent, rule.before];
    case 'elapsed':
    case 'bucket':
    case 'score':
    case 'quantile':
      return [rule.tag];
    default:
      return [];
  }
}

function conditionsOf(rule: TagRule): readonly (readonly [field: string, text: string])[] {
  if (rule.kind === 'condition') return [['rule.when', rule.when]];
  if (rule.kind === 'quantile') return rule.among === undefined ? [] : [['rule.among', rule.among]];
  return rule.kind === 'cases' ? rule.cases.map(({ when }, i) => [`rule.cases[${i}].when`, when] as const) : [];
}

interface Place {
  readonly id: string;
  readonly field: string;
}

/** A condition over one row: behaviour, audiences and lists have no place in a definition. */
function parseCondition(text: string, catalogue: FieldCatalogue, { id, field }: Place): Expression {
  const expression = parse(text, catalogue, { id, field });
  const foreign = partsOf(expression).find(({ tree }) =>
    ['did', 'sequence', 'in-audience', 'in-list'].includes(tree.kind),
  );
  if (foreign) throw invalidTag(id, field, `"${foreign.tree.kind}" cannot stand in the definition of a tag`);
  return expression;
}

function parse(text: string, catalogue: FieldCatalogue, { id, field }: Place): Expression {
  try {
    return parseExpression(text, catalogue);
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    if (error.code === 'expression.unknown-field' && error.detail['kind'] === 'field')
      throw unknownInput(id, String(error.detail['name']), catalogue.fields.keys());
    throw invalidTag(id, field, error.message);
  }
}

function unknownInput(id: string, input: string, known: Iterable<string>): TesseraError {
  return new TesseraError('tag.unknown-input', { id, input: input.slice(0, 80), suggestion: suggest(input, known) });
}
