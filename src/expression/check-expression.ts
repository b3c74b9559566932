import { TesseraError } from '../kernel/index.ts';
import type { FieldCatalogue } from './field-catalogue.ts';
import { type FieldNames, getNamed } from './find-field.ts';
import { MAX_TIMES, MAX_VALUES, MAX_WINDOW_DAYS } from './limits.ts';
import { holdOperatorToType, isLiteralOf, typeMismatch, wantedOf } from './literal.ts';
import type { CompareOp, Did, Expression, Literal, SequenceStep } from './tree.ts';
import { MAX_DEPTH, tooDeep } from './walk.ts';

/**
 * Checks a tree that came as JSON from outside, shape and types, and gives back a copy with nothing else in it.
 *
 * Throws `expression.invalid` with the path of the offending part, and what the parser throws for names and types.
 */
export function checkExpression(tree: unknown, catalogue: FieldCatalogue): Expression {
  const fields: FieldNames = { kind: 'field', known: catalogue.fields };
  return check(tree, { catalogue, fields, path: '', depth: 1, isAboutEvents: false });
}

interface Scope {
  readonly catalogue: FieldCatalogue;
  readonly fields: FieldNames;
  readonly path: string;
  readonly depth: number;
  readonly isAboutEvents: boolean;
}

type Loose = Readonly<Record<string, unknown>>;

function check(tree: unknown, scope: Scope): Expression {
  if (scope.depth > MAX_DEPTH) throw tooDeep();
  if (!isObject(tree)) throw invalid(scope, 'a part must be an object with "kind"');
  switch (tree['kind']) {
    case 'everyone':
      return { kind: 'everyone' };
    case 'all':
    case 'any':
      return { kind: tree['kind'], of: array(tree['of'], 'of', scope).map((part, i) => check(part, below(scope, i))) };
    case 'not':
      return { kind: 'not', of: check(tree['of'], below(scope, 0)) };
    case 'compare':
    case 'between':
    case 'in':
    case 'contains':
    case 'known':
      return checkPredicate(tree, scope);
    case 'in-audience':
    case 'in-list':
    case 'did':
    case 'sequence':
      return checkAboutPerson(tree, scope);
    default:
      throw invalid(scope, `there is no kind "${String(tree['kind']).slice(0, 40)}"`);
  }
}

function checkPredicate(tree: Loose, scope: Scope): Expression {
  const name = text(tree['field'], 'field', scope);
  const field = getNamed(scope.fields, name);
  const literal = (value: unknown): Literal => {
    if (!isLiteralOf(value, field.type)) throw typeMismatch(field, wantedOf(field.type), shown(value));
    return typeof value === 'number' ? value + 0 : value;
  };
  switch (tree['kind']) {
    case 'compare': {
      const op = oneOf<CompareOp>(tree['op'], ['=', '!=', '<', '<=', '>', '>='], { name: 'op', scope });
      holdOperatorToType(op, field);
      return { kind: 'compare', field: name, op, value: literal(tree['value']) };
    }
    case 'between':
      holdOperatorToType('between', field);
      return {
        kind: 'between',
        field: name,
        low: literal(tree['low']) as number,
        high: literal(tree['high']) as number,
      };
    case 'in':
      holdOperatorToType('in', field);
      return { kind: 'in', field: name, values: values(tree['values'], scope).map(literal) };
    case 'contains':
      holdOperatorToType('contains', field);
      return {
        kind: 'contains',
        field: name,
        quantifier: oneOf(tree['quantifier'], ['any', 'all'], { name: 'quantifier', scope }),
        values: values(tree['values'], scope).map((value) => literal(value) as string),
      };
    default:
      if (typeof tree['known'] !== 'boolean') throw invalid(scope, '"known" must be true or false');
      return { kind: 'known', field: name, known: tree['known'] };
  }
}

function checkAboutPerson(tree: Loose, scope: Scope): Expression {
  if (scope.isAboutEvents) throw invalid(scope, `"where" is about one event and cannot hold "${tree['kind']}"`);
  switch (tree['kind']) {
    case 'in-audience':
    case 'in-list':
      return { kind: tree['kind'], id: text(tree['id'], 'id', scope) };
    case 'did': {
      const step = checkStep(tree, scope);
      const days = window(tree['withinDays'], scope);
      return { kind: 'did', event: step.event, times: checkTimes(tree['times'], scope), ...days, ...whereOf(step) };
    }
    default: {
      const steps = array(tree['steps'], 'steps', scope).map((step) => checkStep(step, scope));
      if (steps.length < 2) throw invalid(scope, '"steps" must be at least two');
      return { kind: 'sequence', steps, ...window(tree['withinDays'], scope) };
    }
  }
}

function checkStep(step: unknown, scope: Scope): SequenceStep {
  if (!isObject(step)) throw invalid(scope, 'a step must be an object with "event"');
  const event = text(step['event'], 'event', scope);
  const known = getNamed({ kind: 'event', known: scope.catalogue.events }, event);
  if (step['where'] === undefined) return { event };
  const fields: FieldNames = { kind: 'event field', known };
  return { event, where: check(step['where'], { ...below(scope, 'where'), fields, isAboutEvents: true }) };
}

const whereOf = ({ where }: SequenceStep): { readonly where?: Expression } => (where ? { where } : {});

function checkTimes(times: unknown, scope: Scope): Did['times'] {
  if (!isObject(times)) throw invalid(scope, '"times" must be an object with "op" and "count"');
  const op = oneOf<Did['times']['op']>(times['op'], ['>=', '<=', '='], { name: 'times.op', scope });
  return { op, count: whole(times['count'], { name: 'times.count', low: 0, high: MAX_TIMES, scope }) };
}

function window(days: unknown, scope: Scope): { readonly withinDays?: number } {
  if (days === undefined) return {};
  return { withinDays: whole(days, { name: 'withinDays', low: 1, high: MAX_WINDOW_DAYS, scope }) };
}

function values(given: unknown, scope: Scope): readonly unknown[] {
  const found = array(given, 'values', scope);
  if (found.length === 0) throw invalid(scope, '"values" must not be empty');
  return found;
}

interface Bounds {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly scope: Scope;
}

function whole(value: unknown, { name, low, high, scope }: Bounds): number {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return (value as number) + 0;
  throw invalid(scope, `"${name}" must be a whole number from ${low} to ${high}`);
}

function array(value: unknown, name: string, scope: Scope): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_VALUES) {
    throw invalid(scope, `"${name}" must be a list of at most ${MAX_VALUES}`);
  }
  return value;
}

function text(value: unknown, name: string, scope: Scope): string {
  if (typeof value !== 'string') throw invalid(scope, `"${name}" must be a text`);
  return value;
}

function oneOf<Word extends string>(
  value: unknown,
  words: readonly Word[],
  { name, scope }: { readonly name: string; readonly scope: Scope },
): Word {
  const word = words.find((each) => each === value);
  if (word === undefined) throw invalid(scope, `"${name}" must be one of ${words.join(' ')}`);
  return word;
}

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);

const below = (scope: Scope, step: number | 'where'): Scope => ({
  ...scope,
  path: scope.path === '' ? String(step) : `${scope.path}.${step}`,
  depth: scope.depth + 1,
});

const invalid = ({ path }: Scope, problem: string): TesseraError =>
  new TesseraError('expression.invalid', { path, problem });
