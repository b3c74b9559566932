import { evaluateRow, type FieldValue } from '../../expression/index.ts';
import { type DayNumber, parseDay, roundHalfAway } from '../../kernel/index.ts';
import type { AggregateRule, FactSelection, TagDefinition, TagFact } from './definition.ts';
import { type FactRule, isOverFacts } from './fact-rule.ts';
import { type PlannedTag, planTags } from './plan-tags.ts';

export type PlainRow = Readonly<Record<string, FieldValue>>;

/** All that is known of one person; rows carry joined columns, `day`, `hour` and `weekday`. */
export interface PlainPerson {
  readonly attributes: Readonly<Record<string, string>>;
  readonly lists: readonly string[];
  /** By model. */
  readonly scores: Readonly<Record<string, number>>;
  readonly facts: Readonly<Record<TagFact, readonly PlainRow[]>>;
}

interface World {
  readonly asOf: DayNumber;
  readonly moneyDecimals: number;
  readonly definitionOf: (tag: string) => TagDefinition;
}

/** Every tag of every person by the letter of its definition, one person and one fact after the other: what the compiler is held to. */
export function plainTags(
  definitions: readonly TagDefinition[],
  people: readonly PlainPerson[],
  { asOf, moneyDecimals }: Pick<World, 'asOf' | 'moneyDecimals'>,
): readonly Readonly<Record<string, FieldValue>>[] {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const world: World = { asOf, moneyDecimals, definitionOf: (tag) => byId.get(tag)! };
  const values: Record<string, FieldValue>[] = people.map(() => ({}));
  const plan = [...planTags(definitions, moneyDecimals)].sort((a, b) => a.layer - b.layer);
  for (const tag of plan) {
    const column = people.map((person, i) =>
      tag.layer === 0 ? fromFacts(tag, person, world) : fromTags(tag, { own: values[i]!, all: values }, world),
    );
    column.forEach((value, i) => {
      values[i]![tag.definition.id] = value;
    });
  }
  return values;
}

function fromFacts(tag: PlannedTag, person: PlainPerson, world: World): FieldValue {
  const { rule, type } = tag.definition;
  if (rule.kind === 'attribute') return readAttribute(person.attributes[rule.attribute], type, world);
  if (rule.kind === 'list') return person.lists.includes(rule.list);
  if (rule.kind === 'model') return person.scores[rule.model] ?? null;
  if (!isOverFacts(rule)) throw new Error(rule.kind);
  const rows = person.facts[rule.fact].filter((row) => isSelected(tag, rule, { row, asOf: world.asOf }));
  return rule.kind === 'aggregate' ? aggregate(rule, rows, { type, asOf: world.asOf }) : ofWords(rule, rows);
}

function ofWords(rule: Exclude<FactRule, AggregateRule>, rows: readonly PlainRow[]): FieldValue {
  const words = [...new Set(rows.map((row) => row[rule.field] as string | null))]
    .filter((word) => word !== null)
    .sort(byCodePoint);
  if (rule.kind === 'collect') return words;
  const weigh = (word: string) => {
    const own = rows.filter((row) => row[rule.field] === word);
    return rule.by === 'count' ? own.length : sum(own.map((row) => millionths(row[rule.by] as number | null)));
  };
  const weighed = words.map((word) => ({ word, weight: weigh(word) })).sort((a, b) => b.weight - a.weight);
  if (rule.kind === 'top') return weighed[(rule.rank ?? 1) - 1]?.word ?? null;
  const weights = weighed.map(({ weight }) => Math.max(0, weight));
  return sum(weights) === 0 ? null : weights[0]! / sum(weights);
}

function isSelected(tag: PlannedTag, rule: FactSelection, { row, asOf }: { row: PlainRow; asOf: DayNumber }): boolean {
  const end = asOf - (rule.endDaysAgo ?? 0);
  const day = row['day'] as number;
  if (day >= end || (rule.windowDays !== undefined && day < end - rule.windowDays)) return false;
  return (
    rule.where === undefined || evaluateRow(tag.inputs.expressions.get(rule.where)!, (name) => row[name]!) === true
  );
}

