import type { FieldCatalogue, FieldType } from '../../expression/index.ts';
import type { AggregateRule, FactSelection, TagDefinition, TagFact, TopRule } from './definition.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { invalidTag } from './invalid-tag.ts';

const ID = /^[a-z][a-z0-9_]{0,62}$/;
const MAX_WINDOW_DAYS = 36_500;
const AMOUNTS: readonly FieldType[] = ['integer', 'number', 'money'];
const ORDERED: readonly FieldType[] = [...AMOUNTS, 'date'];

/** Holds a definition to what its rule can give. Its inputs exist. Throws `tag.invalid` with the field that is wrong. */
export function checkDefinition(definition: TagDefinition, catalogue: FieldCatalogue): void {
  const { id, type, rule } = definition;
  if (!ID.test(id)) throw invalidTag(id, 'id', 'small letters, digits and _, beginning with a letter, at most 63');
  if (id === 'user_key') throw invalidTag(id, 'id', 'the name is taken');
  if (rule.kind === 'attribute') return;
  const fits = CHECKS[rule.kind](definition, (tag) => catalogue.fields.get(tag)!.type);
  if (!fits.includes(type)) throw invalidTag(id, 'type', `its rule gives ${fits.join(' or ')}, not ${type}`);
}

type TypeOf = (tag: string) => FieldType;
type Kind = Exclude<TagDefinition['rule']['kind'], 'attribute'>;

/** By kind: throws for a wrong part and gives the types that the tag may have. */
const CHECKS: Readonly<Record<Kind, (definition: TagDefinition, typeOf: TypeOf) => readonly FieldType[]>> = {
  aggregate: (definition) => checkAggregate(definition as TagDefinition & { rule: AggregateRule }),
  top: (definition) => {
    const rule = definition.rule as TopRule;
    checkWindow(definition, rule);
    checkWord(definition, rule);
    if (rule.by !== 'count') checkColumn(definition, { fact: rule.fact, column: rule.by, part: 'rule.by' }, AMOUNTS);
    return ['category'];
  },
  collect: (definition) => {
    const { rule } = definition;
    if (rule.kind !== 'collect') return [];
    checkWindow(definition, rule);
    checkWord(definition, rule);
    return ['categories'];
  },
  ratio: ({ id, rule }, typeOf) => {
    if (rule.kind !== 'ratio') return [];
    const [above, below] = [typeOf(rule.numerator), typeOf(rule.denominator)];
    if (!AMOUNTS.includes(above)) throw invalidTag(id, 'rule.numerator', `${rule.numerator} is no amount`);
    if (!AMOUNTS.includes(below)) throw invalidTag(id, 'rule.denominator', `${rule.denominator} is no amount`);
    if (below === 'money' && above !== 'money')
      throw invalidTag(id, 'rule.denominator', 'only money can be divided by money');
    return above === 'money' && below !== 'money' ? ['money'] : ['number', 'integer'];
  },
  elapsed: ({ id, rule }, typeOf) => {
    if (rule.kind === 'elapsed' && typeOf(rule.tag) !== 'date')
      throw invalidTag(id, 'rule.tag', `${rule.tag} is no date`);
    return ['integer'];
  },
  bucket: ({ id, rule }, typeOf) => {
    if (rule.kind !== 'bucket') return [];
    if (!AMOUNTS.includes(typeOf(rule.tag))) throw invalidTag(id, 'rule.tag', `${rule.tag} is no number`);
    if (rule.cuts.some((cut, i) => !Number.isFinite(cut) || (i > 0 && cut <= rule.cuts[i - 1]!)))
      throw invalidTag(id, 'rule.cuts', 'must rise');
    if (rule.labels.length !== rule.cuts.length + 1) throw invalidTag(id, 'rule.labels', 'must be one more than cuts');
    return ['category'];
  },
  quantile: ({ id, rule }, typeOf) => {
    if (rule.kind !== 'quantile') return [];
    if (!ORDERED.includes(typeOf(rule.tag))) throw invalidTag(id, 'rule.tag', `${rule.tag} has no order`);
    if (!Number.isInteger(rule.parts) || rule.parts < 2 || rule.parts > 100)
      throw invalidTag(id, 'rule.parts', 'a whole number from 2 to 100');
    return ['integer'];
  },
  condition: () => ['boolean'],
  cases: ({ id, rule }) => {
    if (rule.kind === 'cases' && rule.cases.length === 0) throw invalidTag(id, 'rule.cases', 'at least one');
    return ['category'];
  },
};

function checkAggregate(definition: TagDefinition & { readonly rule: AggregateRule }): readonly FieldType[] {
  const { id, rule } = definition;
  checkWindow(definition, rule);
  switch (rule.measure) {
    case 'count':
    case 'active_days':
    case 'days_since_first':
    case 'days_since_last':
      if (rule.field !== undefined) throw invalidTag(id, 'rule.field', `${rule.measure} measures no field`);
      return ['integer'];
    case 'first_day':
    case 'last_day':
      if (rule.field !== undefined) throw invalidTag(id, 'rule.field', `${rule.measure} measures no field`);
      return ['date'];
    case 'count_distinct':
      checkColumn(definition, { fact: rule.fact, column: rule.field, part: 'rule.field' });
      return ['integer'];
    default: {
      const allowed = rule.measure === 'min' || rule.measure === 'max' ? ORDERED : AMOUNTS;
      const type = checkColumn(definition, { fact: rule.fact, column: rule.field, part: 'rule.field' }, allowed);
      return rule.measure === 'average' && type === 'integer' ? ['number'] : [type];
    }
  }
}

function checkWindow({ id }: TagDefinition, rule: FactSelection): void {
  const { windowDays, endDaysAgo } = rule;
  const isDays = (days: number, least: number) => Number.isInteger(days) && days >= least && days <= MAX_WINDOW_DAYS;
  if (windowDays !== undefined && !isDays(windowDays, 1))
    throw invalidTag(id, 'rule.windowDays', `a whole number from 1 to ${MAX_WINDOW_DAYS}`);
  if (endDaysAgo !== undefined && !isDays(endDaysAgo, 0))
    throw invalidTag(id, 'rule.endDaysAgo', `a whole number from 0 to ${MAX_WINDOW_DAYS}`);
}

function checkWord(definition: TagDefinition, rule: { readonly fact: TagFact; readonly field: string }): void {
  checkColumn(definition, { fact: rule.fact, column: rule.field, part: 'rule.field' }, ['category']);
}

interface ColumnUse {
  readonly fact: TagFact;
  readonly column: string | undefined;
  readonly part: string;
}

function checkColumn(definition: TagDefinition, use: ColumnUse, allowed?: readonly FieldType[]): FieldType {
  const columns = FACT_TABLES[use.fact].columns;
  const type = use.column === undefined ? undefined : columns[use.column];
  const choice = Object.keys(columns).filter((name) => !allowed || allowed.includes(columns[name]!));
  if (type && (!allowed || allowed.includes(type))) return type;
  throw invalidTag(definition.id, use.part, `must be one of ${choice.join(', ')}`);
}
