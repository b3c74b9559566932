import {
  checkExpression,
  type Expression,
  type FieldCatalogue,
  MAX_DEPTH,
  parseExpression,
  partsOf,
  printExpression,
  referencesOf,
} from '../../expression/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { AudienceQuery } from './audience-index.port.ts';
import type { ExpressionInput } from './audience-service.ts';
import type { ListStore } from './list-store.ts';
import type { SavedAudiences } from './saved-audiences.ts';

/** A question that is ready to be asked, with its canonical text. */
export interface ResolvedQuery extends AudienceQuery {
  readonly text: string;
  readonly catalogue: FieldCatalogue;
}

export interface Sources {
  readonly saved: SavedAudiences;
  readonly lists: ListStore;
  readonly fieldCatalogue: () => Promise<FieldCatalogue>;
}

/** Reads an expression from outside and gathers what it refers to, directly or through other audiences. */
export async function resolveQuery(input: ExpressionInput, sources: Sources): Promise<ResolvedQuery> {
  const catalogue = await sources.fieldCatalogue();
  const tree = typeof input === 'string' ? parseExpression(input, catalogue) : checkExpression(input, catalogue);
  const audiences = await gatherAudiences(tree, catalogue, sources.saved);
  holdWholeToDepth(tree, audiences);
  const listIds = [tree, ...audiences.values()].flatMap((each) => referencesOf(each, 'in-list'));
  const lists = new Map<string, Uint32Array>();
  for (const id of new Set(listIds)) lists.set(id, await sources.lists.keys(id));
  return { tree, audiences, lists, text: printExpression(tree, catalogue), catalogue };
}

/** Saved trees are checked again: the tags of today may not be those of the day on which they were saved. */
async function gatherAudiences(
  tree: Expression,
  catalogue: FieldCatalogue,
  saved: SavedAudiences,
): Promise<ReadonlyMap<string, Expression>> {
  const found = new Map<string, Expression>();
  const open = [...referencesOf(tree, 'in-audience')];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    const referred = checkExpression((await saved.get(id)).tree, catalogue);
    found.set(id, referred);
    open.push(...referencesOf(referred, 'in-audience'));
  }
  return found;
}

/** An audience that is referred to counts as nested where it is named, so that evaluators never recurse beyond the limit. */
function holdWholeToDepth(tree: Expression, audiences: ReadonlyMap<string, Expression>): void {
  const depths = new Map<string, number>();
  const depthOf = (each: Expression, outer: number): number => {
    if (outer > MAX_DEPTH) throw new TesseraError('expression.too-deep', { limit: MAX_DEPTH });
    const depths = partsOf(each).map(({ path, tree: part }) => {
      const own = path === '' ? 1 : path.split('.').length + 1;
      return part.kind === 'in-audience' ? own + audienceDepth(part.id, outer + own) : own;
    });
    return Math.max(...depths);
  };
  const audienceDepth = (id: string, outer: number): number => {
    const depth = depths.get(id) ?? depthOf(audiences.get(id)!, outer);
    depths.set(id, depth);
    return depth;
  };
  if (depthOf(tree, 0) > MAX_DEPTH) throw new TesseraError('expression.too-deep', { limit: MAX_DEPTH });
}
