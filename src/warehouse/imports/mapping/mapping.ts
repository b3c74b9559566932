import type { TagDefinition } from '../../tags/index.ts';
import type { WorkspaceWish } from '../../workspace/index.ts';
import type { Target } from './targets.ts';

export type FileFormat = 'csv' | 'ndjson' | 'parquet';

/** How a file is read. */
export interface FileReading {
  /** A name, or a pattern with `*` for any characters. */
  readonly file: string;
  readonly format: FileFormat;
  /** Of text files, as TextDecoder knows them. */
  readonly encoding: string;
  /** One character, for CSV. */
  readonly delimiter: string;
}

/** Another file whose columns expressions may use as `name.column`, by the row whose `key` equals `on`. */
export interface Lookup extends FileReading {
  readonly name: string;
  /** Expression over the lookup's columns; unique in the file. */
  readonly key: string;
  /** Expression over the source's columns. */
  readonly on: string;
}

export interface Source extends FileReading {
  /** Name space of its facts: the mapping's name, a dot, its own. */
  readonly id: string;
  /** Where it stands in the mapping, for errors. */
  readonly where: string;
  readonly target: Target;
  /** Expressions over the source's columns by field of the target, defaults filled in. */
  readonly columns: Readonly<Record<string, string>>;
  /** For target `user`: expressions by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Zone of times that have none. */
  readonly zone?: string;
  /** strptime forms of times and dates in text; ISO 8601 without. */
  readonly timeFormats: readonly string[];
  readonly isMoneyMinor: boolean;
  /** Expression whose text identifies a row; file hash and line without. */
  readonly key?: string;
  /** What equal keys in one file mean: one fact, or as many, numbered in the order of lines. */
  readonly repeats: 'skip' | 'number';
  /** Rows for which it is not true are left out. */
  readonly filter?: string;
  /** What columns that differ from those of the file before mean. */
  readonly drift: 'warn' | 'refuse';
  readonly lookups: readonly Lookup[];
}

/** A checked mapping: how the files of one data set become facts. */
export interface Mapping {
  readonly name: string;
  readonly workspace: WorkspaceWish;
  readonly attributes: readonly TagDefinition[];
  readonly sources: readonly Source[];
}
