import { TesseraError } from '../kernel/index.ts';

/** `expression.syntax` at a place of the text. */
export function syntaxError(
  place: { readonly line: number; readonly column: number },
  expected: string,
  found: string,
): TesseraError {
  return new TesseraError('expression.syntax', { line: place.line, column: place.column, expected, found });
}
