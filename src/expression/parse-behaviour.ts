import { getNamed } from './find-field.ts';
import { MAX_TIMES, MAX_WINDOW_DAYS } from './limits.ts';
import type { Scope } from './parse-scope.ts';
import type { Did, Expression, SequenceStep } from './tree.ts';

type ParseWhere = (scope: Scope) => Expression;

/** What comes after `did`: one event with count and window, or a sequence. */
export function parseBehaviour(scope: Scope, parseWhere: ParseWhere): Expression {
  const { reader } = scope;
  const event = parseEvent(scope);
  const times = parseTimes(scope);
  const withinDays = reader.sees('in') ? parseDays(scope, 'in') : undefined;
  const where = parseCondition(scope, event, parseWhere);
  const isPlain = times === undefined && withinDays === undefined;
  if (isPlain && reader.sees('then')) return parseSequence(scope, { event, ...where }, parseWhere);
  return {
    kind: 'did',
    event,
    times: times ?? { op: '>=', count: 1 },
    ...(withinDays === undefined ? {} : { withinDays }),
    ...where,
  };
}

function parseSequence(scope: Scope, first: SequenceStep, parseWhere: ParseWhere): Expression {
  const steps = [first];
  while (scope.reader.takes('then')) {
    const event = parseEvent(scope);
    steps.push({ event, ...parseCondition(scope, event, parseWhere) });
  }
  const bound = scope.reader.sees('within') ? { withinDays: parseDays(scope, 'within') } : {};
  return { kind: 'sequence', steps, ...bound };
}

function parseEvent({ reader, catalogue }: Scope): string {
  const token = reader.name('an event');
  getNamed({ kind: 'event', known: catalogue.events }, token.text, token);
  return token.text;
}

function parseTimes({ reader }: Scope): Did['times'] | undefined {
  const op = reader.takes('at', 'least')
    ? '>='
    : reader.takes('at', 'most')
      ? '<='
      : reader.takes('exactly')
        ? '='
        : '';
  if (!op) return undefined;
  const count = reader.wholeNumber('a whole number', 0, MAX_TIMES);
  if (!reader.takes('times') && !reader.takes('time')) throw reader.miss('"times"');
  return { op, count };
}

function parseDays({ reader }: Scope, word: 'in' | 'within'): number {
  reader.expect(word);
  const days = reader.wholeNumber('a number of days', 1, MAX_WINDOW_DAYS);
  if (!reader.takes('days') && !reader.takes('day')) throw reader.miss('"days"');
  return days;
}

function parseCondition(scope: Scope, event: string, parseWhere: ParseWhere): { readonly where?: Expression } {
  if (!scope.reader.takes('where')) return {};
  const known = scope.catalogue.events.get(event)!;
  return { where: parseWhere({ ...scope, fields: { kind: 'event field', known }, isAboutEvents: true }) };
}
