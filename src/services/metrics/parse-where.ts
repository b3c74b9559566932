import {
  type Expression,
  type FieldCatalogue,
  type FieldInfo,
  parseExpression,
  printExpression,
} from '../../expression/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import { DIMENSIONS } from './dimension-catalogue.ts';

/** Days compare as dates; weeks and months are words like every other dimension. */
const FIELDS: ReadonlyMap<string, FieldInfo> = new Map(
  DIMENSIONS.map(({ id }) => [id, { id, type: id === 'day' ? 'date' : 'category' }]),
);

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
  return { tree, dimensions: [...new Set(fieldsOf(tree))] };
}

function catalogueWith(moneyDecimals: number): FieldCatalogue {
  return { fields: FIELDS, events: new Map(), moneyDecimals };
}

function fieldsOf(tree: Expression): readonly string[] {
  switch (tree.kind) {
    case 'everyone':
      return [];
    case 'all':
    case 'any':
      return tree.of.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(tree.of);
    case 'in-audience':
    case 'in-list':
    case 'did':
    case 'sequence':
      throw new TesseraError('metric.where-unsupported', { kind: tree.kind });
    default:
      return [tree.field];
  }
}
