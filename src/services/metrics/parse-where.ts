import {
  type Expression,
  type FieldCatalogue,
  type FieldInfo,
  fieldsOf,
  parseExpression,
  partsOf,
  printExpression,
} from '../../expression/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import { DIMENSIONS } from './dimension-catalogue.ts';

/** Days compare as dates; weeks and months are words like every other dimension. */
const FIELDS: ReadonlyMap<string, FieldInfo> = new Map(
  DIMENSIONS.map(({ id }) => [id, { id, type: id === 'day' ? 'date' : 'category' }]),
);

const PEOPLE: ReadonlySet<Expression['kind']> = new Set(['in-audience', 'in-list', 'did', 'sequence']);

export interface Where {
  readonly tree: Expression;
  readonly dimensions: readonly string[];
}

/** The filter for one value of a dimension, as `where` reads it; null is unknown. */
export function filterFor(dimension: string, value: string | null): string {
  const tree: Expression =
    value === null
      ? { kind: 'known', field: dimension, known: false }
      : { kind: 'compare', field: dimension, op: '=', value };
  return printExpression(tree, catalogueWith(0));
}

/** Reads a filter over dimensions. Throws the parser's errors, and `metric.where-unsupported` for what asks about people. */
export function parseWhere(text: string, moneyDecimals: number): Where {
  const tree = parseExpression(text, catalogueWith(moneyDecimals));
  refusePeople(tree);
  return { tree, dimensions: fieldsOf(tree) };
}

function catalogueWith(moneyDecimals: number): FieldCatalogue {
  return { fields: FIELDS, events: new Map(), moneyDecimals };
}

/** A filter of metrics asks about one row; what a person did or belongs to is no part of it. */
function refusePeople(tree: Expression): void {
  for (const { tree: part } of partsOf(tree)) {
    if (PEOPLE.has(part.kind)) throw new TesseraError('metric.where-unsupported', { kind: part.kind });
  }
}
