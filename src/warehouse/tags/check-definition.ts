import type { FieldType } from '../../expression/index.ts';
import type { AggregateRule, FactSelection, TagDefinition, TagRule, TrendRule } from './definition.ts';
import type { FactRule } from './fact-rule.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { invalidTag } from './invalid-tag.ts';

const ID = /^[a-z][a-z0-9_]{0,62}$/;
const MAX_WINDOW_DAYS = 36_500;
const AMOUNTS: readonly FieldType[] = ['integer', 'number', 'money'];
const ORDERED: readonly FieldType[] = [...AMOUNTS, 'date'];
const PACED: readonly AggregateRule['measure'][] = ['count', 'sum', 'active_days', 'count_distinct'];

/** The tags that a definition may be made from. */
interface Others {
  readonly typeOf: (tag: string) => FieldType;
  readonly ruleOf: (tag: string) => TagRule;
}

/** Holds a definition to what its rule can give. Its inputs exist. Throws `tag.invalid` with the field that is wrong. */
export function checkDefinition(definition: TagDefinition, others: Others): void {
  const { id, type, rule, freshness } = definition;
  if (!ID.test(id)) throw invalidTag(id, 'id', 'small letters, digits and _, beginning with a letter, at most 63');
  if (id === 'user_key') throw invalidTag(id, 'id', 'the name is taken');
  if (freshness === 'live') checkCounter(definition);
  const fits = giveTypes(definition, rule, others);
  if (fits && !fits.includes(type)) throw invalidTag(id, 'type', `its rule gives ${fits.join(' or ')}, not ${type}`);
}

/** Only what grows by what one event brings can move between builds. */
function checkCounter({ id, rule }: TagDefinition): void {
  if (rule.kind !== 'aggregate' || (rule.measure !== 'count' && rule.measure !== 'sum'))
    throw invalidTag(id, 'freshness', 'live is for an aggregate that counts or sums; others need a build');
  if (rule.endDaysAgo) throw invalidTag(id, 'freshness', 'a window that ended days ago does not move with events');
}

/** Throws for a wrong part and gives the types that the tag may have; undefined where any will do. */
function giveTypes(definition: TagDefinition, rule: TagRule, others: Others): readonly FieldType[] | undefined {
  const { id } = definition;
  switch (rule.kind) {
    case 'attribute':
      return undefined;
    case 'aggregate':
      return checkAggregate(id, rule);
    case 'top':
      checkWords(id, rule);
      checkRank(id, rule.rank);
      return ['category'];
    case 'share':
      checkWords(id, rule);
      return ['number'];
    case 'collect':
      checkWords(id, rule);
      return ['categories'];
    case 'ratio':
      return checkRatio(id, [rule.numerator, rule.denominator], others);
    case 'trend':
      checkTrend(id, rule, others);
      return ['number'];
    case 'elapsed':
      if (others.typeOf(rule.tag) !== 'date') throw invalidTag(id, 'rule.tag', `${rule.tag} is no date`);
      return ['integer'];
    case 'bucket':
      checkCuts(id, rule, others);
      if (rule.labels.length !== rule.cuts.length + 1)
        throw invalidTag(id, 'rule.labels', 'must be one more than cuts');
      return ['category'];
    case 'score':
      checkCuts(id, rule, others);
      return ['integer'];
    case 'quantile':
      if (!ORDERED.includes(others.typeOf(rule.tag))) throw invalidTag(id, 'rule.tag', `${rule.tag} has no order`);
      if (!isWhole(rule.parts, [2, 100])) throw invalidTag(id, 'rule.parts', 'a whole number from 2 to 100');
      return ['integer'];
    case 'condition':
    case 'list':
      return ['boolean'];
    case 'cases':
      if (rule.cases.length === 0) throw invalidTag(id, 'rule.cases', 'at least one');
      return ['category'];
    case 'model':
      return ['number'];
  }
}

function checkAggregate(id: string, rule: AggregateRule): readonly FieldType[] {
  checkWindow(id, rule);
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
      checkColumn(id, { rule, part: 'field' });
      return ['integer'];
    default: {
      const allowed = rule.measure === 'min' || rule.measure === 'max' ? ORDERED : AMOUNTS;
      const type = checkColumn(id, { rule, part: 'field' }, allowed);
      return rule.measure === 'average' && type === 'integer' ? ['number'] : [type];
    }
  }
}

