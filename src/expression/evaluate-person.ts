import type { Comparison, Did, Expression, Literal, Sequence, SequenceStep } from './tree.ts';

/** True, false or unknown (null): Kleene's three values. */
export type Truth = boolean | null;

export type FieldValue = Literal | readonly string[] | null;

/** One row of what a person did. Rows with the same `id` are one event: it happened when one of them fits. */
export interface PersonEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Business day. */
  readonly day: number;
  field(name: string): FieldValue;
}

/** All that an expression can ask of one person. */
export interface Person {
  /** Day before whose start everything happened that counts. */
  readonly asOf: number;
  field(name: string): FieldValue;
  events(event: string): readonly PersonEvent[];
  isInAudience(id: string): boolean;
  isInList(id: string): boolean;
}

const DAY_MS = 86_400_000;

/** What a checked tree says of one person, by the letter of its meaning; the oracle that faster engines are held to. */
export function evaluatePerson(tree: Expression, person: Person): Truth {
  switch (tree.kind) {
    case 'in-audience':
      return person.isInAudience(tree.id);
    case 'in-list':
      return person.isInList(tree.id);
    case 'did':
      return didEnough(tree, person);
    case 'sequence':
      return didInOrder(tree, person);
    case 'all':
      return all(tree.of.map((part) => evaluatePerson(part, person)));
    case 'any':
      return not(all(tree.of.map((part) => not(evaluatePerson(part, person)))));
    case 'not':
      return not(evaluatePerson(tree.of, person));
    default:
      return evaluateRow(tree, (name) => person.field(name));
  }
}

/** A condition over the fields of one row, e.g. of one event. */
export function evaluateRow(tree: Expression, field: (name: string) => FieldValue): Truth {
  switch (tree.kind) {
    case 'everyone':
      return true;
    case 'all':
      return all(tree.of.map((part) => evaluateRow(part, field)));
    case 'any':
      return not(all(tree.of.map((part) => not(evaluateRow(part, field)))));
    case 'not':
      return not(evaluateRow(tree.of, field));
    case 'known':
      return (field(tree.field) !== null) === tree.known;
    case 'compare': {
      const value = field(tree.field);
      return value === null ? null : compare(value as Literal, tree);
    }
    case 'between': {
      const value = field(tree.field) as number | null;
      return value === null ? null : value >= tree.low && value <= tree.high;
    }
    case 'in': {
      const value = field(tree.field);
      return value === null ? null : tree.values.includes(value as Literal);
    }
    case 'contains': {
      const words = field(tree.field) as readonly string[] | null;
      if (words === null) return null;
      const has = (word: string) => words.includes(word);
      return tree.quantifier === 'any' ? tree.values.some(has) : tree.values.every(has);
    }
    default:
      throw new Error(`a condition over one row holds "${tree.kind}"`);
  }
}

function compare(value: Literal, { op, value: bound }: Comparison): boolean {
  switch (op) {
    case '=':
      return value === bound;
    case '!=':
      return value !== bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}

function didEnough({ event, times, withinDays, where }: Did, person: Person): boolean {
  const since = withinDays === undefined ? Number.NEGATIVE_INFINITY : person.asOf - withinDays;
  const fitting = fittingEvents({ event, ...(where ? { where } : {}) }, person).filter(({ day }) => day >= since);
  const count = new Set(fitting.map(({ id }) => id)).size;
  if (times.op === '>=') return count >= times.count;
  return times.op === '<=' ? count <= times.count : count === times.count;
}

/** Each step strictly later than the one before, and at most `withinDays` × 24 h. */
function didInOrder({ steps, withinDays }: Sequence, person: Person): boolean {
  const bound = withinDays === undefined ? Number.POSITIVE_INFINITY : withinDays * DAY_MS;
  const [first, ...later] = steps.map((step) => fittingEvents(step, person).map(({ at }) => at));
  let reached = first ?? [];
  for (const times of later) {
    reached = times.filter((at) => reached.some((before) => before < at && at - before <= bound));
  }
  return reached.length > 0;
}

function fittingEvents({ event, where }: SequenceStep, person: Person): readonly PersonEvent[] {
  return person
    .events(event)
    .filter((row) => row.day < person.asOf && (!where || evaluateRow(where, (name) => row.field(name)) === true));
}

function all(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
