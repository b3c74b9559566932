/** What the values of a text column look like, all of those that are known; `empty` where none is. */
export type ValueKind = 'empty' | 'integer' | 'number' | 'boolean' | 'iso-date' | 'iso-time' | 'date' | 'time' | 'text';

export interface ColumnShape {
  readonly name: string;
  /** Of the engine: VARCHAR for columns of text files. */
  readonly type: string;
  /** Of VARCHAR columns, by a sample. */
  readonly kind?: ValueKind;
  /** Known values in the sample. */
  readonly known?: number;
}

/** The columns of one file, in its order. */
export interface SourceShape {
  readonly columns: readonly ColumnShape[];
  /** Rows in the sample. */
  readonly rows: number;
}
