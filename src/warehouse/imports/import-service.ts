import type { Instant, JobContext } from '../../kernel/index.ts';

export interface ImportRequest {
  /** TOML text of the mapping. */
  readonly mapping: string;
  /** Folder in which the files stand under their names in the mapping. */
  readonly folder: string;
  /** Shows the first mapped rows and all rejects, and writes nothing. */
  readonly dryRun?: boolean;
}

/** One file of one import. */
export interface ImportedFile {
  readonly importId: string;
  readonly source: string;
  readonly file: string;
  readonly target: string;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  /** Rows whose identity was known already. */
  readonly rowsKnown: number;
  /** The whole file was known already and left alone. */
  readonly unchanged: boolean;
}

/** A row that was refused, as it was read. */
export interface Reject {
  readonly importId: string;
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
  readonly field: string | null;
  readonly row: string;
}

export type SampleValue = string | number | boolean | null;

export interface ImportResult {
  readonly importId: string;
  readonly dryRun: boolean;
  readonly files: readonly ImportedFile[];
  /** Dry run only: the first mapped rows by file. */
  readonly samples: readonly {
    readonly file: string;
    readonly target: string;
    readonly rows: readonly Readonly<Record<string, SampleValue>>[];
  }[];
  /** The first 100 rejects; in a dry run all, up to 10,000. */
  readonly rejects: readonly Reject[];
}

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/**
 * Brings files into the warehouse by a mapping. An import is one transaction: a refusal, a cancelled job or kill -9
 * leaves what was there before, and so does a file that is known already. A bad row goes to quarantine, a bad file
 * refuses the whole import with the first error named.
 */
export interface ImportService {
  run(request: ImportRequest, job: JobContext): Promise<ImportResult>;
  /** Newest first. */
  history(page: Page): Promise<{ readonly files: readonly ImportedFile[]; readonly next?: string }>;
  rejects(
    page: Page & { readonly importId?: string | undefined },
  ): Promise<{ readonly rejects: readonly Reject[]; readonly total: number; readonly next?: string }>;
}
