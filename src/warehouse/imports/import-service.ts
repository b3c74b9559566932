import type { ErrorBody, Instant, JobContext } from '../../kernel/index.ts';

export interface ImportRequest {
  /** TOML text of the mapping. */
  readonly mapping: string;
  /** Folder in which the files stand under their names in the mapping. */
  readonly folder: string;
  /** Shows the first mapped rows and all rejects, and writes nothing. */
  readonly dryRun?: boolean;
  /** Only files of these names, lookups aside; a source without one is left out. Default: all that the mapping means. */
  readonly files?: readonly string[];
  /**
   * Who asked, for the history: `watch:<name>` for a watched folder. There, a file that comes again under its name with
   * other content is refused (`import.file-replaced`) where no key tells its rows apart.
   */
  readonly origin?: string;
}

/** Which quarantined rows are meant; what is left out is not asked for. */
export interface RejectFilter {
  readonly importId?: string | undefined;
  readonly source?: string | undefined;
  readonly file?: string | undefined;
  readonly reason?: string | undefined;
  readonly field?: string | undefined;
  /** Part of the row as it was read, capitals and small letters alike. */
  readonly text?: string | undefined;
}

export interface ReprocessRequest {
  /** TOML text of the corrected mapping; its sources are those that quarantined rows name. */
  readonly mapping: string;
  /** Folder of the files that its lookups need. */
  readonly folder: string;
  readonly filter: RejectFilter;
  readonly dryRun?: boolean;
}

/** How one column differs from the file before. */
export interface ColumnDrift {
  readonly kind: 'new' | 'gone' | 'renamed' | 'changed';
  /** Its name now; of a column that is gone, the name that it had. */
  readonly column: string;
  /** Renamed: its name before. Changed: its type or kind of values before. */
  readonly was?: string;
  readonly now?: string;
}

/** One file of one import. */
export interface ImportedFile {
  readonly importId: string;
  /** `reprocess`: quarantined rows of `parent` read again. */
  readonly kind: 'import' | 'reprocess';
  readonly parent?: string;
  /** `failed`: nothing of it was imported. */
  readonly state: 'done' | 'failed';
  readonly problem?: Omit<ErrorBody, 'detail'>;
  readonly origin?: string;
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
  /** Rows left out because they are of someone who was erased; none when left out itself. */
  readonly rowsSuppressed?: number;
  /** The whole file was known already and left alone. */
  readonly unchanged: boolean;
  /** Against the last import of the same source and target. */
  readonly drift: readonly ColumnDrift[];
}

/** A row that was refused, as it was read. */
export interface Reject {
  readonly importId: string;
  readonly source: string;
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
  readonly field: string | null;
  /** At most 10,000 characters of it; quarantine keeps all. */
  readonly row: string;
  /** How often it was reprocessed in vain. */
  readonly attempts: number;
}

export interface RejectReason {
  readonly source: string;
  readonly reason: string;
  readonly field: string | null;
  readonly count: number;
}

/** One import with what is left of it in quarantine. */
export interface ImportDetail {
  readonly importId: string;
  readonly files: readonly ImportedFile[];
  readonly mapping?: string;
  readonly reasons: readonly RejectReason[];
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

export interface HistoryPage extends Page {
  readonly source?: string | undefined;
  readonly state?: 'done' | 'failed' | undefined;
}

/**
 * Brings files into the warehouse by a mapping. An import is one transaction: a refusal, a cancelled job or kill -9
 * leaves what was there before, and so does a file that is known already. A bad row goes to quarantine, a bad file
 * refuses the whole import with the first error named, and the history keeps that it did.
 */
export interface ImportService {
  run(request: ImportRequest, job: JobContext): Promise<ImportResult>;
  /**
   * Reads quarantined rows again by a corrected mapping, in one transaction: what passes becomes a fact under the
   * identity that it would have had, and leaves quarantine; the rest stays with its new reason. Throws
   * `import.no-rejects` when the filter and the mapping's sources have no row in common.
   */
  reprocess(request: ReprocessRequest, job: JobContext): Promise<ImportResult>;
  /** Newest first; files that were refused among them. */
  history(page: HistoryPage): Promise<{ readonly files: readonly ImportedFile[]; readonly next?: string }>;
  /** Throws `import.not-found`. */
  get(importId: string): Promise<ImportDetail>;
  rejects(
    page: Page & RejectFilter,
  ): Promise<{ readonly rejects: readonly Reject[]; readonly total: number; readonly next?: string }>;
  /** Counted by source, reason and field, the most frequent first. */
  rejectReasons(filter: RejectFilter): Promise<{ readonly reasons: readonly RejectReason[]; readonly total: number }>;
}