function aggregate(
  rule: AggregateRule,
  rows: readonly PlainRow[],
  { type, asOf }: { type: TagDefinition['type']; asOf: DayNumber },
): FieldValue {
  const days = rows.map((row) => row['day'] as number);
  const values = rows.map((row) => row[rule.field ?? 'day']!).filter((value) => value !== null);
  const numbers = values as readonly number[];
  const mean = numbers.length === 0 ? null : sum(numbers) / numbers.length;
  switch (rule.measure) {
    case 'count':
      return rows.length;
    case 'count_distinct':
      return new Set(values).size;
    case 'sum':
      return sum(numbers);
    case 'average':
      return mean !== null && type === 'money' ? roundHalfAway(mean) : mean;
    case 'min':
      return numbers.length === 0 ? null : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? null : Math.max(...numbers);
    case 'active_days':
      return new Set(days).size;
    default: {
      if (days.length === 0) return null;
      const day =
        rule.measure.endsWith('first') || rule.measure === 'first_day' ? Math.min(...days) : Math.max(...days);
      return rule.measure.startsWith('days_since') ? asOf - day : day;
    }
  }
}

function fromTags(
  tag: PlannedTag,
  { own, all }: { own: Record<string, FieldValue>; all: readonly Record<string, FieldValue>[] },
  world: World,
): FieldValue {
  const { rule, type } = tag.definition;
  const isTrue = (text: string, row = own) => evaluateRow(tag.inputs.expressions.get(text)!, (name) => row[name]!);
  switch (rule.kind) {
    case 'ratio': {
      const [above, below] = [own[rule.numerator] as number | null, own[rule.denominator] as number | null];
      if (above === null || below === null || below === 0) return null;
      return type === 'number' ? above / below : roundHalfAway(above / below);
    }
    case 'trend': {
      const pace = (id: string) => (own[id] as number) / (world.definitionOf(id).rule as AggregateRule).windowDays!;
      return pace(rule.before) === 0 ? null : pace(rule.recent) / pace(rule.before);
    }
    case 'elapsed':
      return own[rule.tag] === null ? null : world.asOf - (own[rule.tag] as number);
    case 'bucket':
    case 'score': {
      const value = own[rule.tag] as number | null;
      if (value === null) return null;
      const isMoney = world.definitionOf(rule.tag).type === 'money';
      const shown = isMoney ? value / 10 ** world.moneyDecimals : value;
      const reached = rule.cuts.filter((cut) => shown >= cut).length;
      if (rule.kind === 'bucket') return rule.labels[reached]!;
      return rule.isDescending ? rule.cuts.length + 1 - reached : reached + 1;
    }
    case 'quantile': {
      const ranked = all.filter((row) => row[rule.tag] !== null && (!rule.among || isTrue(rule.among, row) === true));
      if (!ranked.includes(own)) return null;
      const value = own[rule.tag] as number;
      const below = ranked.filter((row) =>
        rule.isDescending ? (row[rule.tag] as number) > value : (row[rule.tag] as number) < value,
      );
      return Math.floor((rule.parts * below.length) / ranked.length) + 1;
    }
    case 'condition':
      return isTrue(rule.when);
    case 'cases':
      return rule.cases.find(({ when }) => isTrue(when) === true)?.value ?? rule.otherwise ?? null;
    default:
      throw new Error(rule.kind);
  }
}

function readAttribute(text: string | undefined, type: TagDefinition['type'], { moneyDecimals }: World): FieldValue {
  if (text === undefined) return null;
  switch (type) {
    case 'integer':
      return /^[+-]?\d+$/.test(text) ? Number(text) : null;
    case 'number':
      return Number.isFinite(Number.parseFloat(text)) && text.trim() !== '' ? Number(text) : null;
    case 'money':
      return /^-?\d+(\.\d+)?$/.test(text) ? roundHalfAway(Number(text) * 10 ** moneyDecimals) : null;
    case 'boolean':
      return { yes: true, true: true, no: false, false: false }[text] ?? null;
    case 'date':
      return readDay(text);
    case 'categories':
      return [...new Set(text.split('|').filter((word) => word !== ''))].sort(byCodePoint);
    default:
      return text === '' ? null : text;
  }
}

function readDay(text: string): DayNumber | null {
  try {
    return parseDay(text.replace(/[ T].*$/, ''));
  } catch {
    return null;
  }
}

/** Whole, so that their sums are exact; the factor falls out of a share and changes no order. */
const millionths = (amount: number | null): number => roundHalfAway((amount ?? 0) * 1e6);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
const byCodePoint = (a: string, b: string): number => (a < b ? -1 : 1);