function checkWords(id: string, rule: Exclude<FactRule, AggregateRule>): void {
  checkWindow(id, rule);
  checkColumn(id, { rule, part: 'field' }, ['category']);
  if (rule.kind !== 'collect' && rule.by !== 'count') checkColumn(id, { rule, part: 'by' }, AMOUNTS);
}

function checkRank(id: string, rank: number | undefined): void {
  if (rank !== undefined && !isWhole(rank, [1, 5])) throw invalidTag(id, 'rule.rank', 'a whole number from 1 to 5');
}

function checkWindow(id: string, { windowDays, endDaysAgo }: FactSelection): void {
  if (windowDays !== undefined && !isWhole(windowDays, [1, MAX_WINDOW_DAYS]))
    throw invalidTag(id, 'rule.windowDays', `a whole number from 1 to ${MAX_WINDOW_DAYS}`);
  if (endDaysAgo !== undefined && !isWhole(endDaysAgo, [0, MAX_WINDOW_DAYS]))
    throw invalidTag(id, 'rule.endDaysAgo', `a whole number from 0 to ${MAX_WINDOW_DAYS}`);
}

function checkRatio(id: string, tags: readonly [above: string, below: string], { typeOf }: Others) {
  const [above, below] = [typeOf(tags[0]), typeOf(tags[1])];
  if (!AMOUNTS.includes(above)) throw invalidTag(id, 'rule.numerator', `${tags[0]} is no amount`);
  if (!AMOUNTS.includes(below)) throw invalidTag(id, 'rule.denominator', `${tags[1]} is no amount`);
  if (below === 'money' && above !== 'money')
    throw invalidTag(id, 'rule.denominator', 'only money can be divided by money');
  return above === 'money' && below !== 'money' ? (['money'] as const) : (['number', 'integer'] as const);
}

function checkTrend(id: string, rule: TrendRule, { typeOf, ruleOf }: Others): void {
  const windowOf = (part: 'recent' | 'before') => {
    const input = ruleOf(rule[part]);
    if (input.kind === 'aggregate' && input.windowDays !== undefined && PACED.includes(input.measure))
      return { end: input.endDaysAgo ?? 0, start: (input.endDaysAgo ?? 0) + input.windowDays };
    throw invalidTag(id, `rule.${part}`, `${rule[part]} is no ${PACED.join(', ')} over a window of days`);
  };
  const [recent, before] = [windowOf('recent'), windowOf('before')];
  if (typeOf(rule.recent) !== typeOf(rule.before))
    throw invalidTag(id, 'rule.before', `${rule.recent} and ${rule.before} differ in type`);
  if (before.end < recent.start)
    throw invalidTag(id, 'rule.before', `the window of ${rule.before} must end where that of ${rule.recent} begins`);
}

function checkCuts(id: string, { tag, cuts }: { tag: string; cuts: readonly number[] }, { typeOf }: Others): void {
  if (!AMOUNTS.includes(typeOf(tag))) throw invalidTag(id, 'rule.tag', `${tag} is no number`);
  if (cuts.some((cut, i) => !Number.isFinite(cut) || (i > 0 && cut <= cuts[i - 1]!)))
    throw invalidTag(id, 'rule.cuts', 'must rise');
}

interface ColumnUse {
  readonly rule: FactRule;
  readonly part: 'field' | 'by';
}

function checkColumn(id: string, { rule, part }: ColumnUse, allowed?: readonly FieldType[]): FieldType {
  const { columns } = FACT_TABLES[rule.fact];
  const column = part === 'by' && 'by' in rule ? rule.by : rule.field;
  const type = column !== undefined && Object.hasOwn(columns, column) ? columns[column] : undefined;
  const choice = Object.keys(columns).filter((name) => !allowed || allowed.includes(columns[name]!));
  if (type && (!allowed || allowed.includes(type))) return type;
  throw invalidTag(id, `rule.${part}`, `must be one of ${choice.join(', ')}`);
}

function isWhole(value: number, [least, most]: readonly [number, number]): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
