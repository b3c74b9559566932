import type { FieldCatalogue } from './field-catalogue.ts';
import type { FieldNames } from './find-field.ts';
import type { TokenReader } from './token-reader.ts';

/** What the parser of one level knows. Inside `where` the fields are the event's and behaviour is not allowed. */
export interface Scope {
  readonly reader: TokenReader;
  readonly catalogue: FieldCatalogue;
  readonly fields: FieldNames;
  readonly depth: number;
  readonly isAboutEvents: boolean;
}
