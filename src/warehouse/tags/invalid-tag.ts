import { nearestName, TesseraError } from '../../kernel/index.ts';

/** `tag.invalid` at a field of a definition. */
export function invalidTag(id: string, field: string, problem: string): TesseraError {
  return new TesseraError('tag.invalid', { id: id.slice(0, 80), field, problem });
}

/** `tag.not-found` with the nearest name. */
export function tagNotFound(id: string, known: Iterable<string>): TesseraError {
  return new TesseraError('tag.not-found', { id: id.slice(0, 80), suggestion: suggest(id, known) });
}

/** `; did you mean …?`, or nothing where no name is near. */
export function suggest(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name.slice(0, 80), known);
  return nearest ? `; did you mean "${nearest}"?` : '';
}
