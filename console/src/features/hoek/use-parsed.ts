import { useMemo, useState } from 'react';
import { type Expression, type FieldCatalogue, parseExpression } from '../../../../src/expression/index.ts';

export interface Parsed {
  /** The last text that was an expression, with its tree; undefined before the first. */
  readonly good: { readonly text: string; readonly tree: Expression } | undefined;
  /** What is wrong with the text as it stands. */
  readonly error: unknown;
}

/** Reads the text in the browser, by the same parser as the server's. */
export function useParsed(text: string, catalogue: FieldCatalogue | undefined): Parsed {
  const parsed = useMemo(() => read(text.trim() || 'everyone', catalogue), [text, catalogue]);
  const [good, setGood] = useState<Parsed['good']>();
  if (parsed?.tree && good?.tree !== parsed.tree) setGood(parsed);
  return { good, error: parsed?.error };
}

function read(text: string, catalogue: FieldCatalogue | undefined) {
  if (!catalogue) return undefined;
  try {
    return { text, tree: parseExpression(text, catalogue) };
  } catch (error) {
    return { error };
  }
}
