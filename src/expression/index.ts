export { checkExpression } from './check-expression.ts';
export {
  evaluatePerson,
  evaluateRow,
  type FieldValue,
  type Person,
  type PersonEvent,
  type Truth,
} from './evaluate-person.ts';
export type * from './field-catalogue.ts';
export { type LiteralScope, parseValue, printValue } from './literal.ts';
export { parseExpression } from './parse-expression.ts';
export { printExpression } from './print-expression.ts';
export * from './tree.ts';
export { childrenOf, fieldsOf, MAX_DEPTH, type Part, partsOf, referencesOf } from './walk.ts';
