import type { FieldCatalogue } from './field-catalogue.ts';
import type { FieldNames } from './find-field.ts';
import { parseBehaviour } from './parse-behaviour.ts';
import { parsePredicate } from './parse-predicate.ts';
import type { Scope } from './parse-scope.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokenize.ts';
import { EVERYONE, type Expression } from './tree.ts';
import { holdToDepth, MAX_DEPTH, tooDeep } from './walk.ts';

/**
 * Reads the text form of an expression against a catalogue, which gives literals their types.
 *
 * Throws `expression.syntax`, `expression.unknown-field` (with the nearest name), `expression.type-mismatch` and
 * `expression.too-deep`, each with line and column.
 *
 * @example parseExpression("orders_30d >= 4 and income in ('35-49K', '50-74K')", catalogue)
 */
export function parseExpression(text: string, catalogue: FieldCatalogue): Expression {
  const reader = new TokenReader(tokenize(text));
  const fields: FieldNames = { kind: 'field', known: catalogue.fields };
  const tree = parseAny({ reader, fields, catalogue, depth: 0, isAboutEvents: false });
  if (reader.next.kind !== 'end') throw reader.miss('"and", "or" or the end');
  holdToDepth(tree);
  return tree;
}

function parseAny(scope: Scope): Expression {
  const of = [parseAll(scope)];
  while (scope.reader.takes('or')) of.push(parseAll(scope));
  return of.length === 1 ? of[0]! : { kind: 'any', of };
}

function parseAll(scope: Scope): Expression {
  const of = [parseOne(scope)];
  while (scope.reader.takes('and')) of.push(parseOne(scope));
  return of.length === 1 ? of[0]! : { kind: 'all', of };
}

function parseOne(scope: Scope): Expression {
  const { reader } = scope;
  const inner = deeper(scope);
  if (reader.takes('not')) return { kind: 'not', of: parseOne(inner) };
  if (reader.sees('(')) return parseParenthesis(inner);
  if (reader.takes('everyone')) return EVERYONE;
  if (!scope.isAboutEvents) {
    if (reader.takes('did')) return parseBehaviour(scope, parseWhere);
    if (reader.takes('in', 'audience'))
      return { kind: 'in-audience', id: reader.text('the id of an audience in quotes') };
    if (reader.takes('in', 'list')) return { kind: 'in-list', id: reader.text('the id of a list in quotes') };
  }
  return parsePredicate(scope);
}

function parseParenthesis(scope: Scope): Expression {
  scope.reader.expect('(');
  const inner = parseAny(scope);
  if (!scope.reader.takes(')')) throw scope.reader.miss('"and", "or" or ")"');
  return inner;
}

/** One comparison or a parenthesis, so that a following `and` belongs to the person again. */
function parseWhere(scope: Scope): Expression {
  return scope.reader.sees('(') ? parseParenthesis(deeper(scope)) : parsePredicate(scope);
}

function deeper(scope: Scope): Scope {
  if (scope.depth >= MAX_DEPTH) throw tooDeep({ line: scope.reader.next.line, column: scope.reader.next.column });
  return { ...scope, depth: scope.depth + 1 };
}
