import type { FieldCatalogue } from './field-catalogue.ts';
import { type FieldNames, getNamed } from './find-field.ts';
import { printLiteral, printText } from './literal.ts';
import { printName } from './reserved-words.ts';
import type { Did, Expression, Group, Literal, Sequence } from './tree.ts';

/**
 * The canonical text of a tree: `parseExpression` gives the same tree back. Groups of one part read as that part,
 * groups of none as `everyone` and `not everyone`.
 */
export function printExpression(tree: Expression, catalogue: FieldCatalogue): string {
  return print(tree, { catalogue, fields: { kind: 'field', known: catalogue.fields } });
}

interface Scope {
  readonly catalogue: FieldCatalogue;
  readonly fields: FieldNames;
}

function print(tree: Expression, scope: Scope): string {
  switch (tree.kind) {
    case 'everyone':
      return 'everyone';
    case 'all':
    case 'any':
      return printGroup(tree, scope);
    case 'not':
      return `not ${printPart(tree.of, scope)}`;
    case 'in-audience':
      return `in audience ${printText(tree.id)}`;
    case 'in-list':
      return `in list ${printText(tree.id)}`;
    case 'did':
      return printDid(tree, scope);
    case 'sequence':
      return printSequence(tree, scope);
    default:
      return printPredicate(tree, scope);
  }
}

function printGroup({ kind, of }: Group, scope: Scope): string {
  if (of.length === 0) return kind === 'all' ? 'everyone' : 'not everyone';
  if (of.length === 1) return print(of[0]!, scope);
  return of.map((part) => printPart(part, scope)).join(kind === 'all' ? ' and ' : ' or ');
}

/** In parentheses where it would otherwise fall apart, or melt into what stands around it. */
function printPart(tree: Expression, scope: Scope): string {
  const part = unwrap(tree);
  const isGroup = (part.kind === 'all' || part.kind === 'any') && part.of.length > 1;
  return isGroup ? `(${print(part, scope)})` : print(part, scope);
}

function unwrap(tree: Expression): Expression {
  return (tree.kind === 'all' || tree.kind === 'any') && tree.of.length === 1 ? unwrap(tree.of[0]!) : tree;
}

type Predicate = Extract<Expression, { readonly field: string }>;

function printPredicate(tree: Predicate, { catalogue, fields }: Scope): string {
  const field = getNamed(fields, tree.field);
  const name = printName(tree.field);
  const value = (literal: Literal) => printLiteral(literal, { field, moneyDecimals: catalogue.moneyDecimals });
  switch (tree.kind) {
    case 'compare': {
      const op = field.type === 'date' ? ({ '<': 'before', '>': 'after' }[tree.op as string] ?? tree.op) : tree.op;
      return `${name} ${op} ${value(tree.value)}`;
    }
    case 'between':
      return `${name} between ${value(tree.low)} and ${value(tree.high)}`;
    case 'in':
      return `${name} in (${tree.values.map(value).join(', ')})`;
    case 'contains':
      return `${name} contains ${tree.quantifier} (${tree.values.map(printText).join(', ')})`;
    case 'known':
      return `${name} is ${tree.known ? 'known' : 'unknown'}`;
  }
}

const TIMES = { '>=': 'at least', '<=': 'at most', '=': 'exactly' } as const;

function printDid({ event, times, withinDays, where }: Did, scope: Scope): string {
  const isBare = times.op === '>=' && times.count === 1;
  const howOften = isBare ? '' : ` ${TIMES[times.op]} ${times.count} ${times.count === 1 ? 'time' : 'times'}`;
  const window = withinDays === undefined ? '' : ` in ${printDays(withinDays)}`;
  return `did ${printName(event)}${howOften}${window}${printWhere(event, where, scope)}`;
}

function printSequence({ steps, withinDays }: Sequence, scope: Scope): string {
  const path = steps.map(({ event, where }) => `${printName(event)}${printWhere(event, where, scope)}`);
  return `did ${path.join(' then ')}${withinDays === undefined ? '' : ` within ${printDays(withinDays)}`}`;
}

const printDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

function printWhere(event: string, where: Expression | undefined, { catalogue }: Scope): string {
  if (!where) return '';
  const known = getNamed({ kind: 'event', known: catalogue.events }, event);
  const condition = unwrap(where);
  const text = print(condition, { catalogue, fields: { kind: 'event field', known } });
  return ` where ${'field' in condition ? text : `(${text})`}`;
}
