import { type Expression, type FieldCatalogue, parseExpression, partsOf } from '../../expression/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { TagDefinition, TagRule } from './definition.ts';
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
  if (rule.kind === 'attribute') return { tables: ['user_attribute'], tags: [], expressions };
  if (rule.kind === 'aggregate' || rule.kind === 'top' || rule.kind === 'collect') {
    if (!Object.hasOwn(FACT_TABLES, rule.fact)) throw unknownInput(id, rule.fact, Object.keys(FACT_TABLES));
    if (rule.where !== undefined) {
      const columns = factCatalogue(rule.fact, catalogue.moneyDecimals);
      expressions.set(rule.where, parseCondition(rule.where, columns, { id, field: 'rule.where' }));
    }
    return { tables: [FACT_TABLES[rule.fact].table], tags: [], expressions };
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

function namedTags(rule: TagRule): readonly string[] {
  if (rule.kind === 'ratio') return [rule.numerator, rule.denominator];
  return rule.kind === 'elapsed' || rule.kind === 'bucket' || rule.kind === 'quantile' ? [rule.tag] : [];
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
