import { childrenOf, EVERYONE, type Expression } from '../../../../../src/expression/index.ts';

/** Puts another part where `path` (as in counts: `"0.1"`) points; undefined takes it out, with groups that it empties. */
export function replaceAt(tree: Expression, path: string, part: Expression | undefined): Expression {
  return replace(tree, stepsOf(path), part) ?? EVERYONE;
}

/** The part at a path; throws for a path that leads nowhere. */
export function partAt(tree: Expression, path: string): Expression {
  let part: Expression | undefined = tree;
  for (const step of stepsOf(path)) part = part && childrenOf(part)[step];
  if (!part) throw new Error(`the tree has no part "${path}"`);
  return part;
}

/** Adds a condition to the part at a path: to a group of the kind as one more, to anything else as a new group. */
export function joinAt(
  tree: Expression,
  path: string,
  join: { readonly kind: 'all' | 'any'; readonly added: Expression },
): Expression {
  return replaceAt(tree, path, joined(partAt(tree, path), join.kind, join.added));
}

/** The opposite, without ever a double negation. */
export function negated(part: Expression): Expression {
  return part.kind === 'not' ? part.of : { kind: 'not', of: part };
}

export const childPath = (path: string, child: number): string => (path === '' ? String(child) : `${path}.${child}`);

function joined(part: Expression, kind: 'all' | 'any', added: Expression): Expression {
  if (part.kind === 'everyone') return added;
  return part.kind === kind ? { kind, of: [...part.of, added] } : { kind, of: [part, added] };
}

function replace(tree: Expression, steps: readonly number[], part: Expression | undefined): Expression | undefined {
  const [at, ...deeper] = steps;
  if (at === undefined) return part;
  if (tree.kind === 'not') {
    const inner = replace(tree.of, deeper, part);
    return inner && { kind: 'not', of: inner };
  }
  if (tree.kind !== 'all' && tree.kind !== 'any') throw new Error(`a "${tree.kind}" has no parts`);
  const of = tree.of.flatMap((child, i) => (i === at ? (replace(child, deeper, part) ?? []) : child));
  return of.length > 1 ? { kind: tree.kind, of } : of[0];
}

const stepsOf = (path: string): readonly number[] => (path === '' ? [] : path.split('.').map(Number));
