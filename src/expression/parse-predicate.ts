import type { FieldInfo } from './field-catalogue.ts';
import { getNamed } from './find-field.ts';
import { holdOperatorToType, parseLiteral, typeMismatch } from './literal.ts';
import type { Scope } from './parse-scope.ts';
import type { Token } from './tokenize.ts';
import type { CompareOp, Expression, Literal } from './tree.ts';

const OPERATORS: Readonly<Record<string, CompareOp>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** One condition on one field. */
export function parsePredicate(scope: Scope): Expression {
  const { reader, fields } = scope;
  const token = reader.name(fields.kind === 'field' ? 'a condition' : 'a condition on the event');
  const field = getNamed(fields, token.text, token);
  const operator = OPERATORS[reader.next.text];
  if (operator && reader.next.kind === 'symbol') return parseComparison(scope, field, operator);
  if (reader.sees('before') || reader.sees('after')) return parseDateComparison(scope, field);
  if (reader.sees('between')) return parseBetween(scope, field);
  if (reader.sees('in')) return parseOneOf(scope, field);
  if (reader.takes('not')) {
    if (!reader.sees('in')) throw reader.miss('"in"');
    return { kind: 'not', of: parseOneOf(scope, field) };
  }
  if (reader.sees('contains')) return parseContains(scope, field);
  if (reader.takes('is')) return parseKnown(scope, field);
  if (field.type === 'boolean') return { kind: 'compare', field: field.id, op: '=', value: true };
  throw reader.miss(`a comparison after ${token.source}`);
}

function parseComparison(scope: Scope, field: FieldInfo, op: CompareOp): Expression {
  holdOperatorToType(op, field, scope.reader.take());
  return { kind: 'compare', field: field.id, op, value: literal(scope, field) };
}

function parseDateComparison(scope: Scope, field: FieldInfo): Expression {
  const token = scope.reader.take();
  if (field.type !== 'date') throw typeMismatch(field, '<, >, = and the like', token.source, token);
  const op = token.text.toLowerCase() === 'before' ? '<' : '>';
  return { kind: 'compare', field: field.id, op, value: literal(scope, field) };
}

function parseBetween(scope: Scope, field: FieldInfo): Expression {
  holdOperatorToType('between', field, scope.reader.take());
  const low = literal(scope, field) as number;
  scope.reader.expect('and');
  return { kind: 'between', field: field.id, low, high: literal(scope, field) as number };
}

function parseOneOf(scope: Scope, field: FieldInfo): Expression {
  holdOperatorToType('in', field, scope.reader.take());
  return { kind: 'in', field: field.id, values: values(scope, field) };
}

function parseContains(scope: Scope, field: FieldInfo): Expression {
  const { reader } = scope;
  holdOperatorToType('contains', field, reader.take());
  if (!reader.sees('any') && !reader.sees('all')) throw reader.miss('"any" or "all"');
  const quantifier = reader.take().text.toLowerCase() as 'any' | 'all';
  return { kind: 'contains', field: field.id, quantifier, values: values(scope, field) as readonly string[] };
}

function parseKnown({ reader }: Scope, field: FieldInfo): Expression {
  if (!reader.sees('known') && !reader.sees('unknown')) throw reader.miss('"known" or "unknown"');
  return { kind: 'known', field: field.id, known: reader.take().text.toLowerCase() === 'known' };
}

function values(scope: Scope, field: FieldInfo): readonly Literal[] {
  scope.reader.expect('(');
  const found = [literal(scope, field)];
  while (scope.reader.takes(',')) found.push(literal(scope, field));
  if (!scope.reader.takes(')')) throw scope.reader.miss('"," or ")"');
  return found;
}

function literal({ reader, catalogue }: Scope, field: FieldInfo): Literal {
  if (!isValue(reader.next)) throw reader.miss('a value');
  return parseLiteral(reader.take(), { field, moneyDecimals: catalogue.moneyDecimals });
}

function isValue({ kind, text }: Token): boolean {
  return kind === 'number' || kind === 'text' || (kind === 'word' && /^(true|false)$/i.test(text));
}
