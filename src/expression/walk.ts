import { TesseraError } from '../kernel/index.ts';
import type { Expression } from './tree.ts';

/** Beyond this an expression is refused, wherever it comes from: evaluators may recurse without fear. */
export const MAX_DEPTH = 200;

/** A part of a tree with its path: `""` the whole, `"0"` its first part, `"0.1"` the second part of that. */
export interface Part {
  readonly path: string;
  readonly tree: Expression;
}

/** The tree and all its parts, each before its own parts. Conditions inside `where` are about events and no parts. */
export function partsOf(tree: Expression, path = ''): readonly Part[] {
  const below = childrenOf(tree).flatMap((child, i) => partsOf(child, path === '' ? String(i) : `${path}.${i}`));
  return [{ path, tree }, ...below];
}

export function childrenOf(tree: Expression): readonly Expression[] {
  if (tree.kind === 'not') return [tree.of];
  return tree.kind === 'all' || tree.kind === 'any' ? tree.of : [];
}

/** Ids of the audiences, or lists, that a tree names, each once. */
export function referencesOf(tree: Expression, kind: 'in-audience' | 'in-list'): readonly string[] {
  const found = partsOf(tree).flatMap((part) => (part.tree.kind === kind ? [part.tree.id] : []));
  return [...new Set(found)];
}

/** Fields that a condition over one row names, each once. */
export function fieldsOf(tree: Expression): readonly string[] {
  return [...new Set(partsOf(tree).flatMap((part) => ('field' in part.tree ? [part.tree.field] : [])))];
}

/** Throws `expression.too-deep`. Conditions of events count as parts of their behaviour. */
export function holdToDepth(tree: Expression, depth = 1): void {
  if (depth > MAX_DEPTH) throw tooDeep();
  for (const inner of [...childrenOf(tree), ...conditionsOf(tree)]) holdToDepth(inner, depth + 1);
}

export function tooDeep(place: object = {}): TesseraError {
  return new TesseraError('expression.too-deep', { limit: MAX_DEPTH, ...place });
}

function conditionsOf(tree: Expression): readonly Expression[] {
  if (tree.kind === 'did') return tree.where ? [tree.where] : [];
  return tree.kind === 'sequence' ? tree.steps.flatMap((step) => (step.where ? [step.where] : [])) : [];
}
