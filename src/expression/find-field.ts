import { nearestName, TesseraError } from '../kernel/index.ts';
import type { FieldInfo } from './field-catalogue.ts';

/** What names may be looked up in, and what to call them in a message. */
export interface NameSpace<Found> {
  readonly kind: 'field' | 'event' | 'event field';
  readonly known: ReadonlyMap<string, Found>;
}

export type FieldNames = NameSpace<FieldInfo>;

/** Throws `expression.unknown-field` with the nearest known name. */
export function getNamed<Found>({ kind, known }: NameSpace<Found>, name: string, place: object = {}): Found {
  const found = known.get(name);
  if (found) return found;
  const nearest = nearestName(name.slice(0, 100), known.keys());
  const { line, column } = place as { line?: number; column?: number };
  throw new TesseraError('expression.unknown-field', {
    kind,
    name,
    nearest,
    suggestion: nearest ? `; did you mean "${nearest}"?` : '',
    line,
    column,
  });
}
